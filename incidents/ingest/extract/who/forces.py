"""The forces of a state, for a noun that means them."""

from __future__ import annotations

from incidents.codes import Inter
from incidents.ingest.extract.who import actor_words as words
from incidents.ingest.gazetteer import ActorEntry, Tables
from incidents.spelling import fold


def service(tables: Tables, country: str, noun: str) -> ActorEntry | None:
    """The police or gendarmerie of a country, for a noun that means them; else its armed forces."""
    prefix = words.SERVICES.get(noun)
    named = [entry for entry in tables.actors_of.get(country, ()) if prefix and entry.slug.startswith(prefix)]
    return named[0] if named else state_force(tables, country)


def state_force(tables: Tables, country: str) -> ActorEntry | None:
    """The armed forces of a country, when the tables know them."""
    forces = [
        entry
        for entry in tables.actors_of.get(country, ())
        if entry.inter in (Inter.STATE_FORCES, Inter.EXTERNAL_OTHER)
    ]
    named = [entry for entry in forces if any("armed forces" in fold(name.name) for name in entry.names)]
    return next(iter(named), None)
