"""The steps from each schema to the next, run by Alembic where a base is not of this version.

A new step comes with a new `SCHEMA_VERSION` in `knowledge/store/schema.py`.

A step in `versions/` is never changed once a base may have taken it. It deals with what people have
given; what follows from that is made anew afterwards by `rederiving`.
"""
