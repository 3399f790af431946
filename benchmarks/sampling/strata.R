# SPDX-License-Identifier: EUPL-1.2
# Draws by R's package sampling from the frame of run.py. Rscript strata.R FRAME.csv PER_STRATUM OUT.csv
# Writes persons drawn and probability by stratum, inclusion probabilities by size, and prints seconds.
suppressPackageStartupMessages(library(sampling))
given <- commandArgs(TRUE)
frame <- read.csv(given[1], colClasses = c("character", "integer", "numeric"))
frame <- frame[order(frame$stratum), ]
each <- as.integer(given[2])
strata_seconds <- system.time(drawn <- strata(frame, "stratum", rep(each, length(unique(frame$stratum))), "srswor"))
pps_seconds <- system.time({
  p <- inclusionprobabilities(frame$size, 1000)
  chosen <- UPsystematic(p)
})
counts <- aggregate(list(n = drawn$Prob, p = drawn$Prob), list(stratum = drawn$stratum), function(x) c(length(x), x[1]))
write.csv(data.frame(stratum = counts$stratum, n = counts$n[, 1], p = formatC(counts$p[, 2], digits = 17)), given[3],
  row.names = FALSE, quote = FALSE)
cat(sum(strata_seconds[c(1, 2)]), strata_seconds[3], sum(pps_seconds[c(1, 2)]), pps_seconds[3], sum(chosen > 0.5),
  formatC(sum(p^2), digits = 15), "\n")
