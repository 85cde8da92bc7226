"""Where an incident lies beside the place it is named after, as exactly as its point is known.

Only from what is public: the reduced point, its radius, and the coordinates of the gazetteer.
"""

from __future__ import annotations

import math

from django.contrib.gis.geos import Point
from django.utils.translation import gettext_lazy as _

from incidents.codes import GeoPrecision
from incidents.location import distance_m
from incidents.models import Incident

# Clockwise from the north, an eighth of a circle each.
DIRECTIONS = (
    _("about %(km)s km north of %(place)s"), _("about %(km)s km north-east of %(place)s"),
    _("about %(km)s km east of %(place)s"), _("about %(km)s km south-east of %(place)s"),
    _("about %(km)s km south of %(place)s"), _("about %(km)s km south-west of %(place)s"),
    _("about %(km)s km west of %(place)s"), _("about %(km)s km north-west of %(place)s"),
)  # fmt: skip
# Nearer than this is the place itself.
AT_THE_PLACE_M = 1_000


def offset_in_words(incident: Incident) -> str:
    """As in "about 20 km east of Ménaka"; "" where the point is the place's own, or no direction can be told."""
    place, point, radius = incident.place, incident.point, incident.radius_m or 0
    if incident.geo_precision != GeoPrecision.NEAR or place is None or place.point is None or point is None:
        return ""
    metres = distance_m(place.point, point)
    # From half of the distance on, the radius spans more than one direction.
    if metres < AT_THE_PLACE_M or metres < 2 * radius:
        return ""
    words = DIRECTIONS[_eighth(place.point, point)]
    return str(words) % {"km": _rounded(metres / 1000, radius), "place": place.name}


def _rounded(kilometres: float, radius_m: int) -> int:
    step = 1 if kilometres < 10 else 5 if radius_m <= 5_000 else 10
    return round(kilometres / step) * step


def _eighth(start: Point, end: Point) -> int:
    """The direction from one point (lon, lat) to another: 0 is north, 2 east, 4 south, 6 west."""
    east = (end.x - start.x) * math.cos(math.radians((start.y + end.y) / 2))
    return round(math.degrees(math.atan2(east, end.y - start.y)) / 45) % 8
