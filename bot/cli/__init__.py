"""The command line: `footnote …`, the terminal chat and the demo.

main.py              the commands; store_commands.py and measure_commands.py have those of a kind
options.py           options that many commands take
console.py           stdin, stdout and stderr
line_by_line.py      questions and claims, one after the other; conversation.py: with context
jsonlines.py         what `--json` prints; jsonlines_history.py: of changes of a base
terminal.py          what is shown to people; phrases.py: words that several commands use
chat.py              `footnote chat`
store_output.py, evaluation.py, benchmark.py, progress_bar.py   what the commands show
demo/                `footnote demo`: pictures of what Discord shows
"""
