"""The client's types of rows, made from the columns that every output carries.

`python -m tests.client.row_types` writes them anew.
"""

from __future__ import annotations

import os
from pathlib import Path
from typing import Any

FILE = Path(__file__).resolve().parents[2] / "clients" / "python" / "src" / "sahel_incidents" / "rows.py"

HEAD = '''"""Rows as the server gives them. Made by `python -m tests.client.row_types` of the server's repository.

A row is a plain dict: a column that a newer server adds is simply there. Days and moments are ISO texts; codes are
slugs (docs/data-dictionary.md). None is unknown, never zero.
"""

from __future__ import annotations

from typing import Any, TypedDict

'''
WITHHELD = '''

class Incident(Row, total=False):
    """A row; asked for with `as_of`, `withheld` names the columns that are None for somebody's protection."""

    withheld: list[str]

'''
DETAIL = '''
class IncidentDetail(Incident, total=False):
    """One incident whole. `merged_from` is the UUID that was asked for, where that was merged into this one."""

    merged_from: str
'''


def _type_of(field: Any) -> str:
    from rest_framework import serializers as fields

    if isinstance(field, fields.ListSerializer):
        plain = "list[dict[str, Any]]"
    elif isinstance(field, fields.ListField):
        inner = "dict[str, Any]" if isinstance(field.child, fields.DictField) else "str"
        plain = f"list[{inner}]"
    else:
        known = {
            fields.IntegerField: "int",
            fields.FloatField: "float",
            fields.BooleanField: "bool",
            fields.DictField: "dict[str, Any]",
        }
        plain = known.get(type(field), "str")
    return f"{plain} | None" if field.allow_null else plain


def text() -> str:
    """The whole file as the code has it now."""
    from incidents.api.serializers import FlatRow, IncidentDetail
    from incidents.flat import COLUMNS

    flat, detail = FlatRow().fields, IncidentDetail().fields
    row = [
        line
        for column in COLUMNS
        for line in (f"    # {column.meaning}", f"    {column.name}: {_type_of(flat[column.name])}")
    ]
    more = [f"    {name}: {_type_of(field)}" for name, field in detail.items() if name not in flat]
    more.append("    as_of: str")  # as it was asked for
    names = [f'    "{column.name}",' for column in COLUMNS]
    parts = ["class Row(TypedDict):", '    """The flat row of every list, export and feed."""', "", *row]
    columns = ["COLUMNS: tuple[str, ...] = (", *names, ")", "", ""]
    return HEAD + "\n".join([*columns, *parts]) + "\n" + WITHHELD + DETAIL + "\n".join(more) + "\n"


if __name__ == "__main__":
    import django

    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "sahel.settings")
    django.setup()
    FILE.write_text(text())
