"""The words that a party may begin with: most words of a text are none of them, and are passed over at once."""

from __future__ import annotations

from functools import lru_cache

from incidents.ingest.extract.people.people_words import COUNTRY_OF_DEMONYM
from incidents.ingest.extract.who import actor_words as words
from incidents.ingest.extract.who import leaders, militias
from incidents.ingest.gazetteer import Tables
from incidents.spelling import words_of

BY_THEMSELVES = frozenset({"is", "ei", "force", "men", "hommes"})
LISTS = (
    words.SAHEL_BRANCH,
    words.WHOLE_MOVEMENT,
    words.LOCAL_QAEDA,
    words.STATE_NOUNS,
    words.STATE_NOUNS_FR,
    words.MISSION,
    words.BARE_STATE,
)


@lru_cache(maxsize=2)
def first_words(tables: Tables) -> frozenset[str]:
    """The folded words that a name of these tables, or any other words for a party, may begin with."""
    countries = (region for region in tables.regions.values() if region.level == 0)
    names = [name for region in countries for name in (region.name, *region.names)]
    return BY_THEMSELVES.union(
        tables.actor_names.first_words,
        COUNTRY_OF_DEMONYM,
        leaders.FIRST_WORDS,
        militias.FIRST_WORDS,
        *(phrases.first_words for phrases in LISTS),
        (spelled[0] for name in (*names, *words.UNNAMED_PHRASES) if (spelled := words_of(name))),
    )
