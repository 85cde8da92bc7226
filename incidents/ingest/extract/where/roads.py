"""Roads between two places: the middle between them, with half the distance as radius."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from itertools import pairwise

from incidents.earth import distance_m
from incidents.ingest.drafts import PlaceDraft
from incidents.ingest.extract.text.tokens import Passage
from incidents.ingest.extract.text.wordlists import word_set
from incidents.ingest.extract.where.namesakes import Surroundings, decide
from incidents.ingest.extract.where.places import PlaceMention
from incidents.ingest.gazetteer import PlaceEntry

ROAD_WORDS = word_set("rn rd rte piste between entre road axis axe route highway troncon")
LINKING = frozenset({"from", "de", "reliait", "reliant", "relie", "linking", "links", "linked", "connecting"})
# Who was on the way "from Dori to Essakane".
DRIVING = word_set(
    "travelled traveled heading bound returning roulait roulaient circulait circulaient allait column colonne drove driving travelling traveling convoy bus minibus truck lorry vehicle "
    "escorted convoi camion vehicule car reliait"
)
LINES = word_set("line ligne liaison taxi transport car autocar")
ROAD_LINKS = frozenset(
    {
        " towards ",
        " toward ",
        " vers ",
        "-",
        "–",
        " - ",
        " – ",
        " and ",
        " et ",
        " to ",
        " à ",
        "–to–",
        " and the ",
        " et d'",
        " et de ",
    }
)
ROAD_LINK = re.compile(
    r"(?:, [^,;.]{3,40},)?(?: down| up)? (?:and|et|to|à) (?:the |le |la |l['’])?(?:[\w-]+ )?(?:town|village|post|city|border post|poste|ville|localité)(?: frontière)? (?:of|de|d['’]) ?|(?:, [^,;.]{3,40},)?(?: down| up)? (?:to|à) "
)
# What is forbidden or shut is no place of an event.
SHUT = word_set(
    "interdit interdite ferme fermee suspendu suspendue coupe coupee proscrire eviter closed suspended off shut banned"
)


def road_between(
    passage: Passage, mentions: Sequence[PlaceMention], around: Surroundings
) -> tuple[PlaceDraft, PlaceMention] | None:
    """As in "between A and B", "on the A-B road": the middle, with half the distance as radius."""
    pairs = list(pairwise(mentions))
    is_measured = any(mention.cue == "offset" for mention in mentions)
    is_only_pair = sum(not mention.regions for mention in mentions) == 2
    # "A bus of the A-B line was stopped between C and D": there.
    pairs.sort(key=lambda pair: passage.word(pair[0].first - 1) not in {"between", "entre"})
    for mention, other in pairs:
        between = passage.text[mention.end : other.start]
        if SHUT.intersection(passage.words[other.last : other.last + 3]):
            continue
        linked = between in ROAD_LINKS or bool(ROAD_LINK.fullmatch(between))
        context = {
            *passage.words[max(0, mention.first - 4) : mention.first],
            *passage.words[other.last : other.last + 1],
        }
        is_way = (
            between.endswith((" to ", " à ", " towards ", " toward ", " vers "))
            and passage.words[mention.first - 1] in LINKING
        )
        # "On its way from Gao to Kidal it struck a mine 25 km north of Anéfis": there.
        if (
            is_way
            and not is_measured
            and (DRIVING | ROAD_WORDS).intersection(passage.words[max(0, mention.first - 9) : mention.first])
        ):
            context |= ROAD_WORDS
        if (
            is_only_pair
            and between in {"-", "–"}
            and (DRIVING | LINES).intersection(passage.words[max(0, mention.first - 5) : mention.first])
        ):
            context |= ROAD_WORDS  # "a bus of the Boni-Hombori line"
        first, _ = decide(mention, around)
        second, _ = decide(other, around)
        if linked and first and second and first != second and ROAD_WORDS & context:
            return _road_draft(first, second), replace(mention, end=other.end, last=other.last)
    return None


def _road_draft(first: PlaceEntry, second: PlaceEntry) -> PlaceDraft:
    half = distance_m(first.longitude, first.latitude, second.longitude, second.latitude) / 2
    return PlaceDraft(
        key=first.key,
        name=f"{first.name} - {second.name}",
        latitude=round((first.latitude + second.latitude) / 2, 4),
        longitude=round((first.longitude + second.longitude) / 2, 4),
        precision="road",
        radius_m=round(half),
        method="road",
        second_key=second.key,
        country=first.country if first.country == second.country else None,
        admin1=first.admin1 if first.admin1 == second.admin1 else None,
    )
