# SPDX-License-Identifier: EUPL-1.2
# Makes sample.csv, population.csv, totals.csv and expected.csv. Run once, in this folder: Rscript make_reference.R
# R 4.2.2 with survey 4.1-1 (Debian: r-base-core r-cran-survey). The tests read the files and need no R.
suppressPackageStartupMessages(library(survey))
set.seed(20211118)
options(digits = 17)

strata <- sprintf("s%02d", 1:8)
n_h <- c(60, 45, 30, 80, 25, 40, 12, 90)
d <- data.frame(stratum = rep(strata, n_h))
n <- nrow(d)
d$psu <- paste0("p", ave(seq_len(n), d$stratum, FUN = function(i) (seq_along(i) - 1) %/% 4 + 1))
d$unit <- sample(c("u1", "u2", "u3"), n, TRUE, c(.5, .3, .2))
d$unit[d$stratum == "s07"] <- "u4"      # a unit that is a stratum
d$unit[which(d$stratum == "s04")[1]] <- "u6"  # one respondent
d$unit[which(d$stratum %in% c("s01", "s02"))[seq(1, 60, 6)]] <- "u5"
d$gender <- sample(1:2, n, TRUE)
d$gender[sample(n, 6)] <- 9             # in no group
d$sex <- ifelse(d$gender == 9, 1, d$gender)  # known from the register, for post-strata
d$age <- sample(c("young", "middle", "old"), n, TRUE, c(.3, .4, .3))
d$weight <- round(exp(runif(n, 0, log(1000))), 3)
answer <- function(shift) pmin(5, pmax(1, round(rnorm(n, 3 + shift + .4 * (d$age == "old") + .2 * (d$gender == 2)
  + .3 * (d$stratum == "s04"), 1.1))))
for (item in c("a", "b", "c")) {
  d[[item]] <- answer(match(item, letters) / 5 - .3)
  d[[item]][sample(n, round(.05 * n))] <- 9
}
d$b[d$unit == "u5"] <- 9                # nobody in the domain answered
d$c[d$unit == "u4"] <- 4                # no variance
# Strata with one single respondent: two of them, and the rest in three.
d$lonely <- ifelse(d$stratum %in% strata[1:3], "l1", ifelse(d$stratum %in% strata[4:6], "l2", "l3"))
d$lonely[which(d$unit == "u1")[5]] <- "l4"
d$lonely[which(d$unit == "u2")[7]] <- "l5"
d$id <- sample(1000:9999, n)
d <- d[sample(n), ]
write.csv(d, "sample.csv", row.names = FALSE, quote = FALSE)

persons <- c(s01 = 900, s02 = 1500, s03 = 95, s04 = 40000, s05 = 300, s06 = 60, s07 = 152, s08 = 697010)
clusters <- c(s01 = 80, s02 = 150, s03 = 12, s04 = 4000, s05 = 30, s06 = 15, s07 = 3, s08 = 9000)
census <- c(s01 = 60, s02 = 46, s03 = 31, s04 = 82, s05 = 25, s06 = 41, s07 = 13, s08 = 95)
lonely <- c(l1 = 2400, l2 = 41000, l3 = 700000, l4 = 20, l5 = 1)
write.csv(rbind(
  data.frame(kind = "persons", stratum = names(persons), population = persons),
  data.frame(kind = "clusters", stratum = names(clusters), population = clusters),
  data.frame(kind = "census", stratum = names(census), population = census),
  data.frame(kind = "lonely", stratum = names(lonely), population = lonely)
), "population.csv", row.names = FALSE, quote = FALSE)
totals <- expand.grid(sex = 1:2, age = c("middle", "old", "young"))
totals$population <- c(130000, 120000, 110000, 125000, 128000, 127000)
write.csv(totals, "totals.csv", row.names = FALSE, quote = FALSE)
within <- aggregate(list(population = rep(1, n)), list(stratum = d$stratum, sex = d$sex), sum)
within$population <- within$population * persons[within$stratum] / n_h[match(within$stratum, strata)] *
  ifelse(within$sex == 1, 1.05, .96)
write.csv(within, "totals_within.csv", row.names = FALSE, quote = FALSE)

for (item in c("a", "b", "c")) d[[item]][d[[item]] == 9] <- NA
scores <- cbind(d$a, 6 - d$b, d$c)      # b is worded negatively
d$i <- ifelse(rowSums(!is.na(scores)) >= 2, rowMeans(scores, na.rm = TRUE), NA)
d$persons <- persons[d$stratum]; d$clusters <- clusters[d$stratum]
d$census <- census[d$stratum]; d$lonely_persons <- lonely[d$lonely]
d$group <- ifelse(d$gender == 1, "male", ifelse(d$gender == 2, "female", "other"))

plain <- svydesign(~1, strata = ~stratum, fpc = ~persons, data = d)
clustered <- svydesign(~psu, strata = ~stratum, fpc = ~clusters, data = d, nest = TRUE)
credited <- postStratify(plain, ~sex + age, totals)
d$post <- weights(credited)
designs <- list(
  plain = plain,
  without_fpc = svydesign(~1, strata = ~stratum, weights = ~I(persons / n_h[match(stratum, strata)]), data = d),
  weighted = svydesign(~1, strata = ~stratum, weights = ~weight, data = d),
  weighted_fpc = svydesign(~1, strata = ~stratum, weights = ~weight, fpc = ~persons, data = d),
  census = svydesign(~1, strata = ~stratum, fpc = ~census, data = d),
  clustered = clustered,
  clustered_weighted = svydesign(~psu, strata = ~stratum, weights = ~weight, data = d, nest = TRUE),
  credited = credited,
  credited_within = postStratify(plain, ~stratum + sex, within),
  credited_clusters = postStratify(clustered, ~sex + age, totals),
  post_as_plain = svydesign(~1, strata = ~stratum, weights = ~post, fpc = ~persons, data = d),
  unstratified = svydesign(~1, weights = ~weight, data = d)
)
single <- svydesign(~1, strata = ~lonely, fpc = ~lonely_persons, data = d)
single_free <- svydesign(~1, strata = ~lonely, weights = ~weight, data = d)
single_credited <- postStratify(single, ~sex + age, totals)

rows <- list()
number <- function(x) if (is.na(x)) "" else trimws(formatC(as.numeric(x), digits = 17, format = "g"))
put <- function(...) rows[[length(rows) + 1]] <<- data.frame(..., stringsAsFactors = FALSE)
one <- function(name, design, group, unit, measure, category) {
  v <- design$variables
  keep <- !is.na(v[[measure]]) & (group == "all" | v$group == group) & (unit == "all" | v$unit == unit)
  if (!any(keep)) {
    put(design = name, group = group, unit = unit, measure = measure,
        statistic = if (category == "") "mean" else "share", category = category,
        n = 0, value = "", se = "", df = "", lower = "", upper = "")
    return(invisible())
  }
  design$variables$y <- if (category == "") v[[measure]] else as.numeric(v[[measure]] >= 4)
  design$variables$y[!keep] <- 0  # calibrated designs keep these rows, with weight 0, and 0 × NA is NA
  domain <- subset(design, keep)
  m <- svymean(~y, domain)
  value <- coef(m)[[1]]; se <- as.numeric(SE(m)); df <- degf(domain)
  limits <- c(NA, NA)
  if (is.finite(se) && se > 1e-12 && df > 0) {
    q <- qt(.975, df)
    if (category == "") limits <- value + c(-q, q) * se
    else limits <- plogis(qlogis(value) + c(-q, q) * se / (value * (1 - value)))
  }
  put(design = name, group = group, unit = unit, measure = measure,
      statistic = if (category == "") "mean" else "share", category = category,
      n = sum(keep), value = number(value), se = number(se), df = df, lower = number(limits[1]), upper = number(limits[2]))
}
difference <- function(name, design, unit, measure, category) {
  v <- design$variables
  keep <- !is.na(v[[measure]]) & v$group != "other" & (unit == "all" | v$unit == unit)
  if (length(unique(v$group[keep])) < 2) return(invisible())
  design$variables$y <- if (category == "") v[[measure]] else as.numeric(v[[measure]] >= 4)
  v <- design$variables
  design$variables$m <- as.numeric(v$group == "male"); design$variables$f <- as.numeric(v$group == "female")
  design$variables$ym <- ifelse(is.na(v$y), 0, v$y) * design$variables$m
  design$variables$yf <- ifelse(is.na(v$y), 0, v$y) * design$variables$f
  domain <- subset(design, keep)
  # Two domain means with their covariance; svyby(covmat = TRUE) gives the same but fails on calibrated designs.
  ratios <- svyratio(~ym + yf, ~m + f, domain, covmat = TRUE)
  contrast <- svycontrast(ratios, c(1, 0, 0, -1))
  if (is.null(design$postStrata)) {
    both <- svycontrast(svyby(~y, ~group, domain, svymean, covmat = TRUE), c(male = 1, female = -1))
    stopifnot(all.equal(c(coef(both), SE(both)), c(coef(contrast), SE(contrast)), check.attributes = FALSE, tolerance = 1e-9))
  }
  put(design = name, group = "male - female", unit = unit, measure = measure, statistic = "difference",
      category = category, n = min(table(v$group[keep])), value = number(coef(contrast)),
      se = number(SE(contrast)), df = degf(domain), lower = "", upper = "")
}
everything <- function(name, design, measures = c("a", "b", "c", "i")) {
  for (unit in c("all", sort(unique(d$unit)))) for (measure in measures)
    for (category in if (measure == "i") "" else c("", "4-5")) {
      for (group in c("all", "male", "female")) one(name, design, group, unit, measure, category)
      if (unit != "u6") difference(name, design, unit, measure, category)
    }
}
for (name in names(designs)) everything(name, designs[[name]])
for (option in c("certainty", "remove", "adjust", "average")) {
  options(survey.lonely.psu = option)
  everything(paste0("single_", option), single, c("a", "i"))
  everything(paste0("single_free_", option), single_free, c("a", "i"))
  everything(paste0("single_credited_", option), single_credited, "a")
}
expected <- do.call(rbind, rows)
expected[] <- lapply(expected, function(x) ifelse(is.na(x) | x %in% c("NA", "NaN"), "", x))
write.csv(expected, "expected.csv", row.names = FALSE, quote = FALSE)

# Checks by R itself of what is written out by hand above.
sub <- subset(plain, !is.na(a) & unit == "u1")
stopifnot(all.equal(as.numeric(attr(svyciprop(~I(a >= 4), sub, method = "logit"), "ci")),
  as.numeric(expected[expected$design == "plain" & expected$group == "all" & expected$unit == "u1" &
    expected$measure == "a" & expected$category == "4-5", c("lower", "upper")]), tolerance = 1e-7))
