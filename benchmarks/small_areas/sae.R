# SPDX-License-Identifier: EUPL-1.2
# Rscript sae.R AREAS.csv TIMES OUT.csv: EBLUP and MSE by sae::mseFH, to its last digit; prints CPU seconds of one fit at
# its own precision, the mean of TIMES.
# sae as a package, or its functions from the folder named by SAE_SOURCES (it is in CRAN, not in Debian).
words <- commandArgs(TRUE)
sources <- Sys.getenv("SAE_SOURCES")
if (nzchar(sources)) { for (f in list.files(sources, "[.]R$", full.names = TRUE)) source(f) } else suppressPackageStartupMessages(library(sae))
d <- read.csv(words[1])
found <- mseFH(direct ~ x1 + x2, variance, PRECISION = 1e-12, data = d)
fit <- function() mseFH(direct ~ x1 + x2, variance, data = d)
invisible(fit())
times <- as.integer(words[2])
used <- system.time(for (i in seq_len(times)) fit(), gcFirst = TRUE)
write.csv(data.frame(eblup = formatC(as.vector(found$est$eblup), digits = 17), mse = formatC(found$mse, digits = 17)), words[3], row.names = FALSE, quote = FALSE)
cat((used[["user.self"]] + used[["sys.self"]]) / times, "\n")
