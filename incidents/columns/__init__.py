"""The column snapshot: narrow arrays of every visible incident, for map, timeline and breakdowns.

PostgreSQL stays the record. `layout` says which columns are held, `build` writes them to files that all
processes of a host map into memory, `journal` tells what was touched since, `store` keeps the present
view in step, `conditions` are the filters that the columns can answer, and `sums` adds up what is left.
docs/decisions/0001-column-snapshot.md has the reasons and the figures.
"""
