"""`fields=` chooses columns of the flat row, `expand=` puts into each row what stands behind it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.http import QueryDict
from rest_framework.exceptions import PermissionDenied
from rest_framework.request import Request

from incidents import changes
from incidents.api.fields import shortened
from incidents.api.problems import BadParameters, told_together
from incidents.api.scopes import at_the_desk
from incidents.flat import COLUMN_NAMES
from incidents.models import Evidence, Incident

# The word that is asked for, and the member of the row that it brings: the same as in the detail.
EXPANSIONS = {"actors": "actors", "casualties": "casualties", "sources": "reports", "evidence": "evidence"}
# Spans of reports are for the desk: what a report says is never public.
DESK_ONLY = "evidence"


@dataclass(frozen=True)
class RowShape:
    """Names of columns in the order asked for, and of expansions."""

    fields: tuple[str, ...] = COLUMN_NAMES
    expand: tuple[str, ...] = ()

    @property
    def is_whole(self) -> bool:
        return self.fields == COLUMN_NAMES and not self.expand

    def cut(self, row: Mapping[str, Any]) -> dict[str, Any]:
        """The row's chosen columns; what `as_of` withholds is named whatever was chosen."""
        # An image of the past may be older than a column.
        cut = {name: row.get(name) for name in self.fields}
        return {**cut, "withheld": row["withheld"]} if "withheld" in row else cut

    def shaped(self, rows: list[dict[str, Any]], audience: int) -> list[dict[str, Any]]:
        """The rows cut and expanded; a constant number of queries. Rows that were given stay as they were."""
        if self.is_whole:
            return rows
        behind = self._behind([str(row["id"]) for row in rows], audience)
        return [{**self.cut(row), **behind.get(str(row["id"]), {})} for row in rows]

    def _behind(self, ids: Sequence[str], audience: int) -> dict[str, dict[str, Any]]:
        if not self.expand:
            return {}
        found = Incident.objects.for_audience(audience).filter(public_id__in=ids).order_by()
        keys = {pk: str(public_id) for pk, public_id in found.values_list("pk", "public_id")}
        claims = changes.claims_of(list(keys)) if set(self.expand) - {DESK_ONLY} else {}
        spans = _spans(keys) if DESK_ONLY in self.expand else {}
        return {
            key: {
                EXPANSIONS[name]: spans.get(pk, []) if name == DESK_ONLY else claims[pk][EXPANSIONS[name]]
                for name in self.expand
            }
            for pk, key in keys.items()
        }


def _spans(pks: Iterable[int]) -> dict[int, list[dict[str, Any]]]:
    """Evidence by incident: which characters of which report a value rests on."""
    found: dict[int, list[dict[str, Any]]] = {}
    columns = ("field", "report", "start", "end", "rule", "confidence", "decision")
    rows = Evidence.objects.filter(incident__in=list(pks)).order_by("start", "id")
    for pk, *values in rows.values_list("incident", *columns):
        found.setdefault(pk, []).append(dict(zip(columns, values, strict=True)))
    return found


def shape_of(request: Request, known: tuple[str, ...] = COLUMN_NAMES) -> RowShape:
    """What `fields` (of those `known`) and `expand` ask for; raises BadParameters with both, and PermissionDenied
    for evidence that the account may not see."""
    fields, expand = told_together(
        lambda: columns_of(request.query_params, known),
        lambda: _words(request.query_params, "expand", tuple(EXPANSIONS)),
    )
    may_see_evidence = at_the_desk(request) and request.user.has_perm("incidents.view_evidence")
    if DESK_ONLY in expand and not may_see_evidence:
        raise PermissionDenied
    return RowShape(fields, expand)


def columns_of(query: QueryDict, known: tuple[str, ...] = COLUMN_NAMES) -> tuple[str, ...]:
    """The columns that `fields` chooses of those known, all of them unless given; raises BadParameters."""
    return _words(query, "fields", known) or known


def _words(query: QueryDict, name: str, known: Sequence[str]) -> tuple[str, ...]:
    """The words of a parameter, each once, however they are spread over commas and repeats."""
    given = [word.strip() for text in query.getlist(name) for word in text.split(",")]
    words = tuple(dict.fromkeys(word for word in given if word))
    unknown = [word for word in words if word not in known][:5]
    if unknown:
        message = f"{', '.join(map(shortened, unknown))}: takes {', '.join(known)}"
        raise BadParameters([{"parameter": name, "message": message}])
    return words
