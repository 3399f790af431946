# SPDX-License-Identifier: EUPL-1.2
# R survey: rake. Arguments: data folder, result file. Prints CPU seconds of the design and of raking, and megabytes.
suppressPackageStartupMessages(library(survey))
arguments <- commandArgs(TRUE)
folder <- arguments[1]
read <- function(name, what, size) { path <- file.path(folder, name); readBin(path, what, file.size(path) / size, size = size) }
d <- data.frame(area = read("column0.bin", "integer", 4), sex = read("column1.bin", "integer", 4), school = read("column2.bin", "integer", 4))
margin <- function(column, at) { t <- read(sprintf("margin%d.bin", at), "double", 8); setNames(data.frame(seq_along(t) - 1, t), c(column, "Freq")) }
known <- list(margin("area", 0), margin("sex", 1), margin("school", 2))
cpu <- function(x) sum(x[c("user.self", "sys.self")])
making <- cpu(system.time(design <- svydesign(~1, weights = rep(1, nrow(d)), data = d)))
raking <- cpu(system.time(raked <- rake(design, list(~area, ~sex, ~school), known,
  control = list(maxit = 100, epsilon = 1e-12, verbose = FALSE))))
writeBin(weights(raked), arguments[2])
cat(making, raking, sum(gc()[, 6]), "\n")
