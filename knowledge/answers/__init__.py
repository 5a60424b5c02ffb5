"""From a question to an Answer or an Abstention.

Its numbers: `config/tuned/answers.toml`; `config/confidence.toml`.

pipeline.py      what is done in which order; how many abstracts are read
candidates.py    which paper answers best, and which sentences are quoted
confidence.py    how sure an answer is: features to a probability; strictness
decision.py      answer or abstention: stated facts, or else a quote, or nothing
replies.py       the records of a reply made; which words of a quote are bold
metadata.py      the answer to "who wrote X", "when", "where": the sentences that say so
lists.py         the lists of papers asked for: by whom, from where, of what time, on what
stated_facts.py  several of these facts of one work in one answer
yes_no.py        when "Yes" or "No" is said; the claim that a question asks about
versus.py        compared things side by side, and which of them wins
combination.py   several questions in one: their answers joined
nothing.py       what is said where a collection holds nothing
"""
