"""The index on disk, for collections too large to be read at start: all that asking needs to know.

It is derived from the store, and carries the generation and the knowledge version that it was built
from. It lies in a folder of its own:

- `terms/`: tantivy's index, which finds abstracts, names and words written apart (`fields`);
- `documents.bin`, `entries.bin`: which terms an abstract holds, by its number (`forward`);
- `counts.db`: how many abstracts hold a term, and how often a word occurs (`counts`).

maintenance.py         when it is brought up to date, built anew, swapped in; who waits for whom
writer.py              abstracts added and taken out; how much memory that takes
snapshot.py            the index opened for reading, as of one generation
fields.py              the fields of tantivy's index
state.py               `counts.db`: what it was built from; the format's number
counts.py              its counts read: terms, words, people
counter.py             its counts changed
packing.py             texts compressed
corpus.py              the collection that it is derived from
copies.py              an index copied, to begin another collection's
background.py          a process that indexes while an ingest is under way: told what comes
background_process.py  that process
disk_vocabulary.py     misspelt words and near words
disk_catalogue.py      titles, authors, categories, dates
"""
