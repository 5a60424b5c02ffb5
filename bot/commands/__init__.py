"""What can be used in Discord, a module for each command: validate, call the core, present.

about.py         `/about`: what the base holds, the version, how fast answers come
ask.py           `/ask`: a question
check.py         `/check`: claims
compare.py       `/compare`: two things side by side
papers.py        `/papers`: one paper, or those of a time; its suggestions
message_menu.py  `Apps > Check claims` and `Apps > Answer this`
bounds.py        what was sent, checked against a command's definition: lengths, ranges, choices
contexts.py      where commands are offered: servers, direct messages, as an app of one's own
registration.py  when Discord is told of the commands anew
"""
