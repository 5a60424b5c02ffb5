"""What can be pressed or chosen: one button, one file, with label, custom_id, style and handler.

To add a button, add a module with a class that derives from `press.Press`: `offered` says below
which replies it stands, `pressed` does what it is for. `registry` finds it by itself.

Buttons never expire, also over a restart: `bot/render/layout.py` gives their view no timeout.

press.py            how a custom_id is made and read, who may press, where it was pressed
registry.py         all buttons found; in which order they stand
ask_human.py        Ask a human: the server's helpers called
cite.py             BibTeX: the papers of a reply, to copy
dismiss.py          Dismiss: a reply taken away, and who may
add_proposed.py     Add: papers that were proposed
drop_proposed.py    Don't add: the same papers left out
forms.py            forms that people fill in, known by their custom_id
forget.py           Forget me: all that is kept about somebody deleted
more.py             the menu with what has no button of its own
notify.py           Notify me: a wish to be told once there is an answer
rate.py             thumbs up and down, and the form that asks why
settings_panel.py   the panel of `/settings`: its menus, forms and words
share.py            Share: a private reply made public
show_in_context.py  Show in context: an abstract with the quote marked
verify.py           Verify: quotes looked at again, the question asked again
"""
