"""The command line: `footnote …`, the terminal chat and the demo.

main.py               the commands: ask, check, papers, chat, run, demo
ingest_commands.py    those that bring papers in: ingest, add
store_commands.py     those that keep a base: history, undo, remove, diff, export, backup, move
measure_commands.py   those that measure: eval, bench, calibrate
options.py            options that many commands take, `--data` and what it is without it
console.py            stdin, stdout, stderr, exit codes, and an error in one line
line_by_line.py       questions and claims from stdin, one after the other
conversation.py       which earlier questions are context, in the chat and of lines
jsonlines.py          what `--json` prints: its shapes and keys
jsonlines_history.py  what it prints of changes of a base
terminal.py           what is shown to people on a terminal: layout, colours, widths
phrases.py            words that several commands use of what a fact check found
chat.py               `footnote chat`: its commands and prompt
store_output.py       what the commands that keep a base show
evaluation.py         what `footnote eval` and `calibrate` show and write
benchmark.py          what `footnote bench` shows
progress_bar.py       how far an ingest has come
demo/                 `footnote demo`: pictures of what Discord shows
"""
