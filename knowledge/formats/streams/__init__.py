"""Pages as streams: found, unpacked, decoded, cut into lines and records.

paths.py        files and folders -> pages, and what their sources are called
open_page.py    a page opened and looked at; PDF, what is binary or empty refused
compression.py  gzip and Zstandard unpacked; bombs refused
archives.py     ZIP archives
encodings.py    UTF-8, UTF-16, Windows-1252
page_lines.py   a page as numbered lines; how long an abstract may be
lines.py        lines of a stream in bounded memory; how long a record may be
xml_records.py  XML as a stream of records, guarded
trees.py        what XML elements hold, as text
position.py     how much of a page was read so far
"""
