"""Messages that nobody sent as a command: questions in channels, mentions, replies and threads.

relevance.py   whether a message is answered at all
inquiry.py     whether it asks something, and in which sentences: by config/english/listening.toml
message.py     what matters of a message as Discord gives it: its place, author, mentions
listener.py    the answer: made, posted or not; when nothing is said
posting.py     where an answer is posted: inline, in a thread, directly
inbox.py       messages handled once each, how many at a time, and tried again
progress.py    how far a channel was read
backlog.py     what stands in channels since then: how far back is looked
channels.py    which channels are followed
resumption.py  what a process that ended could not answer
notifier.py    who wanted to know is told that there is an answer now
takeover.py    shards begun, taken over and handed over while the bot runs
"""
