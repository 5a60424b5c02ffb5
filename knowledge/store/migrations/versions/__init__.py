"""The steps.

first.py       abstracts with their sources, each collection by itself
statements.py  statements with their ingests in place of these
alike.py       what was made one work is made anew
counted.py     counts for an index that many processes share: in PostgreSQL alone
"""
