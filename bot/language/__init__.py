"""What the bot says in Discord, in the language of who reads it.

Sentences stand in English where they are said, inside one of three calls:

    say("Please ask again in {minutes} minutes.", minutes=3)
    say_count("{number} paper", "{number} papers", len(papers))
    mark("Supported")        a sentence in a table: said later, with `say(TABLE[key])`

`config/translations/` has a gettext catalogue for each other language; `make catalogues` brings
them up to date. The placeholders are those of `str.format`, and take text that is already escaped.
Call them when a reply is made, never at import: the language is that of the one who reads it. What
only one person sees, though all were meant to, is made in a function decorated `@privately()`.

speech.py      `say` and the other calls, and which language is spoken here and now
catalogues.py  which languages there are, and their catalogues, read once
locales.py     whose language an answer is in: the reader's, the server's, the setting
findings.py    the words for a verdict: supported, refuted, not enough information
translator.py  names and descriptions of commands, for Discord
"""

from bot.language.locales import Locales, chosen
from bot.language.speech import language, mark, privately, say, say_count, speak, speaking, worded

__all__ = [
    "Locales",
    "chosen",
    "language",
    "mark",
    "privately",
    "say",
    "say_count",
    "speak",
    "speaking",
    "worded",
]
