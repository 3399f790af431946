# SPDX-License-Identifier: EUPL-1.2
# Makes schools.csv, two_stage.json, ratios.json, quantiles.json and replicates.json. Run once, in this folder:
# Rscript make_further_reference.R. R 4.2.2 with survey 4.1-1 (Debian: r-base-core r-cran-survey).
suppressPackageStartupMessages(library(survey))
set.seed(20240207)
options(digits = 17, survey.lonely.psu = "adjust")

strata <- c("north", "south", "east", "west")
drawn <- c(3, 4, 5, 6); schools <- c(12, 30, 9, 60)
d <- NULL
for (h in 1:4) for (j in seq_len(drawn[h])) {
  classes <- 2 + j %% 3; effect <- rnorm(1, 0, .4)
  for (k in seq_len(classes)) {
    m <- 2 + (j + k) %% 4
    d <- rbind(d, data.frame(stratum = strata[h], school = sprintf("s%d", j), class = sprintf("c%d", k),
      N1 = schools[h], N2 = classes + j %% 4, persons = NA, effect = effect + rnorm(1, 0, .2), m = m)[rep(1, m), ])
  }
}
n <- nrow(d)
d$pupils <- ave(seq_len(n), d$stratum, d$school, FUN = length) + 7 + 3 * (as.integer(factor(d$school)) %% 3)
d$sex <- sample(1:2, n, TRUE)
d$unit <- ifelse(d$stratum %in% c("north", "south"), "u1", ifelse(runif(n) < .5, "u2", "u3"))
d$a <- pmin(5, pmax(1, round(3.1 + d$effect + .3 * (d$sex == 2) + rnorm(n))))
d$hours <- pmin(40, pmax(0, round(exp(2.2 + d$effect / 2 + rnorm(n, 0, .6)))))
d$trips <- rpois(n, 3 + .1 * d$hours)
d$weight <- round(exp(runif(n, 1, 4)), 3)
d$a[sample(n, 7)] <- 9; d$hours[sample(n, 5)] <- 99; d$trips[sample(n, 4)] <- 99
d$id <- seq_len(n)
d$half <- as.integer(d$school %in% c("s1", "s2"))
totals <- data.frame(sex = 1:2, Freq = c(1400, 1500))
d <- d[sample(n), ]
write.csv(d[c("stratum", "school", "class", "N1", "N2", "pupils", "sex", "unit", "a", "hours", "trips", "weight", "half", "id")],
  "schools.csv", row.names = FALSE, quote = FALSE)

d$a[d$a == 9] <- NA; d$hours[d$hours == 99] <- NA; d$trips[d$trips == 99] <- NA
d$high <- as.numeric(d$a >= 4)
d$psu <- paste(d$stratum, d$school); d$ssu <- paste(d$psu, d$class)
persons <- svydesign(~psu + id, strata = ~stratum, fpc = ~N1 + pupils, data = d)
designs <- list(
  two_stage_persons = persons,
  two_stage_classes = svydesign(~psu + ssu, strata = ~stratum, fpc = ~N1 + N2, data = d),
  two_stage_weighted = svydesign(~psu + id, strata = ~stratum, fpc = ~N1 + pupils, weights = ~weight, data = d),
  two_stage_credited = postStratify(persons, ~sex, totals),
  ultimate = svydesign(~psu, strata = ~stratum, weights = ~weight, data = d),
  ultimate_fpc = svydesign(~psu, strata = ~stratum, fpc = ~N1, weights = ~weight, data = d)
)
domains <- list(list("all", "all"), list("girls", "all"), list("all", "u1"), list("all", "u2"), list("girls", "u3"))
part <- function(design, domain) {
  design <- if (domain[[1]] == "girls") subset(design, sex == 2) else design
  if (domain[[2]] == "all") design else eval(substitute(subset(design, unit == u), list(u = domain[[2]])))
}
number <- function(x) if (is.na(x)) "null" else format(as.numeric(x), digits = 17)
entry <- function(labels, value) sprintf("{%s, \"value\": %s}",
  paste(sprintf("\"%s\": \"%s\"", names(labels), labels), collapse = ", "), number(value))
write <- function(file, method, lines) writeLines(c(
  "{", sprintf("\"origin\": \"make_further_reference.R beside it, on schools.csv (synthetic, fixed seed).\","),
  sprintf("\"method\": \"%s\",", method), "\"program\": \"R survey\",", "\"version\": \"4.1-1\",",
  "\"tolerance\": \"1e-8\",", "\"values\": [", paste(lines, collapse = ",\n"), "]", "}"), file)

lines <- list(stage = NULL, ratio = NULL, quantile = NULL, replicate = NULL)
for (name in names(designs)) for (domain in domains) {
  design <- part(designs[[name]], domain)
  where <- c(design = name, group = domain[[1]], unit = domain[[2]])
  for (measure in c("a", "high", "hours")) {
    known <- eval(substitute(subset(design, !is.na(m)), list(m = as.name(measure))))
    found <- svymean(as.formula(paste0("~", measure)), design, na.rm = TRUE)
    of <- if (measure == "high") c(measure = "a", category = "4-5") else c(measure = measure)
    lines$stage <- c(lines$stage, entry(c(where, of, figure = "value"), coef(found)),
      entry(c(where, of, figure = "se"), SE(found)))
    if (name != "two_stage_credited") lines$stage <- c(lines$stage, entry(c(where, of, figure = "df"), degf(known)))
  }
  for (pair in list(c("hours", "trips"), c("trips", "a"))) {
    found <- svyratio(as.formula(paste0("~", pair[1])), as.formula(paste0("~", pair[2])), design, na.rm = TRUE)
    of <- c(of = pair[1], to = pair[2])
    lines$ratio <- c(lines$ratio, entry(c(where, of, figure = "value"), coef(found)),
      entry(c(where, of, figure = "se"), SE(found)))
  }
  types <- c("mean", "xlogit", if (name != "two_stage_credited") "beta")
  for (measure in c("a", "hours")) for (rule in c("math", "school")) for (type in types) {
    if (measure == "a" && (rule == "school" || type != "mean")) next
    for (p in c(.1, .25, .5, .9)) {
      found <- tryCatch(svyquantile(as.formula(paste0("~", measure)), design, p, interval.type = type, qrule = rule,
        na.rm = TRUE)[[1]], error = function(e) NULL)
      if (is.null(found)) next
      of <- c(measure = measure, rule = rule, interval = type, share = as.character(p))
      for (i in c(1, 2, 3, 4)) if ((i == 1 && type == "mean") || (i > 1 && measure == "hours" && name %in% c("two_stage_persons", "ultimate", "two_stage_classes")))
        lines$quantile <- c(lines$quantile, entry(c(where, of, figure = c("value", "lower", "upper", "se")[i]), found[i]))
    }
  }
}

pair <- d[d$half == 1, ]
half <- svydesign(~psu, strata = ~stratum, weights = ~weight, data = pair)
plain <- svydesign(~psu, strata = ~stratum, weights = ~weight, data = d)
with_fpc <- svydesign(~psu, strata = ~stratum, weights = ~weight, fpc = ~N1, data = d)
rows <- svydesign(~1, weights = ~weight, data = d)
H <- matrix(1, 1, 1); for (i in 1:3) H <- rbind(cbind(H, H), cbind(H, -H))
by_hand <- function(rho) {
  order_of <- match(pair$stratum, sort(strata)); second <- pair$school == "s2"
  signs <- t(H[, 2:5])[order_of, ] * ifelse(second, -1, 1)
  svrepdesign(weights = ~weight, repweights = 1 + signs * (1 - rho), data = pair, combined.weights = FALSE,
    type = if (rho > 0) "Fay" else "BRR", rho = if (rho > 0) rho else NULL, mse = TRUE)
}
replicated <- list(
  jackknife_persons = as.svrepdesign(rows, type = "JK1", mse = TRUE),
  jackknife = as.svrepdesign(plain, type = "JKn", mse = TRUE),
  jackknife_fpc = as.svrepdesign(with_fpc, type = "JKn", mse = TRUE),
  jackknife_credited = postStratify(as.svrepdesign(plain, type = "JKn", mse = TRUE), ~sex, totals),
  brr = by_hand(0), fay = by_hand(.3)
)
for (name in names(replicated)) for (domain in domains) {
  design <- part(replicated[[name]], domain)
  where <- c(design = name, group = domain[[1]], unit = domain[[2]])
  for (measure in c("a", "high", "hours")) {
    found <- svymean(as.formula(paste0("~", measure)), design, na.rm = TRUE)
    of <- if (measure == "high") c(measure = "a", category = "4-5") else c(measure = measure)
    lines$replicate <- c(lines$replicate, entry(c(where, of, figure = "value"), coef(found)),
      entry(c(where, of, figure = "se"), SE(found)))
  }
}
write("two_stage.json", "Means and shares with two stages and a correction in each", lines$stage)
write("ratios.json", "Ratios", lines$ratio)
write("quantiles.json", "Quantiles with Woodruff limits", lines$quantile)
write("replicates.json", "Standard errors by jackknife and balanced half samples", lines$replicate)
