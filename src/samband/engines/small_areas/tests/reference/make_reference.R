# SPDX-License-Identifier: EUPL-1.2
# Makes milk.csv, milk_fits.csv, corn_expected.csv, logit_expected.csv. Run once, in this folder: Rscript make_reference.R
# R 4.2.2; sae 1.3 (CRAN) as a package, or its functions sourced from the folder named by SAE_SOURCES; lme4 1.1-31 (Debian).
# Data: milk_data.csv, household spending on fresh milk in 43 areas, 1989 (Arora and Lahiri 1997; sae::milk); corn.csv and
# corn_means.csv, hectares of corn in 12 Iowa counties (Battese, Harter and Fuller 1988; sae::cornsoybean); logit.csv,
# synthetic. The tests need no R.
suppressPackageStartupMessages(library(lme4))
sources <- Sys.getenv("SAE_SOURCES")
if (nzchar(sources)) { source(file.path(sources, "eblupFH.R")); source(file.path(sources, "mseFH.R")) } else library(sae)
digits <- function(x) formatC(x, digits = 17, format = "g")
put <- function(d, file) write.csv(d, file, row.names = FALSE, quote = FALSE)

milk <- read.csv("milk_data.csv")
milk$variance <- milk$se^2
areas <- NULL; fits <- NULL
for (method in c("REML", "ML", "FH")) for (precision in c(1e-4, 1e-13)) {
  f <- mseFH(direct ~ as.factor(major_area), variance, method = method, PRECISION = precision, data = milk)
  key <- data.frame(method = c(REML = "reml", ML = "ml", FH = "moments")[[method]], precision = precision)
  areas <- rbind(areas, cbind(key, area = milk$area, eblup = digits(as.vector(f$est$eblup)), mse = digits(f$mse)))
  fit <- f$est$fit
  fits <- rbind(fits, cbind(key, figure = c("variance", paste0("beta", 1:4), paste0("error", 1:4), "log_likelihood"),
    value = digits(c(fit$refvar, fit$estcoef$beta, fit$estcoef$std.error, fit$goodness[["loglike"]]))))
}
put(areas, "milk.csv"); put(fits, "milk_fits.csv")

corn <- read.csv("corn.csv"); means <- read.csv("corn_means.csv")
expected <- NULL
for (crop in c("corn", "soybeans")) for (left_out in c(0, 33)) {
  d <- if (left_out) corn[-left_out, ] else corn
  d$hectares <- d[[crop]]
  f <- lmer(hectares ~ corn_pixels + soybeans_pixels + (1 | county), d, control = lmerControl(optCtrl = list(xtol_abs = 1e-14, ftol_abs = 1e-14)))
  n <- as.vector(table(d$county)); part <- n / means$segments
  by <- function(x) as.vector(tapply(x, d$county, mean))
  here <- cbind(1, by(d$corn_pixels), by(d$soybeans_pixels)); all <- cbind(1, means$corn_pixels, means$soybeans_pixels)
  eblup <- part * by(d$hectares) + as.vector((all - part * here) %*% fixef(f)) + (1 - part) * ranef(f)[[1]][, 1]
  figure <- c("between", "inside", paste0("beta", 1:3), paste0("eblup", 1:12))
  expected <- rbind(expected, data.frame(crop, left_out, figure, value = digits(c(as.numeric(VarCorr(f)), sigma(f)^2, fixef(f), eblup))))
}
put(expected, "corn_expected.csv")

cells <- read.csv("logit.csv")
f <- glmer(cbind(yes, asked - yes) ~ factor(age) + factor(education) + man + (1 | area), cells, binomial,
  control = glmerControl(optimizer = "bobyqa", optCtrl = list(rhoend = 1e-10, maxfun = 1e5), tolPwrss = 1e-13))
figure <- c(paste0("beta", 1:8), "sd", "log_likelihood", paste0("effect", 0:24))
value <- c(fixef(f), attr(VarCorr(f)[[1]], "stddev"), as.numeric(logLik(f)), ranef(f)[[1]][, 1])
put(data.frame(figure, value = digits(value)), "logit_expected.csv")
