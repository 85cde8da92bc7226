"""Parties that a passage names, how firmly it names them, and who claimed or denied what.

An armed party without a name stays "Unidentified Armed Group": a description is never turned into a name.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from incidents.codes import Inter
from incidents.ingest.extract.people import COUNTRY_OF_DEMONYM
from incidents.ingest.extract.tokens import Passage
from incidents.ingest.extract.wordlists import phrase_list, word_set
from incidents.ingest.gazetteer import ActorEntry, ActorName, PhraseIndex, Tables
from incidents.spelling import fold, words_of

UNNAMED_SLUG, UNNAMED = "unidentified-armed-group", "Unidentified Armed Group"
CIVILIANS_SLUG, CIVILIANS = "civilians", "Civilians"

_UNNAMED_WORDS = phrase_list(
    "gunmen|gunman|armed men|unidentified men|unknown men|unidentified assailants|unknown assailants|"
    "assailants|assailant|attackers|unknown attackers|unidentified armed group|"
    "unidentified armed men|unknown gunmen|armed individuals|armed bandits|bandits|militants|"
    "suspected militants|suspected jihadists|suspected islamists|djihadistes presumes|"
    "presumes djihadistes|jihadists|islamists|insurgents|terrorists|extremists|armed group|"
    "armed groups|hommes armes|hommes armes non identifies|individus armes|"
    "individus armes non identifies|hommes non identifies|inconnus armes|bandits armes|assaillants|"
    "djihadistes|jihadistes|terroristes|islamistes|groupe arme|groupes armes|"
    "groupe arme non identifie|groupes armes terroristes|groupe arme terroriste|gat|hommes en armes|"
    "ravisseurs|kidnappers"
)
UNNAMED_PHRASES: PhraseIndex[str] = PhraseIndex((words_of(phrase), phrase) for phrase in _UNNAMED_WORDS)

_STATE_NOUNS = (
    "forces|troops|soldiers|army|military|armed forces|air force|paratroopers|security forces|soldier|"
    "air strike|air strikes|airstrike|airstrikes|drone strike|drone strikes|warplanes|helicopters|aircraft"
)
_STATE_NOUNS_FR = (
    "forces armees|armee|soldats|militaires|troupes|forces|forces de defense et de securite|aviation|"
    "parachutistes|forces de securite|soldat|militaire"
)
BARE_STATE = phrase_list(
    "the army|the military|security forces|defence forces|soldiers|army|l armee|"
    "forces de defense et de securite|les fds|forces de securite|les militaires|soldats|militaires|"
    "gendarmes|policiers|police officers|policemen|gendarmerie|forces armees"
)
# Doubt about a name ("suspected ISGS militants") and a judgement on who did it ("probably ISGS").
DOUBT = word_set(
    "suspected presumed alleged supposed presume presumes presumee presumees suspecte suspectes "
    "suppose supposes"
)
JUDGEMENTS = phrase_list(
    "almost certainly|very likely|highly likely|most likely|very probably|most probably|probably|"
    "likely|possibly|presumably|suspected to be|believed to be|thought to be|believed to have been|"
    "suspected|presque certainement|tres probablement|tres vraisemblablement|probablement|"
    "vraisemblablement|possiblement|sans doute|attribue a|attribuee a|attribuees a|impute a|"
    "imputee a|attributed to|blamed on|soupconne|soupconnes|soupconnee|serait|seraient|blamed|"
    "accused|a accuse|accuse|ont accuse|accusent"
)
NO_CLAIM = phrase_list(
    "no group has claimed|no group has yet claimed|no group claimed|no one has claimed|"
    "no one claimed|no claim of|nobody has claimed|nobody claimed|not been claimed|"
    "no group has so far claimed|no group had claimed|unclaimed|no claim|no armed group has claimed|"
    "no armed group claimed|no organisation has claimed|not immediately claimed|"
    "no responsibility has been claimed|yet to be claimed|neither claimed|"
    "aucun groupe n a revendique|aucun groupe n a encore revendique|aucun groupe arme n a revendique|"
    "n a pas ete revendiquee|n a pas ete revendique|n a ete revendiquee|n a ete revendique|"
    "aucune revendication|pas ete revendiquee|pas ete revendique|non revendiquee|non revendique|"
    "pas encore ete revendiquee|personne n a revendique|aucune organisation n a revendique|"
    "n a pas encore ete revendiquee|n a pas encore ete revendique|"
    "n a pour l instant pas ete revendiquee|n etait revendiquee"
)
CLAIM_VERBS = phrase_list(
    "claimed responsibility|claimed the|claimed it|claimed this|has claimed|claims responsibility|"
    "claiming responsibility|said it carried out|said it was behind|a revendique|ont revendique|"
    "revendique|revendiquee|revendiques|revendiquees|revendiquant"
)
CLAIM_BY = phrase_list("claimed by|revendiquee par|revendique par|revendiquees par|revendiques par|claim by")
# "claimed the lives of", "claimed to have killed", "claimed that".
NO_OBJECT = ("lives", "the lives", "life", "the life", "to", "that", "que", "avoir tue")
DENIALS = phrase_list("denied|denies|has denied|a nie|ont nie|a dementi|ont dementi|dement|nie toute")
NEAR_NAME = 6


@dataclass(frozen=True)
class ActorMention:
    """A party in the words `first` up to `last`. `doubt` holds hedging words as written.

    `is_judgement` tells "probably ISGS" (somebody's view on who did it) from "suspected ISGS militants".
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

    @property
    def is_state(self) -> bool:
        return self.inter in (Inter.STATE_FORCES, Inter.EXTERNAL_OTHER)


@dataclass(frozen=True)
class Claim:
    """Who claimed or denied an event: status claimed, denied or none (nobody claims it)."""

    status: str
    actor: ActorMention | None
    start: int
    end: int


def actor_mentions(passage: Passage, tables: Tables, country: str | None, day: str) -> list[ActorMention]:
    """Parties in the order of the text. `day` (ISO) chooses the name that was in use, `country` among namesakes."""
    found: list[ActorMention] = []
    position = 0
    while position < len(passage.words):
        mention = (
            _named(passage, position, tables, country, day)
            or _of_country(passage, position, tables)
            or _unnamed(passage, position)
            or _bare_state(passage, position, tables, country)
        )
        if mention:
            found.append(mention)
        position = mention.last if mention else position + 1
    return _without_descriptions(passage, found)


def _named(
    passage: Passage, position: int, tables: Tables, country: str | None, day: str
) -> ActorMention | None:
    match = tables.actor_names.at(passage.words, position)
    if not match:
        return None
    written = passage.quote(position, position + match[0])
    entries = {entry.slug: entry for entry, name in match[1] if _is_written_like(written, name)}
    entries.pop(CIVILIANS_SLUG, None)
    if len(entries) > 1:
        entries = {slug: entry for slug, entry in entries.items() if entry.country == country} or entries
    if len(entries) != 1:
        return None
    entry = next(iter(entries.values()))
    first, last = position, position + match[0]
    start, end = passage.span(first, last)
    if entry.slug == UNNAMED_SLUG or UNNAMED_PHRASES.exactly(passage.words[first:last]):
        return _unnamed_mention(passage, first, last)
    doubt, is_judgement = _doubt(passage, first, last)
    return ActorMention(
        entry.slug,
        _name_as_written(entry, written) or display_name(entry, day),
        start,
        end,
        first,
        last,
        entry.inter,
        entry.community,
        doubt=doubt,
        is_judgement=is_judgement,
    )


def _is_written_like(written: str, name: ActorName) -> bool:
    """Short names and acronyms count only with their capitals: FAMa, MSA; names of two words always."""
    if " " in name.name and " " in written:
        return True
    letters = sum(letter.isupper() for letter in name.name)
    if letters >= 2:
        return fold(written) == fold(name.name) and sum(letter.isupper() for letter in written) >= 2
    return letters == 0 or written[0].isupper()


def display_name(entry: ActorEntry, day: str) -> str:
    """The name in the output: the acronym in use on that day, else the official name, else any."""
    valid = [name for name in entry.names if _is_valid(name, day)] or list(entry.names)
    # In the year of a change both names are valid: the newer one counts.
    valid.sort(key=lambda name: name.valid_from or "", reverse=True)
    for kind in ("acronym", "official"):
        for language in ("en", None, "fr"):
            named = [name.name for name in valid if name.kind == kind and name.language == language]
            if named:
                return named[0]
    return valid[0].name if valid else entry.slug


def _name_as_written(entry: ActorEntry, written: str) -> str | None:
    """An English acronym stays as the source has it, whatever the group called itself that year."""
    acronyms = [name.name for name in entry.names if name.kind == "acronym" and name.language != "fr"]
    return next((name for name in acronyms if fold(name) == fold(written)), None)


def _is_valid(name: ActorName, day: str) -> bool:
    begun = name.valid_from is None or name.valid_from <= day
    return begun and (name.valid_to is None or day[: len(name.valid_to)] <= name.valid_to)


def _of_country(passage: Passage, position: int, tables: Tables) -> ActorMention | None:
    """As in "Malian troops", "l'armée malienne", "Mali's army"."""
    country = COUNTRY_OF_DEMONYM.get(passage.words[position])
    length = passage.follows(position + 1, *_longest_first(_STATE_NOUNS)) if country else 0
    if country and length:
        return _state_force(passage, position, position + 1 + length, tables, country)
    length = passage.follows(position, *_longest_first(_STATE_NOUNS_FR))
    after = position + length
    country = COUNTRY_OF_DEMONYM.get(passage.words[after]) if length and after < len(passage.words) else None
    return _state_force(passage, position, after + 1, tables, country) if country else None


def _longest_first(phrases: str) -> tuple[str, ...]:
    return tuple(sorted(phrases.split("|"), key=len, reverse=True))


def _bare_state(passage: Passage, position: int, tables: Tables, country: str | None) -> ActorMention | None:
    length = passage.follows(position, *BARE_STATE)
    if not length or country is None:
        return None
    return _state_force(passage, position, position + length, tables, country, inferred=True)


def state_force(tables: Tables, country: str) -> ActorEntry | None:
    """The armed forces of a country, when the tables know them."""
    forces = [
        entry
        for entry in tables.actors.values()
        if entry.inter in (Inter.STATE_FORCES, Inter.EXTERNAL_OTHER) and entry.country == country
    ]
    named = [entry for entry in forces if any("armed forces" in fold(name.name) for name in entry.names)]
    return next(iter(named), None)


def _state_force(
    passage: Passage, first: int, last: int, tables: Tables, country: str, *, inferred: bool = False
) -> ActorMention | None:
    entry = state_force(tables, country)
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
    )


def _unnamed(passage: Passage, position: int) -> ActorMention | None:
    match = UNNAMED_PHRASES.at(passage.words, position)
    if not match:
        return None
    return _unnamed_mention(passage, position, position + match[0])


def _unnamed_mention(passage: Passage, first: int, last: int) -> ActorMention:
    start, end = passage.span(first, last)
    return ActorMention(
        UNNAMED_SLUG, UNNAMED, start, end, first, last, Inter.POLITICAL_MILITIA.value, is_unnamed=True
    )


def _without_descriptions(passage: Passage, mentions: Sequence[ActorMention]) -> list[ActorMention]:
    """As in "JNIM militants", "djihadistes de l'EIGS": the description belongs to the name beside it."""
    kept: list[ActorMention] = []
    for mention, following in zip(mentions, [*mentions[1:], None], strict=False):
        before = kept[-1] if kept else None
        after_name = bool(before and not before.is_unnamed and mention.first == before.last)
        names_it = bool(
            following
            and not following.is_unnamed
            and not following.is_judgement
            and _joins_description(passage, mention.last, following.first)
        )
        if mention.is_unnamed and (after_name or names_it) and not passage.is_break(mention.first):
            continue
        kept.append(mention)
    return kept


def _joins_description(passage: Passage, first: int, last: int) -> bool:
    between = passage.words[first:last]
    linking = {
        "from",
        "of",
        "the",
        "de",
        "du",
        "des",
        "d",
        "l",
        "la",
        "presumes",
        "presumees",
        "presume",
        "belonging",
        "to",
    }
    return len(between) <= 4 and bool(between) and set(between) <= linking


def _doubt(passage: Passage, first: int, last: int) -> tuple[str, bool]:
    """Hedging words around a name, as written, and whether they judge who did it."""
    for begin in range(max(0, first - NEAR_NAME), first):
        length = passage.follows(begin, *JUDGEMENTS)
        breaks = any(passage.is_break(position) for position in range(begin + length, first + 1))
        if length and begin + length <= first and not breaks:
            doubtful = DOUBT.intersection(passage.words[begin : begin + length])
            return passage.quote(begin, begin + length), not doubtful
    for begin in (*range(max(0, first - 4), first), *range(last, min(last + 3, len(passage.words)))):
        if passage.words[begin] in DOUBT:
            return passage.quote(begin, begin + 1), False
    for begin in range(last, min(last + 4, len(passage.words))):
        length = passage.follows(begin, *JUDGEMENTS)
        if length and not passage.is_break(begin):
            return passage.quote(begin, begin + length), True
    return "", False


def claims(passage: Passage, mentions: Sequence[ActorMention]) -> list[Claim]:
    """Claims of responsibility, denials, and "no group claimed it"."""
    for position in range(len(passage.words)):
        length = passage.follows(position, *NO_CLAIM)
        if length:
            return [Claim("none", None, *passage.span(position, position + length))]
    named = [mention for mention in mentions if not mention.is_unnamed]
    found = []
    for mention in named:
        by = passage.precedes(mention.first, *CLAIM_BY) or passage.precedes(
            mention.first, *(f"{phrase} le" for phrase in CLAIM_BY)
        )
        verb, status = _claim_verb(passage, mention.last)
        if by:
            found.append(Claim("claimed", mention, *passage.span(mention.first - by, mention.last)))
        elif verb:
            found.append(Claim(status, mention, *passage.span(mention.first, verb)))
    return found


def _claim_verb(passage: Passage, position: int) -> tuple[int, str]:
    """A verb of claiming or denying within a few words after a name: where it ends, and its status."""
    for begin in range(position, min(position + 5, len(passage.words))):
        for phrases, status in ((CLAIM_VERBS, "claimed"), (DENIALS, "denied")):
            length = passage.follows(begin, *phrases)
            if length and not passage.follows(begin + length, *NO_OBJECT):
                return begin + length, status
    return 0, ""
