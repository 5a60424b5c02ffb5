"""Search: a query to the abstracts that match it, in memory or on disk."""
