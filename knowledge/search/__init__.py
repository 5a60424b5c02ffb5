"""Search: a query to the abstracts that match it, in memory or on disk.

Its numbers: `config/tuned/retrieval.toml`.

query.py           what a query is looked for by, and how much each word of it weighs
concepts.py        the concepts of a question, with all that stands for each: compounds, near words
synonyms.py        synonyms and abbreviations: config/english/synonyms.toml
question_words.py  words that ask: config/english/question_words.toml; other languages
correction.py      misspelt words corrected
reranking.py       the best hits in a new order, by meaning
lexicon.py         what a collection knows of the words of a question
shelf.py           all that asking needs to know of a collection at one version
keeping.py         when what is derived from a collection is made anew, and who waits
catalogue/         titles, authors, affiliations, categories, dates
engines/           BM25 and the engines
index/             the index on disk
cluster/           the index in OpenSearch
overlay/           a shelf with a few changes
"""
