# SPDX-License-Identifier: EUPL-1.2
# Makes calibrated_replicates.csv: means and shares of calibration_sample.csv with standard errors by a jackknife that
# calibrates every replicate anew. Run once, in this folder: Rscript make_calibrated_replicates.R
# R 4.2.2 with survey 4.1-1 (Debian: r-base-core r-cran-survey). The tests need no R.
suppressPackageStartupMessages(library(survey))
number <- function(x) trimws(formatC(as.numeric(x), digits = 15, format = "g"))
d <- read.csv("calibration_sample.csv", stringsAsFactors = FALSE)
known <- read.csv("calibration_totals.csv", stringsAsFactors = FALSE)
d$size <- c(s1 = 5000, s2 = 3000, s3 = 1000)[d$stratum]
d$households <- c(s1 = 2000, s2 = 1500, s3 = 600)[d$stratum]
d$high <- as.numeric(d$y >= 3)
for (v in c("area", "sex", "school")) d[[v]] <- factor(d[[v]])
of <- function(v) setNames(known$total[known$variable == v], known$category[known$variable == v])
totals <- c("(Intercept)" = sum(of("sex")), areaa = of("area")[-1], sexm = of("sex")[["m"]], school = of("school")[-1])
names(totals) <- c("(Intercept)", paste0("area", names(of("area"))[-1]), "sexm", paste0("school", names(of("school"))[-1]))
plain <- svydesign(~1, strata = ~stratum, fpc = ~size, data = d)
even <- svydesign(~1, weights = rep(9000 / nrow(d), nrow(d)), data = d)
free <- svydesign(~1, weights = ~free, data = d)
clustered <- svydesign(~household, strata = ~stratum, fpc = ~households, data = d)
to <- function(design, type, ...) suppressWarnings(calibrate(as.svrepdesign(design, type = type, mse = TRUE),
  ~area + sex + school, totals, epsilon = 1e-12, maxit = 500, ...))
designs <- list(linear = to(plain, "JKn"), raking = to(plain, "JKn", calfun = "raking"), rake_even = to(even, "JK1", calfun = "raking"),
  linear_free = to(free, "JK1"), raking_clusters = to(clustered, "JKn", calfun = "raking"),
  linear_clusters = to(clustered, "JKn"), truncated = to(plain, "JKn", bounds = c(.65, 1.5)),
  logit = to(plain, "JKn", calfun = "logit", bounds = c(.6, 1.7)))
rows <- list()
put <- function(design, statistic, by, domain, value, se) rows[[length(rows) + 1]] <<-
  data.frame(design, statistic, by, domain, value = number(value), se = number(se))
for (name in names(designs)) for (what in c("mean", "share")) {
  f <- if (what == "mean") ~y else ~high
  m <- svymean(f, designs[[name]]); put(name, what, "", "all", coef(m), SE(m))
  for (by in if (name == "linear") c("area", "sex") else "area") {
    b <- svyby(f, as.formula(paste0("~", by)), designs[[name]], svymean)
    for (i in seq_len(nrow(b))) put(name, what, by, b[[by]][i], coef(b)[i], SE(b)[i])
  }
}
write.csv(do.call(rbind, rows), "calibrated_replicates.csv", row.names = FALSE, quote = FALSE)
