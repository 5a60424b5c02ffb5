"""An index in an OpenSearch cluster, shared by many processes: all that asking needs to know.

It is derived from a base in PostgreSQL, which keeps what is counted. The abstracts of `base` have
an index of their own; those that servers have added share another, each found by its collection.

connection.py          where the cluster is, time-outs, its errors
mapping.py             which fields are indexed, settings of an index, its format's number
indexer.py             the indexes follow the base: batches, who writes; their names
keeper.py              what answers: as the base is now
point.py               an index as it was at one moment
view.py                what a collection sees: `base` less what it hides, and its own
cluster_vocabulary.py  misspelt words
cluster_catalogue.py   titles, authors, categories, dates
"""
