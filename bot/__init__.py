"""The thin shell of Footnote: command line, terminal chat and Discord.

app.py        a run, from start to graceful stop: settings, base, ledger and client put together
client.py     the Discord client: intents, commands, what each event of Discord leads to
logs.py       logs: their form, their level, and what is struck out of them
protocol.py   what the bot needs of a knowledge base; processes and tests have others
questions.py  a question from any place: who may ask, its context, what is remembered of it
settings.py   environment variables, with their types; defaults: config/tuned/
visible.py    which characters of a text can be seen
admin/        commands for those who run a server: settings, papers, figures, privacy
buttons/      what is pressed or chosen, and how a custom_id is made and read
cli/          the command line, the terminal chat, the demo
commands/     commands for everybody: /ask, /check, /compare, /papers, /about
language/     languages: which are spoken, and how sentences are translated
ledger/       what is remembered: settings of servers, questions, opinions, what is owed
messages/     messages without a command: which are answered, how channels are followed
render/       what a reply looks like: its length, layout, escaping, citations
serve/        the way of an interaction: acknowledging, threads, sending again, error messages
service/      what is decided without Discord: limits, permissions, additions, backup
"""

__version__ = "0.1.0"
