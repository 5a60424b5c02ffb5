"""The thin shell of Footnote: command line, terminal chat and Discord."""
