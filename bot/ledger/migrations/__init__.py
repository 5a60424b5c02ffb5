"""The steps from each schema of the ledger to the next, run by Alembic.

A step in `versions/` is never changed once a ledger may have taken it.
"""
