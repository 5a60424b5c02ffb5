"""The way of an interaction: acknowledged, worked on beside the event loop, replied to.

desk.py          where interactions are served
responses.py     what is sent to Discord for one; delivery.py: sent once more where it is in trouble
failures.py      what is said when something fails
owed_replies.py  what is owed, on disk first; inherited_debts.py: by a process that died
threads.py, deeds.py, stopwatch.py   work beside the loop; what is done once; how long it takes
occasions.py     who did something, and where; interaction.py: what handlers are given
retention.py, golden_runs.py   what goes on beside: forgetting, asking golden questions again
"""
