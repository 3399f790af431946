# SPDX-License-Identifier: EUPL-1.2
# Rscript glmer.R CELLS.csv: random-intercept logit by lme4; prints CPU seconds, log-likelihood, sd, coefficients.
suppressPackageStartupMessages(library(lme4))
d <- read.csv(commandArgs(TRUE)[1])
used <- system.time(f <- glmer(cbind(yes, asked - yes) ~ factor(age) + factor(education) + man + (1 | area), d, binomial))
cat(formatC(c(used[["user.self"]] + used[["sys.self"]], logLik(f), attr(VarCorr(f)[[1]], "stddev"), fixef(f)), digits = 15), "\n")
