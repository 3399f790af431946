# SPDX-License-Identifier: EUPL-1.2
# Makes modes_within.json and response_interval.json: differences of modes inside strata on trust.csv, and the interval of
# the R-indicator on invited.csv. Run once, in this folder: Rscript make_within_reference.R
# R 4.2.2 with survey 4.1-1 (Debian: r-base-core r-cran-survey). The tests need no R.
suppressPackageStartupMessages(library(survey))
options(survey.lonely.psu = "adjust")
entry <- function(of, value) paste0("{", paste0('"', names(of), '": "', of, '"', collapse = ", "), ', "value": ',
  sprintf("%.17g", as.numeric(value)), "}")
write_to <- function(file, method, program, version, tolerance, lines) writeLines(c("{",
  '"origin": "make_within_reference.R beside it, on trust.csv and invited.csv (synthetic, fixed seed).",',
  paste0('"method": "', method, '",'), paste0('"program": "', program, '",'), paste0('"version": "', version, '",'),
  paste0('"tolerance": "', tolerance, '",'), '"values": [', paste(lines, collapse = ",\n"), "]", "}"), file)
d <- read.csv("trust.csv", stringsAsFactors = FALSE)
for (i in 1:5) d[[paste0("t", i)]][d[[paste0("t", i)]] == 9] <- NA
designs <- list(
  strata_fpc = svydesign(~1, strata = ~stratum, fpc = ~N, data = d),
  weighted = svydesign(~1, strata = ~stratum, weights = ~weight, data = d),
  clusters = svydesign(~house, strata = ~stratum, weights = ~weight, data = d, nest = TRUE)
)
lines <- NULL
for (name in names(designs)) for (measure in c("t1", "t3", "t5")) {
  fit <- svyglm(as.formula(paste(measure, "~ relevel(factor(mode), 'web') + sex + age + factor(stratum)")), designs[[name]])
  limits <- confint(fit)
  for (mode in c("meeting", "phone")) {
    at <- grep(paste0(mode, "$"), names(coef(fit)))
    of <- c(design = name, measure = measure, mode = mode)
    lines <- c(lines, entry(c(of, figure = "adjusted"), coef(fit)[at]), entry(c(of, figure = "se"), SE(fit)[at]),
      entry(c(of, figure = "lower"), limits[at, 1]), entry(c(of, figure = "upper"), limits[at, 2]))
  }
}
write_to("modes_within.json", "Mode differences inside strata, margins held equal", "R survey", "4.1-1", "1e-8", lines)

cells <- read.csv("invited.csv", stringsAsFactors = TRUE)
fit <- glm(cbind(answered, invited - answered) ~ sex + age + area, binomial, cells, control = list(epsilon = 1e-14))
N <- sum(cells$invited); rows <- cells[rep(1:12, cells$invited), ]; r <- rep(fitted(fit), cells$invited)
X <- model.matrix(~ sex + age + area, rows); Z <- X * r * (1 - r)
S <- solve(t(Z) %*% X); A <- cov(Z, r); B <- cov(Z)
square <- (1 + 1 / N) * var(r) - sum((Z %*% S) * Z) / N
spread <- sqrt(4 * t(A) %*% S %*% A + 2 * sum(diag(B %*% S %*% B %*% S)))
limits <- 1 - 2 * sqrt(pmax(0, square + c(1, -1) * qnorm(.975) * c(spread)))
write_to("response_interval.json", "Interval of the R-indicator", "R stats (glm)", "4.2.2", "1e-8",
  c(entry(c(figure = "lower"), limits[1]), entry(c(figure = "upper"), limits[2])))
