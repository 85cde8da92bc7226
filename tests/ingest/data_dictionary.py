"""docs/data-dictionary.md, made from the columns that the code reads and writes.

`python -m tests.ingest.data_dictionary` writes it anew.
"""

from __future__ import annotations

import os
from collections.abc import Iterable
from pathlib import Path

FILE = Path(__file__).resolve().parents[2] / "docs" / "data-dictionary.md"

INTRODUCTION = """# Data dictionary

The columns of files that are loaded with `python manage.py ingest FILE` and of the exports
`/api/v1/incidents.csv` and `/api/v1/incidents.geojson`. Codes are slugs; the vocabularies are in
`incidents/codes.py`, with labels in the admin and in `/api/docs/`.
"""

IMPORT = """## Files that are loaded

| file | what is read |
|---|---|
| `.csv` | UTF-8, a header in the first line, comma, semicolon or tab; up to 200 MB, read line by line |
| `.xlsx` | the sheet `incidents`, else the first one; values, not formulas; dates as days; up to 50,000 rows |
| `.geojson`, `.json` | a FeatureCollection in WGS84; a point's coordinates (longitude, latitude) take the place of `longitude` and `latitude`, the feature's `id` that of a missing `external_id`; up to 50 MB |
| `.jsonl`, `.ndjson` | one JSON object a line; objects may have different names |
| `.txt`, `.md`, `.html`, `.pdf`, `.docx` | one report: its text is read by the extraction, its rows are not |
| `.zip` | the one readable file in it: at most 1,000 entries, 200 MB unpacked, no archive in the archive |

What a file is, is decided by its ending and its content: when they differ it is refused, saying what it is. A
second line of HXL tags (`#date+start`) is read over.

Files of ACLED (dyadic and monadic, old and new), UCDP GED and Insecurity Insight are recognised by their columns.
Of their rows, names that the tables do not know are kept in words, and the row as it was given stays with its
report. An Insecurity Insight event that stands in two themes is two rows, `<id>/<theme>`; its figures count the
theme's victims only, so they are lowest numbers.

In files of our own the order of columns does not matter; a column that is not listed is refused, so that a misspelt
one is not lost.

Empty means not known, and is never read as zero. A number is written with a decimal point and without
separators. A row that cannot be taken is set aside with its line, column and reason, and the others go in;
`manage.py ingest` prints them, and the admin keeps them to be tried again. The same file again changes
nothing. A changed row changes a draft that nobody has submitted; for any other incident it becomes a proposal.
"""

OWN = """An export of our own can be loaded as it is: its `id` serves as `external_id`, and these columns, which
follow from the others, are read over: {derived}. Rows of sample data (`synthetic` is true) are set aside.
"""

EXPORT = """## Exports and API

Every format carries these columns with these names. Values of reports that may not be passed on are left out.
"""


def _table(rows: Iterable[tuple[str, str]]) -> str:
    lines = [f"| `{name}` | {meaning} |" for name, meaning in rows]
    return "\n".join(["| column | meaning |", "|---|---|", *lines]) + "\n"


def text() -> str:
    """The whole file as the code has it now."""
    from incidents.flat import COLUMNS as EXPORTED
    from incidents.ingest.rowreader import COLUMNS, DERIVED

    derived = ", ".join(f"`{name}`" for name in sorted(DERIVED))
    parts = [
        INTRODUCTION,
        IMPORT,
        _table(COLUMNS.items()),
        OWN.format(derived=derived),
        EXPORT,
        _table((column.name, column.meaning) for column in EXPORTED),
    ]
    return "\n".join(parts)


if __name__ == "__main__":
    import django

    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "sahel.settings")
    django.setup()
    FILE.parent.mkdir(exist_ok=True)
    FILE.write_text(text())
