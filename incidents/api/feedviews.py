"""The change feed and the history of one incident."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.http import QueryDict
from drf_spectacular.utils import OpenApiParameter, extend_schema
from rest_framework.request import Request
from rest_framework.response import Response

from incidents import changes
from incidents.api import examples, serializers
from incidents.api.audience import audience_of, audience_word
from incidents.api.changefeed import entries, history_of, lines_of
from incidents.api.described import ERRORS, FILTERS, NUMBER, PROBLEM, described
from incidents.api.fields import shortened
from incidents.api.problems import BadParameters, Refused, told_together
from incidents.api.selection import Selection, selection
from incidents.api.views import NumberField, PublicView, find_incident, no_others, one_parameter
from incidents.codes import Audience
from incidents.models import Change

MOST = 1_000


class IncidentRevisions(PublicView):
    @extend_schema(
        operation_id="incidents_revisions",
        responses={200: serializers.IncidentHistory, 404: PROBLEM},
        description="The history of one incident, newest first: what changed, when and why.",
    )
    def get(self, request: Request, public_id: UUID) -> Any:
        no_others(request, set())
        incident = find_incident(request, public_id)
        return Response({"results": history_of(incident, audience_of(request), MOST)})


class ChangeList(PublicView):
    @extend_schema(
        operation_id="changes_list",
        parameters=[
            *(parameter for parameter in FILTERS if parameter.name not in {"since", "sort"}),
            OpenApiParameter(
                "since",
                {"type": "array", "items": {"type": "string", "format": "change-number-or-day"}},
                description="The number of the last change that the copy knows, 0 from the beginning; beside it a"
                " day as YYYY-MM-DD is the filter that lists have under this name.",
                explode=True,
            ),
            described("limit", {**NUMBER, "default": MOST}, f"How many changes to look through; {MOST} at most, and if 0."),
        ],
        responses={200: serializers.ChangePage, **ERRORS},
        examples=[examples.answered("A change", examples.CHANGES)],
        description="What was created, updated, retracted, merged, restored, withdrawn or redacted after change"
        " number `since`; with filters also what left the selection. An entry with a row puts it into a copy,"
        " one without takes the incident out.",
    )  # fmt: skip
    def get(self, request: Request) -> Response:
        feed = audience_of(request)
        numbers, query = _without_numbers(request.query_params)
        since, limit, chosen = told_together(
            lambda: _since(numbers),
            lambda: min(one_parameter(request, "limit", NumberField(), MOST), MOST) or MOST,
            lambda: _selection(feed, query),
        )
        # First the number, then the rows: a row is never older than the number that a copy goes on from.
        current = changes.latest_number(feed)
        if since > current:
            raise _ahead(current)
        rows = lines_of(feed, most=limit, number__gt=since, number__lte=current)
        following = rows[-1].number if len(rows) == limit else current
        return Response(
            {
                "results": entries(rows, feed, chosen),
                "since": since,
                "next_since": following,
                "current": current,
                "audience": audience_word(feed),
                # Nothing is taken out of the feed by age.
                "retention": "unlimited",
                "oldest": _oldest(feed),
            }
        )


def _ahead(current: int) -> Refused:
    """The copy is of another feed, or of a database that was set back."""
    error = {"parameter": "since", "message": f"takes a number up to {current}"}
    title = "The number is above the last one of this feed: load the copy anew."
    return Refused(400, "number-ahead", title, current=current, errors=[error])


def _oldest(feed: Audience) -> int | None:
    """The smallest number that the feed still holds."""
    rows = Change.objects.filter(feed=feed, number__isnull=False).order_by("number")
    return rows.values_list("number", flat=True).first()


def _without_numbers(query: QueryDict) -> tuple[list[str], QueryDict]:
    """(values of `since` that are no days, the query without them)."""
    given = query.getlist("since")
    days = [text for text in given if "-" in text.strip()[1:]]
    rest = query.copy()
    rest.setlist("since", days)
    if not days:
        del rest["since"]
    return [text for text in given if text not in days and text != ""], rest


def _since(numbers: list[str]) -> int:
    if len(numbers) > 1:
        raise BadParameters([{"parameter": "since", "message": "is given more than once as a number"}])
    if not numbers:
        return 0
    try:
        return NumberField().parse(numbers[0].strip())
    except ValueError:
        message = f"{shortened(numbers[0])}: takes {NumberField.takes}, or a day as YYYY-MM-DD"
        raise BadParameters([{"parameter": "since", "message": message}]) from None


def _selection(feed: Audience, query: QueryDict) -> Selection | None:
    """What is asked for; None when nothing narrows the feed. It has one order, so `sort` is refused."""
    if "sort" in query:
        raise BadParameters(
            [{"parameter": "sort", "message": "is not a parameter here: changes come by number"}]
        )
    chosen = selection(feed, query, also_known=("limit",))
    return chosen if chosen.chosen.given else None
