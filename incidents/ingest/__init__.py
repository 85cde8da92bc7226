"""How a report becomes a proposal, and a file becomes incidents.

Notes:  intake.receive -> Report (pending) -> pipeline.work: claim -> extract -> propose -> an editor confirms.
Files:  uploads (or the command) -> imports.run_file -> formats/<format>.py: the file's own columns and rows
        -> layouts/<layout>.py: rows in our columns -> checking: what is to become of each -> writing: incidents
        of a run, which an editor submits and another person publishes; undo takes the run back.
Polls:  polling.poll -> sources/<provider>.py: fetch, parse -> entries: notes to intake, coded rows as above.

Parsers, formats, layouts, sources and extraction touch no database: they get their tables and give typed values.
Hostile bytes are parsed in a child process (confined.py, parsers/).
"""
