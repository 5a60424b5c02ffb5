"""The thin shell of Footnote: command line, terminal chat and Discord."""

__version__ = "0.1.0"
