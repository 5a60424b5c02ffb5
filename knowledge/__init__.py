"""The core of Footnote: from raw pages to cited answers. Synchronous; it knows no Discord.

base.py                `KnowledgeBase`, the one face: open, ingest, ask, check, papers
collection.py          what answers for a collection: in memory, on disk or in a cluster
trial.py               a collection as it would be after an addition
seeds.py               whether the seeds are ingested at the first start
model.py               the words of the core as records: Abstract, Citation, Answer, Verdict …
errors.py              all errors of the core
settings.py            config/ read: the types of what is tuned
garbage_collection.py  when Python's garbage collector looks through what
answers/               question -> answer or abstention: the pipeline, confidence, quotes
claims/                claim -> verdict
questions/             what is asked: kinds of questions, follow-ups, comparisons, lists of papers
reader/                the trained model, an endpoint in its place, the short answer; training/
search/                retrieval: BM25, indexes on disk and in a cluster, spelling, synonyms
text/                  words, stems, sentences, numbers, word vectors
formats/               files read: a module for each format
fetching/              papers by identifier, from arXiv, Crossref and PubMed
dedup/                 near-duplicates, and one abstract out of several statements
store/                 the database: tables, history, collections, backup
reasons/               the words of abstentions, notes and explanations
evaluation/            data sets, metrics, benchmarks, calibration
"""
