"""What is asked: its kind, what it names, its parts, and what it means after those before it.

question.py         a question read: its concepts, its intent, how long it may be
intents.py          which kind of question it is: config/intents.toml
chatter.py          greetings and asides left out: config/chatter.toml
parts.py            several questions in one: config/parting.toml
facets.py           several facts of one work: "who wrote it and when"
comparison.py       questions that compare: config/comparing.toml
paper_lists.py      lists of papers: by somebody, from a place, of a category or a time
periods.py          times in these: config/periods.toml
works.py            which work is meant by its title, or by author and year
typed_names.py      what in a question, as typed, may be somebody's name
subject.py          whether "who", "when", "where" asks of a paper or of something in the world
coverage.py         how much each concept weighs, and how much of them an abstract holds
topics.py           things that are named, and the papers that present them
follow_ups.py       what a question means after those before it; how many turns count
turns.py            what earlier questions spoke of: papers, people, lists
list_follow_ups.py  a list gone on with: "only those from 2022", "how many are there?"
rewrites.py         "it", "the second one", "and on maths?" replaced: config/follow_ups.toml
"""
