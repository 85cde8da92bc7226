"""What a collection gives of itself."""

from __future__ import annotations

from abc import ABC, abstractmethod
from dataclasses import dataclass, field
from typing import Any, ClassVar

from django.http import HttpResponse
from rest_framework.request import Request

from incidents.codes import Audience
from incidents.ogc.links import Link

Feature = dict[str, Any]  # as GeoJSON has it, coordinates lon, lat
Box = tuple[float, float, float, float] | None  # min lon, min lat, max lon, max lat, degrees


@dataclass(frozen=True)
class Page:
    """Features, the address of the next page or None, and how many there are in all, where that is counted."""

    features: list[Feature]
    following: str | None
    matched: int | None
    links: list[Link] = field(default_factory=list)


class Collection(ABC):
    name: ClassVar[str]
    title: ClassVar[str]
    description: ClassVar[str]
    filters: ClassVar[tuple[str, ...]] = ()

    @abstractmethod
    def page(self, request: Request) -> Page:
        """What the request asks for; raises BadParameters."""

    @abstractmethod
    def feature(self, request: Request, key: str) -> Feature | HttpResponse:
        """The feature with this id, or a redirect to what took its place; raises Http404 and Gone."""

    @abstractmethod
    def extent(self, audience: Audience) -> dict[str, Any]:
        """The box and the time that hold every feature which the audience may see; empty when there is none."""

    def links(self, request: Request) -> list[Link]:
        """Links of the collection beyond those to itself and to its features."""
        return []


def spatial(box: Box) -> dict[str, Any]:
    """The box as an extent has it, to five decimals as in the features."""
    return {"spatial": {"bbox": [[round(edge, 5) for edge in box]]}} if box else {}
