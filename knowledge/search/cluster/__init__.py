"""An index in an OpenSearch cluster, shared by many processes: all that asking needs to know.

It is derived from a base in PostgreSQL, which keeps what is counted. The abstracts of `base` have
an index of their own; those that servers have added share another, each found by its collection.

- `connection`: where the cluster is, and how it is spoken to;
- `indexed`: what is indexed of an abstract, and under which settings;
- `point`: an index as it was at one generation, open for questions;
- `view`: what a collection sees: one such point or two, less what it hides of `base`;
- `cluster_vocabulary`, `cluster_catalogue`: answer from it;
- `indexer`: follows the base, one process at a time; `keeper`: gives what is up to date.
"""
