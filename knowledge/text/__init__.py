"""Text as the core reads it: words, English, sentences, numbers, acronyms, vectors of meaning.

tokens.py      words, stems, stop words (config/english/); by which terms a word is found
english.py     which words are English, how frequent; British spellings as American ones
sentences.py   where sentences begin and end
numbers.py     how numbers are read; units and magnitudes: config/english/units.toml
quantities.py  whether two quantities agree
acronyms.py    acronyms that a text defines
canonical.py   when two copies of a text are the same; text as it is shown
vectors.py     word vectors: near words, likeness of texts
indexing/      what a text adds to an index
"""
