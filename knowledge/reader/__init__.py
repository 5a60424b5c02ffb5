"""The trained reader: what a passage says to a question or of a claim.

Its numbers: `config/tuned/answers.toml` and, for another reader, `config/tuned/endpoint.toml`.
How sure an answer is, once a passage was read: `knowledge/answers/confidence.py`.

protocol.py   what a reader is given and tells: the port
builtin.py    the model that ships with Footnote; which words are the short answer
inputs.py     word pieces and windows for it; how long a window is
endpoint.py   an OpenAI-compatible endpoint in its place: when it is left alone
prompt.py     what that is asked, and how its reply is read
transport.py  its HTTP requests
reading.py    an abstract read closely: sentences as terms, the names that it presents
training/     how the weights are made
"""

from knowledge.reader.builtin import BuiltInReader, built_in
from knowledge.reader.protocol import Judgement, Leaning, Passage, Reader, Said, ShortSpan

__all__ = [
    "BuiltInReader",
    "Judgement",
    "Leaning",
    "Passage",
    "Reader",
    "Said",
    "ShortSpan",
    "built_in",
]
