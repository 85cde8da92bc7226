"""The compare page: two selections side by side on one scale, useful before any script has run."""

from __future__ import annotations

import json
from collections.abc import Iterable
from datetime import date
from typing import Any

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect, QueryDict
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from incidents.api.annotations import visible_annotations
from incidents.api.audience import audience_of, visible_incidents
from incidents.compare import Comparison, compare
from incidents.models import Actor, Annotation, Region
from incidents.querysets import IncidentQuerySet
from incidents.recent import incomplete_days
from incidents.views import comparechart as chart
from incidents.views import comparewords as words
from incidents.views.compareaddress import USUAL_DAYS, Asked, days_around, ends_of, read, written
from incidents.views.context import choices, labels, page_data, shared_context

SUGGESTIONS = 6
# Filters that the form shows itself; it carries all others along unseen.
SHOWN = ("type", "country", "region", "actor", "since", "until")
Held = tuple[date, date] | None


def compare_page(request: HttpRequest) -> HttpResponse:
    """Two sides and their difference; only the form without them. What is not understood is told with a 400."""
    incidents, today = visible_incidents(request), timezone.now().date()
    held = _held(incidents)
    asked = read(request.GET, audience_of(request), min(held[1], today) if held else today)
    if asked.redirect is not None:
        return HttpResponseRedirect(f"{reverse('compare')}?{asked.redirect}")
    events = list(visible_annotations(request))
    context = {
        **shared_context(),
        **_form(asked, events, held),
        "page_json": json.dumps(page_data({}), default=str),
    }
    if asked.sides is not None:
        context |= _compared(compare(*asked.sides), asked, events, incomplete_days(incidents, today), held)
    return render(request, "compare.html", context, status=400 if asked.problems else 200)


def _held(incidents: IncidentQuerySet) -> Held:
    """First and last day with data, by the ends of an index."""
    last = incidents.newest_first().values_list("date_end", flat=True).first()
    first = incidents.newest_first().reverse().values_list("date_start", flat=True).first()
    return (first, last) if first and last else None


# The form ------------------------------------------------------------------------------------------------
def _form(asked: Asked, events: list[Annotation], held: Held) -> dict[str, Any]:
    common, offered = asked.common, choices()
    return {
        "asked": asked,
        "problem": asked.problems,
        "labels": labels(),
        "choices": offered,
        "tabs": _tabs(asked),
        "in_force": _in_force(asked, offered),
        "filters": {name: common.getlist(name) for name in common},
        "kept": [(name, value) for name in common if name not in SHOWN for value in common.getlist(name)],
        "periods": [(name, *ends_of(text)) for name, text in (("a", asked.a), ("b", asked.b))],
        "events": events,
        "usual_days": USUAL_DAYS,
        "suggestions": [] if asked.sides else _suggestions(events, common, held),
    }


def _in_force(asked: Asked, offered: dict[str, list[tuple[str, str]]]) -> list[str]:
    """The filters of both sides as words, for when the form is folded away; days stand at the sides."""
    shown = []
    for name in asked.common:
        if name in ("since", "until"):
            continue
        known = dict(offered.get(name, ()))
        values = [known.get(value, value) for value in asked.common.getlist(name)]
        shown.append(f"{'' if known else name + ': '}{', '.join(values)}")
    return shown


def _tabs(asked: Asked) -> list[dict[str, Any]]:
    names = {"period": _("Periods"), "region": _("Regions"), "country": _("Countries"), "actor": _("Actors")}
    tabs = []
    for by, name in names.items():
        query = QueryDict(mutable=True)
        query["by"] = by
        for kept in asked.common:
            if kept != by and not (by == "period" and kept in ("since", "until")):
                query.setlist(kept, asked.common.getlist(kept))
        tabs.append({"by": by, "name": name, "query": query.urlencode(safe=":,")})
    return tabs


def _suggestions(events: list[Annotation], common: QueryDict, held: Held) -> list[dict[str, Any]]:
    """Comparisons around events within the data, the latest first."""
    if held is None:
        return []
    within = [event for event in events if held[0] < event.date_start < held[1]]
    return [
        {"event": event, "query": written("period", *days_around(event.date_start, USUAL_DAYS), common)}
        for event in within[: -SUGGESTIONS - 1 : -1]
    ]


# The comparison ------------------------------------------------------------------------------------------
def _compared(
    found: Comparison, asked: Asked, events: list[Annotation], recent: Held, held: Held
) -> dict[str, Any]:
    names, days = _names(found, asked), max(found.first.side.days, found.second.side.days)
    tallest = chart.tallest_bucket(found)
    tolls = chart.toll_bars(found)
    sides = [
        {
            "letter": letter,
            "name": name,
            "days": words.days_named(facts.side.first, facts.side.last),
            "length": facts.side.days,
            "facts": facts,
            "chart": chart.timeline(facts, days, tallest),
            "marks": chart.marks(facts, days, events),
            "toll_bar": toll,
            "query": query.urlencode(safe=":,"),
        }
        for letter, name, facts, toll, query in zip(
            "AB", names, (found.first, found.second), tolls, asked.queries or (), strict=True
        )
    ]
    return {
        "found": found,
        "sides": sides,
        "tallest": tallest,
        "toll_top": max(facts.toll["high"] for facts in (found.first, found.second)),
        "headline": words.headline(found.ratio.verdict),
        "sentence": words.incidents_sentence(found, names),
        "shared_sentence": words.shared_sentence(found),
        "toll_headline": words.toll_headline(found),
        "toll_sentence": words.toll_sentence(found, names),
        "warnings": words.warnings(found, names, recent, held),
        "tables": _tables(found),
        "box": chart.common_box(found),
    }


def _names(found: Comparison, asked: Asked) -> tuple[str, str]:
    """What the sentences call the two sides."""
    if asked.by == "period":
        follows = (found.second.side.first - found.first.side.last).days == 1
        return (_("Before"), _("After")) if follows else (_("Period A"), _("Period B"))
    keys = (asked.a, asked.b)
    if asked.by == "actor":
        slugs = [key.partition(":")[0] for key in keys]
        table = dict(Actor.objects.filter(slug__in=slugs).values_list("slug", "name"))
        return table.get(slugs[0], keys[0]), table.get(slugs[1], keys[1])
    codes = [key.upper() if asked.by == "country" else key for key in keys]
    rows = {row.pcode: row.label for row in Region.objects.filter(pcode__in=codes).defer("boundary")}
    return rows.get(codes[0], keys[0]), rows.get(codes[1], keys[1])


def _tables(found: Comparison) -> list[dict[str, Any]]:
    """Counts by type, region and actor, each in one table for both sides on one scale."""
    first, second = found.first, found.second
    types = [[{"key": key, "count": n} for key, n in facts.types.items()] for facts in (first, second)]
    regions = chart.paired(first.regions, second.regions)
    actors = chart.paired(first.actors, second.actors)
    return [
        _table(_("By type"), chart.paired(*types, most=10), labels()["event_type"], ""),
        _table(_("By region"), regions, _region_names(row["key"] for row in regions), _("region not known")),
        _table(_("By actor"), actors, _actor_names(row["key"] for row in actors), _("nobody named")),
    ]


def _table(caption: str, rows: list[dict[str, Any]], names: dict[str, str], unknown: str) -> dict[str, Any]:
    named = [
        {**row, "name": unknown if row["key"] is None else names.get(row["key"], row["key"])} for row in rows
    ]
    return {"caption": caption, "rows": named}


def _region_names(codes: Iterable[Any]) -> dict[str, str]:
    wanted = [code for code in codes if code]
    return {row.pcode: row.label for row in Region.objects.filter(pcode__in=wanted).defer("boundary")}


def _actor_names(slugs: Iterable[Any]) -> dict[str, str]:
    return dict(Actor.objects.filter(slug__in=list(slugs)).values_list("slug", "name"))
