"""Names for the numbers in the columns: regions by id with their codes, actors by id with their slugs."""

from __future__ import annotations

from functools import cached_property

from incidents.models import Actor, Region


class Lookups:
    """Read at first use; thrown away when the journal says that regions or actors were edited."""

    @cached_property
    def regions(self) -> dict[int, dict[str, str]]:
        """{id: {country, admin1, admin2}}, codes that do not apply are empty."""
        rows = Region.objects.values_list("pk", "country", "admin1", "admin2")
        return {pk: {"country": country, "admin1": a1, "admin2": a2} for pk, country, a1, a2 in rows}

    @cached_property
    def actors(self) -> dict[int, str]:
        return dict(Actor.objects.values_list("pk", "slug"))
