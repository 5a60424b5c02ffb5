"""Measuring: public data sets and own question sets, put to the code that answers users.

What is imported here comes with the extra `eval`; nothing else in Footnote needs it.

runs.py           the evaluations by name: which data set, which figures
datasets.py       public data sets, read from a folder
written_sets.py   questions and claims written for training, on fields left out of it
bases.py          knowledge bases for one run
baseline.py       what everything is compared with: rank-bm25, first sentence of the first hit
retrieval.py      nDCG@10 and recall at 100
grades.py         answers graded: right paper, right quote, right short answer
abstention.py     AUROC, risk and coverage, calibration error
factcheck.py      fact check on SciFact and HealthVer: F1 of labels and sentences
claim_sets.py     fact check on all sets, beside "always supported"
read_examples.py  questions with papers read for them: what confidence is fitted to
calibration.py    the fit that `footnote calibrate` writes
figures.py        a figure beside the baseline's; means, spreads, speeds
report.py         the page of an evaluation
plots.py          its plots
bench.py          `footnote bench`: speed, memory, disk, by size
peers.py          the engines that it measures beside Footnote's
synthetic.py      made-up abstracts for it
cold_start.py     how long a fresh process takes to its first answer
"""
