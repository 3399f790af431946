# SPDX-License-Identifier: EUPL-1.2
# Makes trust.csv, invited.csv, gaps.json, reliability.json, response.json and modes.json. Run once, in this folder:
# Rscript make_analysis_reference.R. R 4.2.2 (stats) with survey 4.1-1 (Debian: r-base-core r-cran-survey).
suppressPackageStartupMessages(library(survey))
set.seed(20250311)
options(digits = 17, survey.lonely.psu = "adjust")

n <- 260
d <- data.frame(stratum = rep(c("h1", "h2", "h3"), c(120, 80, 60)), N = rep(c(2000, 300, 90), c(120, 80, 60)))
d$sex <- sample(c("f", "m"), n, TRUE); d$age <- sample(c("old", "mid", "young"), n, TRUE, c(.35, .4, .25))
d$mode <- ifelse(runif(n) < .25 + .35 * (d$age == "old"), "phone", ifelse(runif(n) < .15, "meeting", "web"))
d$house <- paste0("p", ave(seq_len(n), d$stratum, FUN = function(i) (seq_along(i) - 1) %/% 2 + 1))
d$weight <- round(exp(runif(n, 0, 2)), 3)
common <- rnorm(n) + .4 * (d$age == "old")
loads <- c(.9, .7, .6, .8, .4)
for (i in 1:5) {
  x <- 3 + loads[i] * common + .25 * (d$mode == "phone") + rnorm(n, 0, .8)
  if (i == 3) x <- 6 - x
  d[[paste0("t", i)]] <- pmin(5, pmax(1, round(x)))
  d[[paste0("t", i)]][sample(n, 6)] <- 9
}
write.csv(d, "trust.csv", row.names = FALSE, quote = FALSE)
for (i in 1:5) d[[paste0("t", i)]][d[[paste0("t", i)]] == 9] <- NA

number <- function(x) format(as.numeric(x), digits = 17)
entry <- function(labels, value) sprintf("{%s, \"value\": %s}",
  paste(sprintf("\"%s\": \"%s\"", names(labels), labels), collapse = ", "), number(value))
write <- function(file, method, program, version, tolerance, lines) writeLines(c("{",
  "\"origin\": \"make_analysis_reference.R beside it (synthetic, fixed seed).\",", sprintf("\"method\": \"%s\",", method),
  sprintf("\"program\": \"%s\",", program), sprintf("\"version\": \"%s\",", version),
  sprintf("\"tolerance\": \"%s\",", tolerance), "\"values\": [", paste(lines, collapse = ",\n"), "]", "}"), file)

p <- c(.001, .008, .039, .041, .042, .06, .074, .205, .212, .216, .222, .251, .269, .275, .34, .341, .384, .569, .594, .696, .762, .94, .942, .975, .986, .5, .5, 1e-12)
write("gaps.json", "Benjamini–Hochberg", "R stats", "4.2.2", "1e-12",
  sapply(seq_along(p), function(i) entry(c(p = number(p[i])), p.adjust(p, "BH")[i])))

lines <- NULL
scores <- cbind(d$t1, d$t2, 6 - d$t3, d$t4, d$t5); whole <- complete.cases(scores)
for (weighted in c(FALSE, TRUE)) for (k in 3:5) {
  w <- if (weighted) d$weight[whole] else rep(1, sum(whole))
  S <- cov.wt(scores[whole, 1:k], w / sum(w))$cov
  alpha <- function(S) nrow(S) / (nrow(S) - 1) * (1 - sum(diag(S)) / sum(S))
  fit <- factanal(covmat = S, factors = 1, n.obs = sum(whole), control = list(opt = list(factr = 1e3)))
  l <- as.numeric(fit$loadings); l <- l * sign(sum(l)); f <- l * sqrt(diag(S))
  of <- c(items = k, weighted = weighted)
  lines <- c(lines, entry(c(of, figure = "alpha"), alpha(S)), entry(c(of, figure = "omega"), sum(f)^2 / (sum(f)^2 + sum(diag(S) - f^2))))
  for (i in 1:k) {
    o <- setdiff(1:k, i)
    lines <- c(lines, entry(c(of, item = i, figure = "rest"), sum(S[i, o]) / sqrt(S[i, i] * sum(S[o, o]))),
      entry(c(of, item = i, figure = "alpha_without"), alpha(S[o, o, drop = FALSE])), entry(c(of, item = i, figure = "loading"), l[i]))
  }
}
write("reliability.json", "Alpha, omega, item-rest correlations", "R stats (cov.wt, factanal)", "4.2.2", "1e-8; omega and loadings 1e-5", lines)

cells <- expand.grid(sex = c("f", "m"), age = c("mid", "old", "young"), area = c("a", "b"))
cells$invited <- c(120, 130, 90, 80, 140, 150, 60, 75, 40, 35, 95, 100)
cells$answered <- rbinom(12, cells$invited, plogis(-.4 + .3 * (cells$sex == "f") + .7 * (cells$age == "old") - .5 * (cells$age == "young")))
write.csv(cells, "invited.csv", row.names = FALSE, quote = FALSE)
fit <- glm(cbind(answered, invited - answered) ~ sex + age + area, binomial, cells, control = list(epsilon = 1e-14))
rho <- fitted(fit); N <- sum(cells$invited); bar <- sum(cells$answered) / N
rows <- cells[rep(1:12, cells$invited), ]; r <- rep(rho, cells$invited)
X <- model.matrix(~ sex + age + area, rows); Z <- X * r * (1 - r)
chance <- sum((Z %*% solve(t(Z) %*% X)) * Z) / N
lines <- c(entry(c(figure = "plain"), 1 - 2 * sd(r)),
  entry(c(figure = "indicator"), 1 - 2 * sqrt(max(0, (1 + 1 / N) * var(r) - chance))),
  sapply(1:12, function(i) entry(c(cell = i, figure = "propensity"), rho[i])))
for (m in c("sex", "age", "area")) {
  a <- tapply(cells$answered, cells[[m]], sum); b <- tapply(cells$invited, cells[[m]], sum)
  lines <- c(lines, entry(c(margin = m, figure = "partial"), sqrt(sum(b * (a / b - bar)^2) / N)))
}
write("response.json", "Response propensities and R-indicator", "R stats (glm)", "4.2.2", "1e-8", lines)

designs <- list(
  strata_fpc = svydesign(~1, strata = ~stratum, fpc = ~N, data = d),
  weighted = svydesign(~1, strata = ~stratum, weights = ~weight, data = d),
  clusters = svydesign(~house, strata = ~stratum, weights = ~weight, data = d, nest = TRUE)
)
lines <- NULL
for (name in names(designs)) for (measure in c("t1", "t3", "t5")) {
  fit <- svyglm(as.formula(paste(measure, "~ relevel(factor(mode), 'web') + sex + age")), designs[[name]])
  raw <- svyby(as.formula(paste0("~", measure)), ~mode, designs[[name]], svymean, na.rm = TRUE)
  limits <- confint(fit)
  for (mode in c("meeting", "phone")) {
    at <- grep(paste0(mode, "$"), names(coef(fit)))
    of <- c(design = name, measure = measure, mode = mode)
    lines <- c(lines, entry(c(of, figure = "raw"), coef(raw)[mode] - coef(raw)["web"]),
      entry(c(of, figure = "adjusted"), coef(fit)[at]), entry(c(of, figure = "se"), SE(fit)[at]),
      entry(c(of, figure = "lower"), limits[at, 1]), entry(c(of, figure = "upper"), limits[at, 2]))
  }
}
write("modes.json", "Mode differences with margins held equal", "R survey", "4.1-1", "1e-8", lines)
