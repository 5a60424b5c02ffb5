"""Retrieval: a port, and a module for each engine behind it.

retriever.py   the port: what an engine must do
choice.py      which engine a collection gets: config/tuned/retrieval.toml
bm25.py        the formula that all score by
rank_bm25.py   in memory
tantivy.py     on disk
opensearch.py  in a cluster
forward.py     which terms an abstract holds, in two files
vocabulary.py  how often words occur, which are names, which are neighbours; in memory
spelling.py    what a misspelt word may mean: how many letters may differ
"""
