# SPDX-License-Identifier: EUPL-1.2
# Makes calibration_sample.csv, calibration_totals.csv, calibrated_weights.csv and calibrated_figures.csv: what R
# makes of a synthetic survey of 600, drawn with a fixed seed. Run once, in this folder: Rscript make_calibration.R
# R 4.2.2 with survey 4.1-1 (Debian: r-base-core r-cran-survey). The tests need no R.
suppressPackageStartupMessages(library(survey))
options(survey.lonely.psu = "adjust")
set.seed(20220404)
number <- function(x) trimws(formatC(as.numeric(x), digits = 15, format = "g"))
kept <- function(frame) frame[frame$id %% 4 == 0, ]  # every fourth respondent is enough to see a difference

# A population of 9,000 in three strata; women and the schooled answer more often; y depends on area, sex and age.
N <- 9000
population <- data.frame(stratum = rep(c("s1", "s2", "s3"), c(5000, 3000, 1000)), area = sample(paste0("a", 1:6), N, TRUE),
  sex = sample(c("f", "m"), N, TRUE), school = sample(c("e1", "e2", "e3"), N, TRUE, c(.2, .5, .3)), age = sample(18:90, N, TRUE))
population$y <- pmin(4, pmax(1, round(2.4 + .5 * (population$sex == "f") + .012 * (population$age - 50) +
  .1 * as.integer(substr(population$area, 2, 2)) + rnorm(N, 0, .7))))
sizes <- c(s1 = 200, s2 = 240, s3 = 160)
answers <- exp(.4 * (population$sex == "f") + .4 * (population$school == "e3"))
chosen <- unlist(lapply(names(sizes), function(s) { w <- which(population$stratum == s); sample(w, sizes[[s]], FALSE, answers[w]) }))
d <- population[sort(chosen), ]
d$id <- seq_len(nrow(d)); d$size <- c(s1 = 5000, s2 = 3000, s3 = 1000)[d$stratum]
d$weight <- d$size / sizes[d$stratum]
d$household <- paste0(d$stratum, "h", 1 + (d$id %/% 3)); d$households <- c(s1 = 2000, s2 = 1500, s3 = 600)[d$stratum]
d$free <- round(runif(nrow(d), 4, 26), 2)   # weights of another sample, unequal inside the strata
margin <- function(column) { t <- as.data.frame(table(population[[column]])); setNames(t, c(column, "Freq")) }
area <- margin("area"); sex <- margin("sex"); school <- margin("school")
total <- function(f) colSums(model.matrix(f, population))
margins <- ~area + sex + school
with_age <- ~area + sex + age
write.csv(d[c("id", "stratum", "area", "sex", "school", "age", "household", "free", "y")], "calibration_sample.csv",
  row.names = FALSE, quote = FALSE)
known <- do.call(rbind, lapply(list(area, sex, school), function(m) data.frame(variable = names(m)[1], category = m[[1]], total = m$Freq)))
known <- rbind(known, data.frame(variable = "age", category = "", total = sum(population$age)))
write.csv(known, "calibration_totals.csv", row.names = FALSE, quote = FALSE)

plain <- svydesign(~1, strata = ~stratum, fpc = ~size, data = d)
even <- svydesign(~1, weights = rep(N / nrow(d), nrow(d)), data = d)
free <- svydesign(~1, weights = ~free, data = d)
clustered <- svydesign(~household, strata = ~stratum, fpc = ~households, data = d)
to <- function(design, f = margins, ...) suppressWarnings(calibrate(design, f, total(f), epsilon = 1e-12, maxit = 500, ...))
rakes <- function(design) rake(design, list(~area, ~sex, ~school), list(area, sex, school),
  control = list(maxit = 1000, epsilon = 1e-13, verbose = FALSE))
cross <- as.data.frame(xtabs(~sex + school, population))
designs <- list(
  linear = to(plain), linear_age = to(plain, with_age), linear_free = to(free), linear_clusters = to(clustered),
  truncated = to(plain, bounds = c(.65, 1.5)), truncated_free = to(free, bounds = c(.6, 1.5)),
  raking = to(plain, calfun = "raking"), raking_age = to(plain, with_age, calfun = "raking"),
  raking_free = to(free, calfun = "raking"), raking_clusters = to(clustered, calfun = "raking"),
  raking_bounded = to(plain, calfun = "raking", bounds = c(.65, 1.5)),
  logit = to(plain, calfun = "logit", bounds = c(.6, 1.7)), logit_free = to(free, calfun = "logit", bounds = c(.5, 2.2)),
  logit_clusters = to(clustered, calfun = "logit", bounds = c(.5, 2)),
  rake = rakes(plain), rake_even = rakes(even), rake_free = rakes(free), rake_clusters = rakes(clustered),
  post = postStratify(plain, ~sex + school, cross), post_clusters = postStratify(clustered, ~sex + school, cross))
write.csv(kept(data.frame(id = d$id, sapply(designs, function(x) number(weights(x))))), "calibrated_weights.csv",
  row.names = FALSE, quote = FALSE)

rows <- list()
put <- function(design, statistic, by, domain, value, se) rows[[length(rows) + 1]] <<-
  data.frame(design, statistic, by, domain, value = number(value), se = number(se))
for (name in names(designs)) {
  x <- designs[[name]]
  x <- update(x, high = as.numeric(y >= 3))
  for (what in c("mean", "share")) {
    f <- if (what == "mean") ~y else ~high
    m <- svymean(f, x); put(name, what, "", "all", coef(m), SE(m))
    t <- svytotal(f, x); put(name, paste0("total_", what), "", "all", coef(t), SE(t))
    for (by in c("area", "stratum", "sex")) {
      b <- svyby(f, as.formula(paste0("~", by)), x, svymean)
      for (i in seq_len(nrow(b))) put(name, what, by, b[[by]][i], coef(b)[i], SE(b)[i])
    }
    b <- svyby(f, ~area, x, svytotal)
    for (i in seq_len(nrow(b))) put(name, paste0("total_", what), "area", b$area[i], coef(b)[i], SE(b)[i])
  }
}
write.csv(do.call(rbind, rows), "calibrated_figures.csv", row.names = FALSE, quote = FALSE)

# Trimming with redistribution, and weights for 3 replicates raked one after the other.
trimmed <- data.frame(id = d$id, once = number(weights(trimWeights(free, upper = 22, lower = 6))),
  strict = number(weights(trimWeights(free, upper = 20, lower = 6, strict = TRUE))))
replicate <- function(r) weights(rakes(svydesign(~1, weights = d$weight * (1 + ((d$id * 7 + r * 3) %% 5) / 4), data = d)))
for (r in 1:3) trimmed[[paste0("replicate", r)]] <- number(replicate(r))
write.csv(kept(trimmed), "trimmed_and_replicates.csv", row.names = FALSE, quote = FALSE)
