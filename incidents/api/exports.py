"""The selection as a whole, streamed: in each format the same rows."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from django.http import StreamingHttpResponse

from incidents import changes, picture
from incidents.api.acledlike import acled_lines
from incidents.api.asof import PastSelection
from incidents.api.audience import audience_word
from incidents.api.renderers import CSV, GEOJSON, csv_lines, feature_collection
from incidents.api.selection import Selection
from incidents.api.ucdplike import ucdp_lines
from incidents.flat import flat_rows

CHANGE_NUMBER, AUDIENCE = "Change-Number", "Audience"
# What a list reads beside the filters, by its format.
PARAMETERS_OF: dict[str, tuple[str, ...]] = {
    "json": ("limit", "cursor", "near_to", "as_of", "fields", "expand"),
    "geojson": ("as_of", "fields"),
    "csv": ("as_of", "fields"),
}


@dataclass(frozen=True)
class Shape:
    """A table that is shaped like a provider's: its file's name, and its lines of these incidents."""

    file: str
    lines: Callable[[Iterable[int], int], Iterator[str]]


SHAPES = {"acled": Shape("incidents.acled.csv", acled_lines), "ucdp": Shape("incidents.ucdp.csv", ucdp_lines)}


def exported(
    wanted: str, chosen: Selection, then: PastSelection | None, columns: Sequence[str]
) -> StreamingHttpResponse:
    """The whole selection as `geojson`, `csv`, `acled` or `ucdp`: today's, or that of a moment. `columns` are those
    of the flat row; provider-shaped tables have their own."""
    number = changes.latest_number(chosen.audience)
    if wanted in SHAPES:
        shape = SHAPES[wanted]
        lines = shape.lines(picture.ids_newest_first(chosen), chosen.audience)
        return at_number(_file(lines, CSV, shape.file), number, chosen.audience)
    rows = flat_rows(picture.ids_newest_first(chosen), chosen.audience) if then is None else then.rows()
    name = f"incidents.{wanted}"
    if wanted == "csv":
        answer = _file(csv_lines(rows, columns), CSV, name)
    else:
        stated = {"change_number": number} if then is None else {"as_of": then.moment}
        answer = _file(feature_collection(rows, columns, **stated), GEOJSON, name)
    return answer if then is not None else at_number(answer, number, chosen.audience)


def at_number(answer: Any, number: int, audience: int) -> Any:
    """States at which change of whose feed the rows stand: a copy of them goes on from there."""
    answer[CHANGE_NUMBER] = str(number)
    answer[AUDIENCE] = audience_word(audience)
    return answer


def _file(content: Iterable[Any], media_type: str, name: str) -> StreamingHttpResponse:
    answer = StreamingHttpResponse(content, content_type=media_type)
    answer["Content-Disposition"] = f'attachment; filename="{name}"'
    return answer
