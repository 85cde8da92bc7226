"""The page of a country, region, cercle, department or province."""

from __future__ import annotations

from django.db.models import Prefetch
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render

from incidents import dossier
from incidents.api.audience import audience_of
from incidents.models import Region
from incidents.views.dossierpage import chosen_by, dossier_context
from incidents.views.periods import span

TIES = ("neighbours", "predecessors", "successors", "children")


def region_page(request: HttpRequest, pcode: str) -> HttpResponse:
    """A unit with everything inside it, as the `region` filter counts it; 404 for a code nobody bears."""
    # Boundaries weigh more than all else together, and this page draws none of them.
    plain = Region.objects.defer("boundary")
    region = get_object_or_404(
        plain.prefetch_related(Prefetch("parent", plain), *(Prefetch(tie, plain) for tie in TIES)),
        pcode=pcode,
    )
    chosen = chosen_by(audience_of(request), "region", region.pcode)
    shared, newest = dossier_context(chosen, "region", region.pcode)
    context = {
        **shared,
        "region": region,
        "valid": span(region.valid_from, region.valid_to),
        "parties": dossier.parties(newest),
        "pairs": dossier.who_against_whom(newest),
    }
    return render(request, "region.html", context)
