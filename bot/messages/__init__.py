"""Messages that nobody sent as a command: questions in channels, mentions, replies and threads.

inbox.py        messages handled once each; progress.py: how far a channel was read
backlog.py      what stands in channels; resumption.py: what a process that ended could not answer
message.py, inquiry.py, relevance.py   what matters of one; whether it asks; whether it is answered
listener.py     answers it; notifier.py: tells who wanted to know that there is an answer now
"""
