"""The page of an actor: its dated names and ties, and its incidents as far as the reader may see them."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils.translation import get_language_info, gettext_lazy
from django.utils.translation import gettext as _

from incidents import dossier, picture
from incidents.api.audience import audience_of
from incidents.api.lookupfields import with_members
from incidents.codes import ActorRelationKind as Kind
from incidents.codes import NameKind
from incidents.models import Actor
from incidents.views.dossierpage import chosen_by, dossier_context, region_names
from incidents.views.periods import span

# What the other actor is to this one: (relation, whether this one is the subject) -> words.
TIES = {
    (Kind.RENAMED_TO, False): gettext_lazy("Formerly"),
    (Kind.SPLIT_FROM, True): gettext_lazy("Split from"),
    (Kind.MERGED_INTO, False): gettext_lazy("Took in"),
    (Kind.RENAMED_TO, True): gettext_lazy("Renamed to"),
    (Kind.MERGED_INTO, True): gettext_lazy("Merged into"),
    (Kind.SPLIT_FROM, False): gettext_lazy("Split off"),
    (Kind.MEMBER_OF, True): gettext_lazy("Member of"),
    (Kind.MEMBER_OF, False): gettext_lazy("Has as member"),
    (Kind.ALLIED_WITH, True): gettext_lazy("Allied with"),
    (Kind.ALLIED_WITH, False): gettext_lazy("Allied with"),
}


def actor_page(request: HttpRequest, slug: str) -> HttpResponse:
    """An actor with its members' incidents, as the `actor` filter counts them; 404 for a slug nobody bears."""
    actor = get_object_or_404(Actor.objects.prefetch_related("names"), slug=slug)
    own = with_members(actor)
    chosen = chosen_by(audience_of(request), "actor", actor.slug)
    shared, newest = dossier_context(chosen, "actor", actor.slug)
    names = _names(actor)
    context = {
        **shared,
        "actor": actor,
        "active": span(actor.active_from, actor.active_to),
        "country": region_names([actor.country]).get(actor.country, actor.country),
        "names": [row for row in names if row["period"]],
        "other_names": [row for row in names if not row["period"]],
        "ties": _ties(actor),
        "members": len(own) - 1,
        "attacked": dossier.attacked(newest, own),
        "attacked_by": dossier.attacked_by(newest, own),
        "with": dossier.who_with(newest, own),
        "where": _places(picture.breakdown(chosen, "region")),
    }
    return render(request, "actor.html", context)


def _names(actor: Actor) -> list[dict[str, Any]]:
    """Dated names first, in the order of their years; then the others by name."""
    rows = sorted(
        (row for row in actor.names.all() if row.kind != NameKind.LEARNT),
        key=lambda row: (not row.valid_from, row.valid_from, row.kind != NameKind.OFFICIAL, row.name),
    )
    return [
        {
            "name": row.name,
            "code": row.language,
            "language": _language(row.language),
            "kind": row.get_kind_display(),
            "period": span(row.valid_from, row.valid_to),
        }
        for row in rows
    ]


def _language(code: str) -> str:
    try:
        return str(get_language_info(code)["name_translated"]) if code else ""
    except KeyError:
        return code


def _ties(actor: Actor) -> list[dict[str, Any]]:
    found = []
    for rows, is_subject, end in (
        (actor.relations.select_related("other"), True, "other"),
        (actor.relations_of_others.select_related("actor"), False, "actor"),
    ):
        for row in rows:
            kind = Kind(row.relation)
            found.append(
                (list(TIES).index((kind, is_subject)), row.valid_from, getattr(row, end), row, is_subject)
            )
    found.sort(key=lambda tie: (tie[0], tie[1], tie[2].name))
    return [
        {
            "words": TIES[(Kind(row.relation), is_subject)],
            "other": other,
            "period": span(row.valid_from, row.valid_to),
        }
        for _place, _since, other, row, is_subject in found
    ]


def _places(where: list[dict[str, Any]]) -> list[dict[str, Any]]:
    names = region_names(row["key"] for row in where)
    return [
        {**row, "name": names.get(row["key"], row["key"]) if row["key"] else _("region not known")}
        for row in where[: dossier.SHOWN]
    ]
