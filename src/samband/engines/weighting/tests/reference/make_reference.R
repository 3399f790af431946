# SPDX-License-Identifier: EUPL-1.2
# Makes rake.csv and rake_margins.csv. Run once, in this folder: Rscript make_reference.R
# R 4.2.2 with survey 4.1-1 (Debian: r-base-core r-cran-survey). The tests need no R.
suppressPackageStartupMessages(library(survey))
set.seed(20211119)
n <- 400
d <- data.frame(area = sample(1:9, n, TRUE), sex = sample(1:2, n, TRUE), school = sample(1:3, n, TRUE, c(.2, .5, .3)),
  weight = round(runif(n, 1, 5), 3))
margin <- function(column, totals) { m <- data.frame(seq_along(totals), totals); names(m) <- c(column, "Freq"); m }
area <- margin("area", c(120, 150, 90, 200, 140, 60, 100, 80, 60))
sex <- margin("sex", c(480, 520)); school <- margin("school", c(300, 450, 250))
raked <- rake(svydesign(~1, weights = ~weight, data = d), list(~area, ~sex, ~school), list(area, sex, school),
  control = list(maxit = 1000, epsilon = 1e-10, verbose = FALSE))
d$raked <- formatC(weights(raked), digits = 17, format = "g")
write.csv(d, "rake.csv", row.names = FALSE, quote = FALSE)
write.csv(rbind(setNames(cbind("area", area), c("variable", "category", "total")),
  setNames(cbind("sex", sex), c("variable", "category", "total")),
  setNames(cbind("school", school), c("variable", "category", "total"))), "rake_margins.csv", row.names = FALSE, quote = FALSE)
