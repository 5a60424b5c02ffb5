"""What is asked: its kind, what it names, its parts, and what it means after those before it.

Its numbers, among them how long a question may be: `config/tuned/questions.toml`.

question.py         a question read: its concepts, its intent; one that is too long refused
intents.py          which kind it is, "who wrote X", "papers by X": config/english/intents.toml
chatter.py          greetings and asides left out: config/english/chatter.toml
parts.py            several questions in one: config/english/parting.toml
facets.py           several facts of one work: "who wrote it and when"
comparison.py       questions that compare, and what is asked of each: config/english/comparing.toml
paper_lists.py      which papers are listed: by somebody, from a place, of a category
periods.py          "papers from 2019", "since 2020", "the newest": config/english/periods.toml
works.py            which work is meant by its title, or by author and year
typed_names.py      what in a question, as typed, may be somebody's name
subject.py          whether "who", "when", "where" asks of a paper or of something in the world
coverage.py         how much each concept weighs, and how much of them an abstract holds
topics.py           things that are named, and the papers that present them
follow_ups.py       what a question means after those before it: which words stand for what
turns.py            what "it" is: what earlier questions spoke of; how many of them count
one_of_several.py   one of several things: "which one is newer?", "and the second one?"
list_follow_ups.py  a list gone on with: "only those from 2022", "how many are there?"
rewrites.py         words found, put in their places, filled up: config/english/follow_ups.toml
"""
