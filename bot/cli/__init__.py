"""The command line: `footnote …`, the terminal chat and the demo."""
