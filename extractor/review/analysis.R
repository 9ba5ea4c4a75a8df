# Pools one outcome of comparisons.csv, which lies beside this script, with the package metafor.
#
#   Rscript analysis.R                                      the outcome that most papers report, odds ratios
#   Rscript analysis.R "objective response" RR              another outcome; OR, RR or RD
#   Rscript analysis.R neutropenia OR cabozantinib placebo  only pairs of arms whose names hold these words
#
# Before you believe the result, look at the pairs that it prints: drop lines of comparisons.csv that do not belong
# together. Packages: install.packages("metafor")

suppressMessages(library(metafor))

given <- commandArgs(trailingOnly = TRUE)
argument <- function(place, default) if (length(given) >= place) given[place] else default

pairs <- read.csv("comparisons.csv", stringsAsFactors = FALSE, encoding = "UTF-8")
papers <- tapply(pairs$paper_id, pairs$outcome, function(ids) length(unique(ids)))
outcome <- argument(1, names(which.max(papers)))
measure <- argument(2, "OR")
holds <- function(names, word) grepl(word, names, ignore.case = TRUE)
chosen <- pairs[pairs$outcome == outcome & holds(pairs$arm1, argument(3, "")) & holds(pairs$arm2, argument(4, "")), ]
if (nrow(chosen) == 0) stop("No pair of arms fits; see the columns outcome, arm1 and arm2 of comparisons.csv.")

# One pair a paper, so that no patient counts twice.
again <- duplicated(chosen$paper_id)
if (any(again)) message("Left out, as further pairs of a paper: ", sum(again))
chosen <- chosen[!again, ]
print(chosen[, c("study", "arm1", "arm2", "ai", "n1i", "ci", "n2i")], row.names = FALSE)

label <- with(chosen, sprintf("%s  (%d/%d, %d/%d)", study, ai, n1i, ci, n2i))
chosen <- escalc(measure = measure, ai = ai, n1i = n1i, ci = ci, n2i = n2i, data = chosen, slab = label)
cat("\nMantel-Haenszel, fixed\n")
print(rma.mh(measure = measure, ai = ai, n1i = n1i, ci = ci, n2i = n2i, data = chosen))
cat("\nRandom effects, DerSimonian and Laird\n")
random <- rma(yi, vi, data = chosen, method = "DL")
print(random)

png("forest.png", width = 2400, height = 500 + 90 * nrow(chosen), res = 200)
ratio <- measure %in% c("OR", "RR")
forest(random,
  atransf = if (ratio) exp else FALSE, header = c("Study", paste(measure, "[95% CI]")),
  mlab = "Random effects", main = outcome
)
invisible(dev.off())
cat("forest.png written\n")
