"""How a report becomes a proposal, and a file becomes incidents.

Notes:  intake.receive -> Report (pending) -> pipeline.work: claim -> extract -> propose -> an editor confirms.
Files:  imports.import_file -> rows of sources/<format>.py -> rowreader.row_of -> incidents of a run, which an
        editor submits and another person publishes.

Parsers and extraction touch no database: they get their tables and give typed values. `pipeline.py`,
`imports.py` and `versions.py` (what a new version of a report proposes) read and write.
"""
