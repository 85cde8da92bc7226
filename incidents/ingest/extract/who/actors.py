"""Parties that a passage names, how firmly it names them, and who claimed or denied what.

An armed party without a name stays "Unidentified Armed Group": a description is never turned into a name.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from incidents.codes import UNNAMED_ACTORS, Inter
from incidents.ingest.extract.people.people_words import COUNTRY_OF_DEMONYM
from incidents.ingest.extract.text.tokens import Passage
from incidents.ingest.extract.text.wordlists import word_set
from incidents.ingest.extract.who import actor_words as words
from incidents.ingest.extract.who import blame_words
from incidents.ingest.extract.who.doubt import doubt_about
from incidents.ingest.extract.who.firstwords import first_words
from incidents.ingest.extract.who.forces import service
from incidents.ingest.extract.who.leaders import led_by
from incidents.ingest.extract.who.militias import militia
from incidents.ingest.extract.who.naming import display_name, is_written_like, name_as_written
from incidents.ingest.gazetteer import ActorEntry, PhraseIndex, Tables
from incidents.spelling import words_of

UNNAMED_SLUG, UNNAMED = "unidentified-armed-group", "Unidentified Armed Group"
CIVILIANS_SLUG, CIVILIANS = "civilians", "Civilians"

UNNAMED_PHRASES: PhraseIndex[str] = PhraseIndex(
    (words_of(phrase), phrase) for phrase in words.UNNAMED_PHRASES
)
# Between a description and the name that it describes.
LINKING = blame_words.LINKS | word_set(
    "from of the de du des d l la presumes presumees presume belonging to operation autodefense self defence defense"
)
COMMUNAL_SLUG = "unidentified-communal-militia"


@dataclass(frozen=True)
class ActorMention:
    """A party in the words `first` up to `last`. `doubt` holds hedging words as written.

    `community` is what the text calls it ("Dogon militiamen"), not where a movement is known to recruit.
    `is_judgement` tells "probably ISGS" (the writer's view on who did it) from "suspected ISGS militants", and
    `is_accused` "blamed on ISGS" (somebody said so); `is_backward` is "the attackers", who may have been named before.
    """

    slug: str | None
    name: str
    start: int
    end: int
    first: int
    last: int
    inter: int | None = None
    community: str | None = None
    is_unnamed: bool = False
    is_inferred: bool = False
    doubt: str = ""
    is_judgement: bool = False
    is_accused: bool = False
    is_backward: bool = False

    @property
    def is_armed_group(self) -> bool:
        return self.is_unnamed or self.inter in (
            Inter.REBEL_GROUP,
            Inter.POLITICAL_MILITIA,
            Inter.IDENTITY_MILITIA,
        )

    @property
    def is_state(self) -> bool:
        return self.inter in (Inter.STATE_FORCES, Inter.EXTERNAL_OTHER)


def actor_mentions(passage: Passage, tables: Tables, country: str | None, day: str) -> list[ActorMention]:
    """Parties in the order of the text. `day` (ISO) chooses the name that was in use, `country` among namesakes."""
    found: list[ActorMention] = []
    openings = first_words(tables)
    position = 0
    while position < len(passage.words):
        if passage.words[position] not in openings:
            position += 1
            continue
        mention = (
            _named(passage, position, tables, country, day)
            or _led(passage, position, tables, day)
            or _of_country(passage, position, tables)
            or _militia(passage, position, tables, country, day)
            or _unnamed(passage, position)
            or _mission(passage, position, tables, country)
            or _bare_state(passage, position, tables, country)
        )
        # "Al-Qaida in the Islamic Maghreb (AQIM)" is one party.
        is_again = bool(
            mention and found and mention.slug == found[-1].slug and mention.first == found[-1].last
        )
        if mention and is_again and mention.slug and not mention.is_unnamed:
            found[-1] = replace(found[-1], last=mention.last, end=mention.end)
        elif mention:
            if found and found[-1].is_unnamed and mention.first <= found[-1].first:
                found.pop()  # "fighters loyal to the preacher Amadou Koufa"
            found.append(mention)
        position = mention.last if mention else position + 1
    return _without_descriptions(passage, found)


def _named(
    passage: Passage, position: int, tables: Tables, country: str | None, day: str
) -> ActorMention | None:
    branch_of = passage.follows(position, words.SAHEL_BRANCH)
    match = (branch_of, []) if branch_of else tables.actor_names.at(passage.words, position)
    if not match and not _is_longer_name(passage, position, tables):
        length = _whole_movement(passage, position) if passage.tokens[position].is_capitalised else 0
        length = length or passage.follows(position, words.LOCAL_QAEDA)
        match = (length, []) if length else None
    if not match:
        return None
    written = passage.quote(position, position + match[0])
    entries = {entry.slug: entry for entry, name in match[1] if is_written_like(written, name)}
    entries.pop(CIVILIANS_SLUG, None)
    branch = _branch(passage, position, tables, country, day) if not entries else None
    if branch is not None:
        entries = {branch.slug: branch}
    if len(entries) > 1:
        entries = {slug: entry for slug, entry in entries.items() if entry.country == country} or entries
    if len(entries) != 1:
        return None
    entry = next(iter(entries.values()))
    if written == "CMA" and (country not in {None, "MLI"} or words.CARED_FOR.intersection(passage.words)):
        return None  # a medical centre there
    first, last = position, position + match[0]
    start, end = passage.span(first, last)
    if entry.slug in UNNAMED_ACTORS or UNNAMED_PHRASES.exactly(passage.words[first:last]):
        # "Hommes armés peuls" are not just armed men.
        return _militia(passage, position, tables, country, day) or _unnamed_mention(passage, first, last)
    doubt, kind = doubt_about(passage, first, last)
    return ActorMention(
        entry.slug,
        name_as_written(entry, written) or display_name(entry, day),
        start,
        end,
        first,
        last,
        entry.inter,
        doubt=doubt,
        is_judgement=kind == "judgement",
        is_accused=kind == "accusation",
    )


def _led(passage: Passage, position: int, tables: Tables, day: str) -> ActorMention | None:
    """As in "Koufa's men", "les hommes d'Amadou Koufa"."""
    found = led_by(passage, position)
    entry = tables.actors.get(found[0]) if found else None
    if found is None or entry is None:
        return None
    _slug, first, last = found
    start, end = passage.span(first, last)
    doubt, kind = doubt_about(passage, first, last)
    return ActorMention(
        entry.slug, display_name(entry, day), start, end, first, last, entry.inter,
        is_inferred=True, doubt=doubt, is_judgement=kind == "judgement", is_accused=kind == "accusation",
    )  # fmt: skip


def _whole_movement(passage: Passage, position: int) -> int:
    """How many words name the Islamic State as a whole; its acronyms do in capitals."""
    return passage.follows(position, words.WHOLE_MOVEMENT) or int(
        passage.tokens[position].text in {"IS", "EI"}
    )


def _is_longer_name(passage: Passage, position: int, tables: Tables) -> bool:
    """ "L'État islamique en Afrique de l'Ouest" begins a word later, and is more than the movement."""
    if passage.words[position] not in {"l", "the"} or position + 1 == len(passage.words):
        return False
    behind = tables.actor_names.at(passage.words, position + 1)
    return behind is not None and behind[0] > 2


def _branch(
    passage: Passage, position: int, tables: Tables, country: str | None, day: str
) -> ActorEntry | None:
    """ "The Islamic State" by itself is its branch in that country: there is one each in the Sahel and at Lake Chad."""
    if passage.follows(position, words.SAHEL_BRANCH):
        return tables.actors.get("isgs")
    if passage.follows(position, words.LOCAL_QAEDA):
        return tables.actors.get("jnim" if day >= words.JNIM_SINCE else "aqim")
    if not _whole_movement(passage, position):
        return None
    return tables.actors.get("iswap" if country in {"NGA", "TCD", "CMR"} else "isgs")


def _of_country(passage: Passage, position: int, tables: Tables) -> ActorMention | None:
    """As in "Malian troops", "l'armée malienne", "Mali's army", "the army of Mali"."""
    country, after = _country_at(passage, position, tables)
    length = passage.follows(after, words.STATE_NOUNS) if country else 0
    if country and length:
        return _state_force(passage, position, after + length, tables, country)
    length = passage.follows(position, words.STATE_NOUNS_FR, words.STATE_NOUNS)
    if not length:
        return None
    begin = position + length
    begin += passage.follows(begin, "of", "du", "de la", "de l", "de", "from")
    country, after = _country_at(passage, begin, tables) if begin < len(passage.words) else (None, begin)
    return _state_force(passage, position, after, tables, country) if country else None


def _country_at(passage: Passage, position: int, tables: Tables) -> tuple[str | None, int]:
    """The country that a people's name or "Mali's" stands for, and the position behind it."""
    demonym = COUNTRY_OF_DEMONYM.get(passage.words[position])
    if demonym:
        return demonym, position + 1
    named = tables.region_names.at(passage.words, position)
    countries = [region for region in named[1] if region.level == 0] if named else []
    if not named or not countries or not passage.tokens[position].is_capitalised:
        return None, position
    after = position + named[0]
    return countries[0].code, after + passage.follows(after, "s")


def _militia(
    passage: Passage, position: int, tables: Tables, country: str | None, day: str
) -> ActorMention | None:
    """As in "Dogon militiamen", "des miliciens peuls"; "volunteers" in Burkina Faso are those of the law of 2020."""
    slug, length = militia(passage, position, country, day)
    entry = tables.actors.get(slug) if length else None
    if entry is None:
        return None
    last = position + length
    doubt, kind = doubt_about(passage, position, last)
    start, end = passage.span(position, last)
    return ActorMention(
        entry.slug, display_name(entry, "9999"), start, end, position, last, entry.inter, entry.community,
        doubt=doubt, is_judgement=kind == "judgement", is_accused=kind == "accusation",
    )  # fmt: skip


def _mission(passage: Passage, position: int, tables: Tables, country: str | None) -> ActorMention | None:
    """ "The Mission", "Casques bleus": the peacekeepers in Mali, where they were."""
    length = passage.follows(position, words.MISSION) or int(_is_the_force(passage, position))
    entry = tables.actors.get("minusma")
    if (
        not length
        or entry is None
        or country not in {None, "MLI"}
        or not any(token.is_capitalised for token in passage.tokens[position : position + length])
    ):
        return None
    start, end = passage.span(position, position + length)
    return ActorMention(
        entry.slug,
        display_name(entry, "9999"),
        start,
        end,
        position,
        position + length,
        entry.inter,
        is_inferred=True,
    )


def _is_the_force(passage: Passage, position: int) -> bool:
    """ "Le contingent tchadien de la Force", with a capital and without a name behind it."""
    behind = passage.tokens[position + 1 : position + 2]
    return (
        passage.tokens[position].text == "Force"
        and bool(passage.precedes(position, "la", "the"))
        and not any(token.is_capitalised or token.folded in words.NAMED_FORCES for token in behind)
    )


def _bare_state(passage: Passage, position: int, tables: Tables, country: str | None) -> ActorMention | None:
    length = passage.follows(position, words.BARE_STATE)
    if not length or country is None:
        return None
    if passage.word(position + length) in COUNTRY_OF_DEMONYM:
        return None  # "l'armée française" begins a word later
    if passage.words[position] == "armee" and passage.word(position - 1) in words.ARMED_THINGS:
        return None  # "une attaque armée"
    return _state_force(passage, position, position + length, tables, country, inferred=True)


def _state_force(
    passage: Passage, first: int, last: int, tables: Tables, country: str, *, inferred: bool = False
) -> ActorMention | None:
    nouns = [word for word in passage.words[first:last] if word in words.SERVICES]
    entry = service(tables, country, nouns[0] if nouns else "")
    doubt, kind = doubt_about(passage, first, last)
    start, end = passage.span(first, last)
    region = tables.regions.get(country)
    name = (
        display_name(entry, "9999") if entry else f"Military Forces of {region.name if region else country}"
    )
    return ActorMention(
        entry.slug if entry else None,
        name,
        start,
        end,
        first,
        last,
        Inter.STATE_FORCES.value,
        is_inferred=inferred,
        doubt=doubt,
        is_accused=kind == "accusation",
    )


def _unnamed(passage: Passage, position: int) -> ActorMention | None:
    match = UNNAMED_PHRASES.at(passage.words, position)
    if (
        not match
        and passage.words[position] in {"men", "hommes"}
        and passage.precedes(position, "by", "par des", "by six", "by four")
    ):
        match = (1, [])
    if not match:
        return None
    return _unnamed_mention(passage, position, position + match[0])


def _unnamed_mention(passage: Passage, first: int, last: int) -> ActorMention:
    start, end = passage.span(first, last)
    around = passage.words[max(0, first - 1) : last + 1]
    is_known_kind = bool(words.ISLAMIST.intersection(around)) or "militants" in around
    doubt = next((word for word in around if word in blame_words.DOUBT), "") if is_known_kind else ""
    is_backward = passage.words[first] in words.BACKWARD and bool(
        passage.precedes(first, "the", "les", "ces", "these")
    )
    is_backward = is_backward and not words.NOT_KNOWN.intersection(passage.words[last : last + 3])
    return ActorMention(
        UNNAMED_SLUG, UNNAMED, start, end, first, last, Inter.POLITICAL_MILITIA.value, is_unnamed=True, doubt=doubt,
        is_accused=doubt_about(passage, first, last)[1] == "accusation", is_backward=is_backward,
    )  # fmt: skip


def _without_descriptions(passage: Passage, mentions: Sequence[ActorMention]) -> list[ActorMention]:
    """As in "JNIM militants", "djihadistes de l'EIGS": the description belongs to the name beside it."""
    kept: list[ActorMention] = []
    renamed: dict[int, ActorMention] = {}
    for mention, following in zip(mentions, [*mentions[1:], None], strict=False):
        before = kept[-1] if kept else None
        after_name = bool(before and not before.is_unnamed and mention.first == before.last)
        names_it = bool(
            following
            and not following.is_unnamed
            and not following.is_judgement
            and (
                _joins_description(passage, mention.last, following.first)
                or (mention.slug == COMMUNAL_SLUG and mention.last == following.first)
            )
        )
        is_description = mention.is_unnamed or mention.slug == COMMUNAL_SLUG
        if is_description and (after_name or names_it) and not passage.is_break(mention.first):
            if names_it and following and mention.first < following.first:
                # The party stands where its description stands: "armed men of ISGS attacked"; who accuses the one, accuses
                # the other.
                renamed[following.first] = replace(
                    following,
                    first=mention.first,
                    start=mention.start,
                    doubt=following.doubt or (mention.doubt if mention.is_accused else ""),
                    is_accused=following.is_accused or mention.is_accused,
                )
            continue
        named_behind = bool(
            following
            and following.is_state
            and following.first == mention.last
            and "(" in passage.gap(following.first)
        )
        if after_name and before and before.is_state and mention.is_state and mention.is_inferred:
            continue  # "Barkhane troops"
        if mention.is_state and following and following.is_state and (names_it or named_behind):
            if mention.first < following.first:
                renamed[following.first] = replace(following, first=mention.first, start=mention.start)
            continue  # "soldiers of Operation Barkhane", "French aircraft (Barkhane)"
        kept.append(renamed.get(mention.first, mention))
    return kept


def _joins_description(passage: Passage, first: int, last: int) -> bool:
    between = passage.words[first:last]
    if any(passage.precedes(at, "backed by", "supported by") for at in range(first, last + 1)):
        return False  # "soldiers backed by Wagner mercenaries" are two
    return len(between) <= 7 and bool(between) and LINKING.issuperset(between)
