"""Values of query parameters that have to be looked up: actors, regions, places, sources."""

from __future__ import annotations

from dataclasses import dataclass

from django.utils.translation import gettext_lazy as _

from incidents import codes
from incidents.api import fields
from incidents.models import Actor, ActorRelation, Place, Region, Source


@dataclass(frozen=True)
class ActorInRole:
    ids: tuple[int, ...]
    role: str | None


class ActorField(fields.ParameterField):
    takes = _("the slug of an actor, or slug:role")
    shape = {"type": "string", "format": "actor"}

    def parse(self, text: str) -> ActorInRole:
        slug, _colon, role = text.partition(":")
        if role and role not in codes.Role.values:
            raise ValueError
        actor = Actor.objects.filter(slug=slug[:80]).first()
        if actor is None:
            raise ValueError
        return ActorInRole(tuple(with_members(actor)), role or None)


def with_members(actor: Actor) -> set[int]:
    """Ids of the actor, of its members and of theirs, in every period."""
    found = {actor.pk}
    frontier = {actor.pk}
    while frontier:
        rows = ActorRelation.objects.filter(relation=codes.ActorRelationKind.MEMBER_OF, other__in=frontier)
        frontier = set(rows.values_list("actor_id", flat=True)) - found
        found |= frontier
    return found


class RegionField(fields.ParameterField):
    takes = _("a P-code such as ML07 (with everything inside it)")
    shape = {"type": "string", "format": "pcode"}

    def parse(self, text: str) -> list[int]:
        region = Region.objects.filter(pcode=text[:30]).first()
        if region is None:
            raise ValueError
        column = {0: "country", 1: "admin1", 2: "admin2"}[region.level]
        return list(Region.objects.filter(**{column: getattr(region, column)}).values_list("pk", flat=True))


class CountryField(fields.ParameterField):
    takes = _("the code of a country that is known here, such as MLI")
    shape = {"type": "string", "format": "country"}

    def parse(self, text: str) -> str:
        if not Region.objects.filter(level=codes.AdminLevel.COUNTRY, pcode=text.upper()[:30]).exists():
            raise ValueError
        return text.upper()


class PlaceField(fields.ParameterField):
    takes = _("the key of a place (see /api/v1/places/)")
    shape = {"type": "string", "format": "place-key"}

    def parse(self, text: str) -> str:
        if not Place.objects.filter(key=text[:80]).exists():
            raise ValueError
        return text


class SourceField(fields.ParameterField):
    takes = _("the name of a source (see /api/v1/sources/)")
    shape = {"type": "string", "format": "source-name"}

    def parse(self, text: str) -> str:
        # A source that may not be named does not exist here.
        if not Source.objects.filter(name=text[:200], redistributable=True).exists():
            raise ValueError
        return text


class ExternalIdField(fields.ParameterField):
    takes = _("scheme:value")
    shape = {"type": "string", "format": "external-id", "maxLength": 360}

    def parse(self, text: str) -> tuple[str, str]:
        scheme, colon, value = text.partition(":")
        if not (scheme and colon and value) or len(text) > 360:
            raise ValueError
        return scheme, value
