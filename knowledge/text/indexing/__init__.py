"""What texts add to an index and to its counts: worked out one by one, or for many at once.

contents.py  what one abstract adds: terms and words
batch.py     the same for many at once, in arrays
pieces.py    what stands between two spaces, worked out once however often it is met
totals.py    what was counted of many abstracts
"""
