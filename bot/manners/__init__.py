"""Manners under load and in trouble: limits, promises that are kept, messages read exactly once.

limits.py     token buckets for users, channels and servers; pure
daily.py      how much may be asked in a day, as a server has set it
outbox.py     what an acknowledged interaction is owed, written before it is acknowledged
debts.py      what a process that died still owed, paid or apologised for when the next one starts
progress.py   how far a channel was read; pure
reading.py    messages handled once each, also those of a gap
"""
