"""Everything that cannot be made again, in one file that any engine can read: rows, uploaded files, and what they are.

A backup is a ZIP: ``manifest.json`` names the version of the schema and, for each table, the number of its rows and
the checksum of its file; ``tables/….jsonl`` holds a row per line; ``media/…`` the uploaded files. Left out is what the
program makes itself (the search index, the log of changes) and what soon ends anyway (open sessions, uploaded tables).
"""
