"""How the tests ask: features of a collection, page after page."""

from __future__ import annotations

from typing import Any
from urllib.parse import urlencode

from django.test import Client

from incidents.models import Incident

NAMES = ("incidents", "places", "regions")


def at(collection: str, **query: Any) -> str:
    """The address of a collection's features."""
    return f"/ogc/collections/{collection}/items" + (f"?{urlencode(query)}" if query else "")


def id_of(incident: Incident) -> str:
    return str(incident.public_id)


def page(client: Client, collection: str, **query: Any) -> dict[str, Any]:
    response = client.get(at(collection, **query))
    assert response.status_code == 200, response.content[:500]
    assert response["Content-Type"] == "application/geo+json"
    return response.json()


def ids(client: Client, collection: str, **query: Any) -> list[str]:
    """Ids of the features of one page that holds all."""
    return [feature["id"] for feature in page(client, collection, limit=10_000, **query)["features"]]


def walk(client: Client, collection: str, **query: Any) -> list[dict[str, Any]]:
    """The pages, each found by the link of the one before."""
    pages, address = [], at(collection, **query)
    while address:
        response = client.get(address)
        assert response.status_code == 200, response.content[:500]
        pages.append(response.json())
        address = href(pages[-1], "next") or ""
        assert response.headers.get("Link") == (f'<{address}>; rel="next"' if address else None)
        assert len(pages) < 200, "the list has no end"
    return pages


def href(document: dict[str, Any], rel: str) -> str | None:
    """Where the one link of this relation leads."""
    found = [link["href"] for link in document["links"] if link["rel"] == rel]
    assert len(found) <= 1
    return found[0] if found else None
