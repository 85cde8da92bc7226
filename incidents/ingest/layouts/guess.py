"""Which of our columns a stranger's column probably is, by its name in English or French. Only a proposal: a person
looks at it, and what she chose is kept with the source."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Mapping

from incidents.ingest.rowreader import COLUMNS
from incidents.spelling import words_of

# Names that other people's files use; ours themselves need no line.
OTHER_NAMES: Mapping[str, str] = {
    "external_id": "id, event id, incident id, identifiant, numero, no, ref, reference, code, uid, uuid",
    "date_start": "date, event date, incident date, day, jour, date incident, date evenement, start date, date debut,"
    " date de l incident, date from",
    "date_end": "end date, date fin, until, date to",
    "event_type": "type, event, category, categorie, type evenement, type incident, type d evenement, incident type",
    "sub_event_type": "sub type, subtype, sous type, sous categorie, sub category",
    "weapons": "weapon, arme, armes, weapon used",
    "country": "pays, iso3, country code, iso",
    "admin1": "region, province, adm1, admin 1, region admin, state, wilaya",
    "admin2": "cercle, departement, department, district, adm2, admin 2, prefecture",
    "place": "location, village, town, lieu, localite, ville, place name, site, commune",
    "longitude": "lon, long, lng, x, longitude dd",
    "latitude": "lat, y, latitude dd",
    "radius_m": "radius, rayon, precision m",
    "killed_best": "killed, deaths, dead, fatalities, morts, tues, deces, nombre de morts, total killed, best, nb tues",
    "killed_low": "killed min, low, minimum killed, morts min",
    "killed_high": "killed max, high, maximum killed, morts max",
    "civilians_killed": "civilian deaths, civilians dead, civils tues, morts civils",
    "injured": "wounded, blesses, injuries, nombre de blesses, nb blesses",
    "abducted": "kidnapped, enleves, abductions, kidnappes, otages, hostages",
    "perpetrator": "actor, attacker, perpetrators, auteur, auteurs, acteur, group, groupe, actor1",
    "target": "victim, victims, cible, cibles, victime, victimes, actor2",
    "summary_en": "summary, description, notes, narrative, details, text",
    "summary_fr": "resume, recit, description fr, commentaire",
    "url": "link, source url, lien, web, source link",
    "published": "published at, date published, publication, publication date, reported, date de publication",
}


def guessed(columns: Iterable[str]) -> dict[str, str]:
    """Theirs -> ours for the columns whose name is known; each of ours at most once, the first that fits."""
    names = _names()
    found: dict[str, str] = {}
    for column in columns:
        ours = names.get(" ".join(words_of(column.replace("_", " "))))
        if ours is not None and ours not in found.values():
            found[column] = ours
    return found


def signature(columns: Iterable[str]) -> str:
    """The same for every file with these columns, in whatever order: what a source's mapping is kept under."""
    return hashlib.sha256("\x1f".join(sorted(columns)).encode("utf-8", "surrogatepass")).hexdigest()[:16]


def _names() -> dict[str, str]:
    own = {" ".join(words_of(name.replace("_", " "))): name for name in COLUMNS}
    others = {
        " ".join(words_of(name)): ours for ours, listed in OTHER_NAMES.items() for name in listed.split(",")
    }
    return {**others, **own}
