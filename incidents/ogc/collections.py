"""The collections by their names."""

from __future__ import annotations

from incidents.ogc.gazetteer import Places, Regions
from incidents.ogc.incidents import Incidents
from incidents.ogc.pages import Collection

COLLECTIONS: dict[str, Collection] = {
    collection.name: collection for collection in (Incidents(), Places(), Regions())
}
