# SPDX-License-Identifier: EUPL-1.2
# R survey: svydesign + svyby, item by item (na.rm). Arguments: data folder, output folder, members to take (0 = all).
suppressPackageStartupMessages(library(survey))
arguments <- commandArgs(TRUE)
folder <- arguments[1]; out <- arguments[2]; few <- as.integer(arguments[3])
n <- file.size(file.path(folder, "stratum.bin")) / 4
whole <- function(name) readBin(file.path(folder, paste0(name, ".bin")), "integer", n, size = 4)
real <- function(name, n) readBin(file.path(folder, paste0(name, ".bin")), "double", n, size = 8)
d <- data.frame(stratum = whole("stratum"), member = whole("member"), group = whole("group"), w = real("weight", n))
d$population <- real("population", 1068)[d$stratum + 1]
for (i in 0:19) {
  x <- readBin(file.path(folder, sprintf("item%d.bin", i)), "integer", n, size = 1)
  x[x == 9] <- NA
  d[[paste0("item", i)]] <- x
}
for (i in 0:3) {
  x <- as.matrix(d[paste0("item", 5 * i + 0:4)])
  d[[paste0("index", i)]] <- ifelse(rowSums(!is.na(x)) >= 3, rowMeans(x, na.rm = TRUE), NA)
}
start <- proc.time()
design <- svydesign(~1, strata = ~stratum, weights = ~w, fpc = ~population, data = d)
made <- proc.time()
if (few > 0) design <- subset(design, member < few)
item <- item_se <- index <- index_se <- NULL
for (i in 0:19) {
  x <- svyby(as.formula(paste0("~item", i)), ~member, design, svymean, na.rm = TRUE)
  item <- rbind(item, coef(x)); item_se <- rbind(item_se, SE(x))
}
for (i in 0:3) {
  x <- svyby(as.formula(paste0("~index", i)), ~member + group, design, svymean, na.rm = TRUE)
  index <- rbind(index, coef(x)); index_se <- rbind(index_se, SE(x))
}
end <- proc.time()
dir.create(out, showWarnings = FALSE)
for (name in c("item", "item_se", "index", "index_se")) writeBin(as.vector(t(get(name))), file.path(out, paste0(name, ".out")))
cpu <- function(a, b) sum((b - a)[c("user.self", "sys.self")])
memory <- as.numeric(sub("[^0-9]*([0-9]+).*", "\\1", grep("VmHWM", readLines("/proc/self/status"), value = TRUE))) / 1024
cat(cpu(start, made), cpu(made, end), (end - start)[["elapsed"]], memory, "\n")
