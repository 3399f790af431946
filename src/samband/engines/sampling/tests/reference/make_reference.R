# SPDX-License-Identifier: EUPL-1.2
# Makes unequal.csv. Run once, in this folder: Rscript make_reference.R
# R 4.2.2 with sampling 2.9 (Debian: r-base-core r-cran-sampling). The tests need no R.
# case, person, size -> probability (inclusionprobabilities), madow (UPsystematic), start and u (its and our numbers
# of chance), pareto (1: among the n smallest of the ranks of UPopips).
# UPopips itself is not called: version 2.9 draws n numbers where N are needed and uses them over again.
suppressPackageStartupMessages(library(sampling))
digits <- function(x) formatC(x, digits = 17, format = "g")
rows <- list()
for (case in 1:40) {
  set.seed(case)
  N <- sample(5:60, 1); n <- sample(2:(N - 2), 1)
  size <- round(exp(rnorm(N, 3, if (case %% 2) 0.5 else 1.5)), 2) + 0.01
  p <- inclusionprobabilities(size, n)
  u <- runif(N)
  set.seed(1000 + case); start <- runif(1)
  set.seed(1000 + case); madow <- UPsystematic(p)
  rank <- ifelse(p > 1 - 1e-6, -1, u * (1 - p) / ((1 - u) * p))
  pareto <- as.integer(seq_len(N) %in% order(rank)[1:n])
  rows[[case]] <- data.frame(case, person = seq_len(N), n, size = digits(size), probability = digits(p),
    start = digits(start), madow = round(madow), u = digits(u), pareto)
}
write.csv(do.call(rbind, rows), "unequal.csv", row.names = FALSE, quote = FALSE)
