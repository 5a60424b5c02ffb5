"""The way of an interaction: acknowledged, worked on beside the event loop, replied to.

Pauses and limits: `config/tuned/sending.toml`, `config/tuned/work.toml`.

desk.py             what is done in which order with an interaction; the stop
gate.py             who is let in: stopping, the queue, the limits of a minute
responses.py        the acknowledgement itself (thinking…), replies, pings, threads
delivery.py         sending again where Discord is in trouble; how long that is tried
failures.py         error messages: what is said when something fails
owed_replies.py     that a reply is owed, on disk before it is acknowledged
inherited_debts.py  what a process that died still owed: paid, or apologised for
worker_threads.py   threads beside the event loop
deeds.py            what is done once, however often it is asked for
stopwatch.py        how long an interaction takes; median and 95th percentile
occasions.py        who did something, and where
interaction.py      what handlers are given
shards.py           which servers are this process's
retention.py        when it is looked for what is too old
golden_runs.py      when golden questions are asked again
"""
