# SPDX-License-Identifier: EUPL-1.2
# A small synthetic wave of four members, and its figures by the R package survey (4.1-1; R 4.2).
# Run in this folder: Rscript make_reference.R. The test beside it needs no R.
#
# Inhabitants: stratified by member with finite population correction, post-stratified by sex and age. Two cells
# are joined by hand here: in 1151 men of 67 and more with those of 40-66. Respondents of unknown background
# keep the plain weight of their member (4643).
# Councillors: stratified by member with finite population correction.
# Limits: Student's t, shares on the logit scale, cut at what the silent of a council can still change;
# differences by MOVER (Zou and Donner 2008) from the limits before they are cut.
suppressMessages(library(survey))
options(survey.lonely.psu = "adjust", digits = 17, scipen = 99)
set.seed(20251)
adults <- list("1151" = c(30, 28, 22, 26, 27, 19), "4643" = c(620, 640, 410, 580, 660, 450),
               "1103" = c(21000, 19000, 9500, 20000, 19500, 11000), "0301" = c(120000, 99000, 42000, 121000, 103000, 52000))
asked <- list("1151" = c(8, 9, 2, 7, 8, 6), "4643" = c(9, 12, 8, 11, 9, 7), "1103" = c(10, 9, 12, 13, 8, 9),
              "0301" = c(14, 12, 9, 11, 15, 10))
seats <- c("1151" = 11, "4643" = 19, "1103" = 67, "0301" = 59)
council <- c("1151" = 9, "4643" = 15, "1103" = 40, "0301" = 33)
classes <- list("size:small" = c("1151", "4643"), "size:large" = c("1103", "0301"), all = names(seats))
parts <- expand.grid(age = c("18-39", "40-66", "67+"), sex = c("m", "f"), stringsAsFactors = FALSE)[, c("sex", "age")]
items <- c("trust", "service", "waste")                       # waste is negative

answers <- do.call(rbind, lapply(names(adults), function(unit) {
  a <- parts[rep(1:6, asked[[unit]]), ]
  if (unit == "4643") a <- rbind(a, data.frame(sex = "", age = "")[rep(1, 6), ])
  rbind(data.frame(group = "inhabitants", unit = unit, a), data.frame(group = "councillors", unit = unit, sex = "", age = "")[rep(1, council[[unit]]), ])
}))
level <- rnorm(nrow(answers)) + 0.3 * (answers$age == "67+") - 0.2 * (answers$sex == "m") + 0.5 * (answers$group == "councillors")
for (item in items) {
  y <- findInterval((if (item == "waste") -level else level) + rnorm(nrow(answers)), c(-1.5, 0, 1.4)) + 1
  y[runif(nrow(answers)) < 0.06] <- 8
  answers[[item]] <- y
}
cells <- do.call(rbind, lapply(names(adults), function(u) data.frame(unit = u, parts, persons = adults[[u]])))
write.csv(answers, "answers.csv", row.names = FALSE, quote = FALSE)
write.csv(cells, "adults.csv", row.names = FALSE, quote = FALSE)
write.csv(data.frame(unit = names(seats), seats = seats, adults = sapply(adults, sum)), "members.csv", row.names = FALSE, quote = FALSE)

y <- as.matrix(answers[items]); y[y == 8] <- NA
turned <- y; turned[, "waste"] <- 5 - y[, "waste"]
answers[items] <- y
answers$standing <- ifelse(rowSums(!is.na(turned)) >= 2, rowMeans(turned, na.rm = TRUE), NA)
for (item in items) answers[[paste0(item, ".share")]] <- as.numeric(y[, item] >= 3)
measures <- c(items, "standing", paste0(items, ".share"))

joined <- function(sex, age, unit) {
  age <- ifelse(unit == "1151" & sex == "m" & age != "18-39", "40+", age)
  ifelse(sex == "", paste(unit, "unknown"), paste(unit, sex, age))
}
design <- function(group) {
  d <- answers[answers$group == group, ]
  d$N <- if (group == "inhabitants") sapply(adults[d$unit], sum) else seats[d$unit]
  made <- svydesign(ids = ~1, strata = ~unit, fpc = ~N, data = d)
  if (group == "councillors") return(made)
  made$variables$cell <- joined(d$sex, d$age, d$unit)
  n <- table(d$unit); known <- table(d$unit[d$sex != ""])
  totals <- tapply(cells$persons * as.numeric(known[cells$unit] / n[cells$unit]), joined(cells$sex, cells$age, cells$unit), sum)
  unknown <- (n - known)[n > known]
  rest <- sapply(names(unknown), function(u) sum(adults[[u]]) * unknown[[u]] / n[[u]])
  totals <- c(totals, setNames(rest, paste(names(rest), "unknown")))
  postStratify(made, ~cell, data.frame(cell = names(totals), Freq = as.numeric(totals)))
}
figure <- function(made, group, unit, members, measure) {
  d <- made$variables
  here <- made[d$unit %in% members & !is.na(d[[measure]]), ]
  m <- svymean(as.formula(paste0("~", measure)), here, na.rm = TRUE)
  value <- as.numeric(coef(m)); se <- as.numeric(SE(m)); n <- sum(d$unit %in% members & !is.na(d[[measure]]))
  is_share <- grepl("share", measure)
  t <- qt(0.975, degf(here))
  half <- if (is_share) t * se / (value * (1 - value)) else t * se
  low <- if (is_share) plogis(qlogis(value) - half) else value - half
  high <- if (is_share) plogis(qlogis(value) + half) else value + half
  stopifnot(se > 0)
  ends <- if (is_share) c(0, 1) else c(1, 4)
  silent <- sum((if (group == "councillors") seats else sapply(adults, sum))[members]) - sum(d$unit %in% members)
  possible <- (sum(d[[measure]][d$unit %in% members], na.rm = TRUE) + silent * ends) / (n + silent)
  lower <- max(low, min(possible[1], value)); upper <- min(high, max(possible[2], value))
  # A difference knows n but not the strata: where a limit was cut it takes n - 1 degrees of freedom.
  half <- half / t * qt(0.975, n - 1)
  short <- if (is_share) c(plogis(qlogis(value) - half), plogis(qlogis(value) + half)) else value + c(-1, 1) * half
  data.frame(group, unit, measure, n, value, se, lower, upper, low = min(lower, short[1]), high = max(upper, short[2]))
}
all <- do.call(rbind, lapply(c("inhabitants", "councillors"), function(group) {
  made <- design(group)
  domains <- c(setNames(as.list(names(seats)), names(seats)), classes)
  do.call(rbind, lapply(names(domains), function(unit)
    do.call(rbind, lapply(measures, function(measure) figure(made, group, unit, domains[[unit]], measure)))))
}))
one <- all[all$group == "inhabitants", ]; two <- all[all$group == "councillors", ]
stopifnot(identical(one$unit, two$unit), identical(one$measure, two$measure))
apart <- data.frame(group = "inhabitants - councillors", one[c("unit", "measure")], n = pmin(one$n, two$n),
  value = one$value - two$value, se = sqrt(one$se^2 + two$se^2),
  lower = one$value - two$value - sqrt((one$value - one$low)^2 + (two$high - two$value)^2),
  upper = one$value - two$value + sqrt((one$high - one$value)^2 + (two$value - two$low)^2))
result <- rbind(all[names(apart)], apart)
for (k in c("value", "se", "lower", "upper")) result[[k]] <- sprintf("%.17g", result[[k]])
write.csv(result, "expected.csv", row.names = FALSE, quote = FALSE)
