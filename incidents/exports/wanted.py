"""What is to be in an export: a selection and columns, and the one spelling of both."""

from __future__ import annotations

from dataclasses import dataclass
from urllib.parse import urlencode

from django.core.exceptions import SuspiciousOperation
from django.http import QueryDict

from incidents.api.filters import PARAMETERS
from incidents.api.problems import BadParameters, told_together
from incidents.api.rowshape import columns_of
from incidents.api.selection import Selection, selection
from incidents.flat import COLUMN_NAMES

LONGEST_QUERY = 20_000


@dataclass(frozen=True)
class Wanted:
    """`query` is the same for all spellings of one selection: sorted, without repeats, empty values and order."""

    chosen: Selection
    columns: tuple[str, ...]
    query: str


def wanted(audience: int, text: str) -> Wanted:
    """What a query string of filters and `fields` asks for; raises BadParameters with every error, as the lists do."""
    query = _parsed(text.removeprefix("?"))
    chosen, columns = told_together(
        lambda: selection(audience, query, also_known=["fields"]), lambda: columns_of(query)
    )
    return Wanted(chosen, columns, _spelled(query, columns))


def _parsed(text: str) -> QueryDict:
    problem = ""
    if len(text) > LONGEST_QUERY:
        problem = f"takes at most {LONGEST_QUERY} characters"
    elif "\x00" in text or "%00" in text:
        problem = "holds characters that nothing here takes"
    else:
        try:
            return QueryDict(text)
        except SuspiciousOperation:
            problem = "holds too many parameters"
    raise BadParameters([{"parameter": "query", "message": problem}])


def _spelled(query: QueryDict, columns: tuple[str, ...]) -> str:
    # Rows are always the newest first, whatever order the list was in.
    pairs = [
        (name, value)
        for name in sorted(set(PARAMETERS) - {"sort"})
        for value in sorted({text.strip() for text in query.getlist(name)} - {""})
    ]
    if columns != COLUMN_NAMES:
        pairs.append(("fields", ",".join(columns)))
    return urlencode(pairs)
