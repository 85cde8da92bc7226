"""Which country a text is about."""

from __future__ import annotations

from collections import Counter

from incidents.ingest.extract.people.people_words import COUNTRY_OF_DEMONYM
from incidents.ingest.extract.text.tokens import Passage
from incidents.ingest.gazetteer import Tables


def country_of(whole: Passage, tables: Tables) -> str | None:
    """The country that the text speaks of most, by its name or its people's; None when two are level."""
    counts: Counter[str] = Counter()
    for position, word in enumerate(whole.words):
        if COUNTRY_OF_DEMONYM.get(word) in tables.regions:
            counts[COUNTRY_OF_DEMONYM[word]] += 1
        if not whole.tokens[position].is_capitalised:
            continue
        named = tables.region_names.at(whole.words, position)
        if named and not (word == "niger" and whole.precedes(position, "the", "river", "fleuve")):
            counts.update({region.country for region in named[1]})
        place = tables.place_names.at(whole.words, position)
        if place:
            countries = {entry.country for entry in place[1] if entry.curated}
            counts.update(countries if len(countries) == 1 else ())
    ranked = counts.most_common(2)
    if not ranked or (len(ranked) == 2 and ranked[0][1] == ranked[1][1]):
        return None
    return ranked[0][0]
