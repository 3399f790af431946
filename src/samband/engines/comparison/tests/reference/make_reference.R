# SPDX-License-Identifier: EUPL-1.2
# Figures that funnel limits, shrinkage, distances and families of pairs must meet. Base R; run in this folder:
# Rscript make_reference.R. The data are small and made up.
out <- function(name, rows) write.csv(rows, name, row.names = FALSE, quote = FALSE)
full <- function(x) sprintf("%.17g", x)

# Funnel limits, interpolated between whole numbers (Spiegelhalter 2005, A.1).
limit <- function(p, q, P, d) { r <- q(p); pmax(r - (P(r) - p) / d(r), 0) }
sizes <- c(5, 12, 37, 192, 400, 5100, 120000); target <- 0.13
shares <- do.call(rbind, lapply(c(0.95, 0.998), function(level) {
  ends <- c((1 - level) / 2, (1 + level) / 2)
  f <- function(p) limit(p, function(p) qbinom(p, sizes, target), function(r) pbinom(r, sizes, target),
                         function(r) dbinom(r, sizes, target)) / sizes
  data.frame(kind = "share", size = sizes, level = level, lower = full(f(ends[1])), upper = full(f(ends[2])))
}))
due <- c(0.4, 2.5, 9, 48, 700)
rates <- do.call(rbind, lapply(c(0.95, 0.998), function(level) {
  ends <- c((1 - level) / 2, (1 + level) / 2)
  f <- function(p) limit(p, function(p) qpois(p, due * 1.2), function(r) ppois(r, due * 1.2),
                         function(r) dpois(r, due * 1.2)) / due
  data.frame(kind = "rate", size = due, level = level, lower = full(f(ends[1])), upper = full(f(ends[2])))
}))
out("funnel.csv", rbind(shares, rates))

# Spread between units by moments, z-scores winsorised at a tenth.
set.seed(20260101)
errors <- round(runif(20, 0.05, 0.4), 3); values <- round(2.7 + rnorm(20, 0, 0.25) + rnorm(20, 0, errors), 3)
out("units.csv", data.frame(unit = sprintf("u%02d", 1:20), value = values, error = errors))
z <- (values - 2.7) / errors; s <- sort(z); cut <- floor(0.1 * 20); z <- pmin(pmax(z, s[cut + 1]), s[20 - cut])
phi <- mean(z^2); w <- 1 / errors^2
tau <- sqrt(max(0, 20 * phi - 19) / (sum(w) - sum(w^2) / sum(w)))
out("dispersion.csv", data.frame(figure = c("factor", "between"), value = full(c(phi, tau))))

# All pairs, Benjamini and Hochberg.
pairs <- t(combn(20, 2)); zp <- abs(values[pairs[, 1]] - values[pairs[, 2]]) / sqrt(errors[pairs[, 1]]^2 + errors[pairs[, 2]]^2)
out("pairs.csv", data.frame(first = pairs[, 1] - 1, second = pairs[, 2] - 1,
                            apart = as.integer(p.adjust(2 * pnorm(-zp), "BH") <= 0.05)))

# Beta-binomial and gamma-Poisson, by maximum likelihood with another optimiser.
n <- c(20, 35, 60, 60, 110, 240, 500, 1200, 15, 90); e <- c(7, 5, 22, 9, 31, 80, 130, 420, 1, 40)
bb <- optim(c(0, 1), function(p) { m <- plogis(p[1]); t <- exp(p[2]); a <- m * t; b <- t - a
  -sum(lbeta(e + a, n - e + b) - lbeta(a, b)) }, method = "BFGS", control = list(reltol = 1e-15, maxit = 1000))
m <- plogis(bb$par[1]); t <- exp(bb$par[2])
share <- data.frame(kind = "share", events = e, size = n, value = full((e + m * t) / (n + t)),
                    lower = full(qbeta(0.025, e + m * t, n - e + t - m * t)),
                    upper = full(qbeta(0.975, e + m * t, n - e + t - m * t)))
x <- c(0.2, 1.1, 2.9, 5.1, 5.2, 12, 40, 110, 697, 3.3); k <- c(1, 0, 9, 11, 25, 31, 130, 260, 2100, 4)
gp <- optim(c(log(sum(k) / sum(x)), 1), function(p) { h <- exp(p[2]); r <- h / exp(p[1])
  -sum(lgamma(k + h) - lgamma(h) + h * log(r) - (k + h) * log(x + r)) }, method = "BFGS",
  control = list(reltol = 1e-15, maxit = 1000))
h <- exp(gp$par[2]); r <- h / exp(gp$par[1])
rate <- data.frame(kind = "rate", events = k, size = x, value = full((k + h) / (x + r)),
                   lower = full(qgamma(0.025, k + h, x + r)), upper = full(qgamma(0.975, k + h, x + r)))
out("shrunken.csv", rbind(share, rate))

# Standardised Euclidean distances between six members: people (logged) and two shares.
traits <- data.frame(people = c(192, 5100, 5200, 20000, 697549, 2900), old = c(24, 18.1, 17.5, 14.2, 12.6, 21),
                     growth = c(-1.2, 0.1, 0.4, 1.6, 1.1, -0.3))
out("traits.csv", cbind(unit = letters[1:6], traits))
d <- as.matrix(dist(scale(transform(traits, people = log(people)))))
near <- do.call(rbind, lapply(1:6, function(i) data.frame(unit = letters[i], other = letters[(1:6)[-i]], row.names = NULL,
                                                          distance = full(d[i, -i] / max(d[i, ])))))
out("distances.csv", near)
