"""What the bot shows, drawn as Discord shows it, so that one can look at it without Discord.

month.py           a made-up past of a server: questions, opinions, golden questions
scenes.py          who does what, and the very views that the bot sends for it
discord_markup.py  the text of a message -> HTML
page.py            views -> a page of HTML (style.css: its looks)
browser.py         a page -> pictures, by Chromium without a window
film.py            all of it, one after the other
"""
