"""The index on disk, for collections too large to be read at start: all that asking needs to know.

It is derived from the store, and carries the generation and the knowledge version that it was built
from. It lies in a folder of its own:

- `terms/`: tantivy's index, which finds abstracts, names and words written apart (`fields`);
- `documents.bin`, `entries.bin`: which terms an abstract holds, by its number (`forward`);
- `counts.db`: how many abstracts hold a term, and how often a word occurs (`counts`).

`writer` adds to it and takes from it, `snapshot` opens it for reading as it was at one generation,
`disk_vocabulary` and `disk_catalogue` answer from it, and `maintenance` brings it up to date or
builds it anew.
"""
