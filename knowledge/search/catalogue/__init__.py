"""What papers go by: titles, authors, affiliations, categories and dates.

catalogue.py  which papers go with an author, a place, a category, a date: in memory
filed.py      the same over an index
keys.py       how names, dates and categories are filed; whether two names may be one person
"""
