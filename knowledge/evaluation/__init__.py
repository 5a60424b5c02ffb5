"""Measuring: public data sets and own question sets, put to the code that answers users.

What is imported here comes with the extra `eval`; nothing else in Footnote needs it.
"""
