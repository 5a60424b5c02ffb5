"""Manners under load and in trouble: limits, promises that are kept, messages read exactly once.

limits.py     token buckets for users, channels and servers; pure
outbox.py     what an acknowledged interaction is owed, written before it is acknowledged
debts.py      what a process that died still owed, paid or apologised for when the next one starts
progress.py   how far a channel was read; pure
reading.py    messages handled once each, also those of a gap
"""
