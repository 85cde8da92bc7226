"""How far an account has looked, and what has happened since in what it keeps an eye on."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django.db import transaction
from django.db.models import Value
from django.http import QueryDict
from django.utils.translation import gettext as _

from incidents import changes
from incidents.api.problems import BadParameters
from incidents.api.selection import select
from incidents.codes import Audience
from incidents.models import Change, SavedView
from incidents.querysets import IncidentQuerySet
from incidents.views.mappage import PAGE_PARAMETERS

EVERYTHING = "Everything"
# Counts end here: who was away for longer reads "more than".
COUNTED = 5_000


def selected(view: SavedView, visible: IncidentQuerySet) -> IncidentQuerySet:
    """The visible incidents that match the view's filters now; raises BadParameters when it is no longer valid."""
    return select(visible, QueryDict(view.query), also_known=PAGE_PARAMETERS)


def within(rows: Any, view: SavedView | None, visible: IncidentQuerySet) -> Any:
    """The changes of incidents that match the view now; of all, retracted ones too, for none or one without filters.

    Raises BadParameters when the view is no longer valid.
    """
    if view is None or not view.query:
        return rows
    return rows.filter(incident__in=selected(view, visible).order_by().values("pk"))


def problems_of(query: str, visible: IncidentQuerySet) -> list[dict[str, str]]:
    """What is wrong with a query string of the map page, as [{parameter, message}]."""
    try:
        select(visible, QueryDict(query), also_known=PAGE_PARAMETERS)
    except BadParameters as error:
        return error.errors
    return []


def name_of(view: SavedView) -> str:
    """The name as its owner reads it: the view that we made ourselves is called in the reader's language."""
    return _("Everything") if (view.name, view.query) == (EVERYTHING, "") else view.name


def view_of_everything(owner: Any) -> SavedView | None:
    """The owner's view without filters, whose number is their last look over all changes."""
    return SavedView.objects.filter(owner=owner, query="").order_by("pk").first()


def mark_seen(owner: Any, view: SavedView | None, number: int) -> SavedView:
    """Stores that the owner has looked at everything up to this change, in the view or (None) over all."""
    with transaction.atomic():
        look = view or view_of_everything(owner) or _made_for(owner)
        look.looked_at = min(number, changes.latest_number(Audience.ANALYSTS))
        look.save(update_fields=["looked_at"])
    return look


def _made_for(owner: Any) -> SavedView:
    taken = set(SavedView.objects.filter(owner=owner).values_list("name", flat=True))
    names = (EVERYTHING, *(f"{EVERYTHING} ({number})" for number in range(2, len(taken) + 3)))
    name = next(name for name in names if name not in taken)
    return SavedView.objects.get_or_create(owner=owner, name=name, defaults={"query": ""})[0]


def news(views: Iterable[SavedView], visible: IncidentQuerySet, feed: Audience) -> dict[int, int | None]:
    """Changes since the last look by the view's id, at most COUNTED; None for a view that is no longer valid.

    Two queries for all views together, apart from the names that their filters look up.
    """
    latest = changes.latest_number(feed)
    found: dict[int, int | None] = {}
    matches = []
    for view in views:
        since = max(view.looked_at, latest - COUNTED)
        recent = Change.objects.filter(feed=feed, number__gt=since, number__lte=latest)
        try:
            rows = within(recent, view, visible)
        except BadParameters:
            found[view.pk] = None
            continue
        found[view.pk] = 0
        matches.append(rows.order_by().annotate(view=Value(view.pk)).values_list("view", "number"))
    if matches:
        first, *others = matches
        for pk, _number in first.union(*others, all=True):
            found[pk] = (found[pk] or 0) + 1
    return found
