"""Which of a note's incidents a clause means that tells none itself: "JNIM claimed the ambush; the mine was not claimed".

A clause is held against all incidents. It means the one of its ordinal ("the second"), of its place, of its day, of the
kind of its noun ("the kidnappers") or of its words, in this order; where it fits several as well, it means none.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from incidents.codes import SubEventType
from incidents.ingest.drafts import DateDraft, IncidentDraft
from incidents.ingest.extract.decisions.heard import Note, Sentence
from incidents.ingest.extract.decisions.signs import told_at
from incidents.ingest.extract.incident.spokenof import OF_ALL, ORDINALS, stems_of
from incidents.ingest.extract.text.tokens import Passage
from incidents.ingest.extract.text.wordlists import word_set
from incidents.spelling import words_of

CUT = re.compile(
    r";|:\s|\s[—–-]\s|,\s(?:but(?!\snot\s)|while|whereas|and|mais(?!\spas\s)|tandis|alors|et)\s"
    r"|\s(?:while|whereas|tandis que|alors que)\s|,?\s(?=but not\s|mais pas\s)",
    re.IGNORECASE,
)
# Characters: what is shorter is no clause.
SHORTEST = 12
# Incidents of one note that a clause is held against: long lists tell who did it at each of them.
REACH = 6
# Of several, the latter is the last.
OF_SEVERAL = {
    **ORDINALS,
    **dict.fromkeys(("third", "troisieme"), 2),
    **dict.fromkeys(("latter", "last", "dernier", "derniere"), -1),
}
# "For the first time", "the last three months", "les premiers secours".
NO_ORDINAL = word_set(
    "time fois responders secours such week weeks month months year years day days night semaine mois annee nuit "
    "three two few trois deux jours janvier fevrier mars avril mai juin juillet aout septembre octobre novembre decembre"
)
THE = word_set("the le la les du au aux ce cette l")
KINDS = {
    "ambush": word_set("ambush ambushed ambushes embuscade embuscades"),
    "device": word_set(
        "mine mines landmine engin engins ied ieds eei bomb bombs bombe bombes blast explosion device devices "
        "explosive explosif explosifs poseurs pose detonation"
    ),
    "abduction": word_set(
        "abduction abductions abducted kidnapping kidnappings kidnap kidnapped kidnappers abductors captors "
        "captives captive hostage hostages ransom enlevement enlevements enleve enleves enlevee rapt rapts ravisseurs otages "
        "otage rancon captivite kidnappes seized"
    ),
    "shelling": word_set(
        "shelling shells shell rockets rocket mortar mortars obus roquettes roquette mortier mortiers "
        "bombardment bombardement"
    ),
    "air": word_set(
        "airstrike airstrikes strike strikes drone drones frappe frappes bombardment bombardement"
    ),
    "fire": word_set(
        "fire fires arson burning burned burnt blaze torching torched incendie incendies incendiee brule brules brulee "
        "brulees"
    ),
    "theft": word_set(
        "theft thefts rustling cattle livestock herd looting looted stolen robbery vol vols razzia betail troupeau "
        "troupeaux pillage vole boeufs bovins braquage"
    ),
    "suicide": word_set("suicide kamikaze kamikazes bomber attentat"),
    "crowd": word_set(
        "protest protests march demonstration demonstrators protesters riot riots rioters manifestation manifestants "
        "marche emeute emeutes emeutiers rassemblement lynching lynchage"
    ),
    "arrest": word_set(
        "arrest arrests arrested arrestation arrestations interpellation interpellations detained detainees arretes"
    ),
    "shooting": word_set(
        "shooting shootings fusillade murder murders assassination assassinat meurtre meurtres"
    ),
    "clash": word_set(
        "clash clashes fighting battle accrochage accrochages affrontement affrontements combats combat"
    ),
    "deal": word_set("agreement accord pact deal treve truce"),
}
OF_SUB_EVENT = {
    SubEventType.ABDUCTION.value: "abduction",
    SubEventType.REMOTE_EXPLOSIVE.value: "device",
    SubEventType.AIR_DRONE_STRIKE.value: "air",
    SubEventType.SHELLING.value: "shelling",
    SubEventType.SUICIDE_BOMB.value: "suicide",
    SubEventType.GRENADE.value: "device",
    SubEventType.ARRESTS.value: "arrest",
    SubEventType.LOOTING.value: "theft",
    SubEventType.AGREEMENT.value: "deal",
    SubEventType.ARMED_CLASH.value: "clash",
    SubEventType.ATTACK.value: "shooting",
    SubEventType.MOB_VIOLENCE.value: "crowd",
    SubEventType.VIOLENT_DEMONSTRATION.value: "crowd",
    SubEventType.PEACEFUL_PROTEST.value: "crowd",
    SubEventType.PROTEST_WITH_INTERVENTION.value: "crowd",
    SubEventType.EXCESSIVE_FORCE.value: "crowd",
}
# Characters of a name that tells a place; and words of names that tell none.
SHORT_NAME = 3
NO_NAMES = word_set(
    "nord sud ouest est east west north south village ville town camp poste region cercle province commune les des the"
)


@dataclass(frozen=True)
class Meant:
    """A clause and the incident that it means, by its number in the order of the text; `by` is what says so."""

    sentence: int
    clause: Passage
    incident: int
    by: str


@dataclass(frozen=True)
class _Told:
    """What sets an incident apart: the words of its places, its kinds, the stems of the sentence that tells it."""

    names: frozenset[str]
    kinds: frozenset[str]
    stems: frozenset[str]


def meant(drafts: Sequence[IncidentDraft], note: Note) -> list[Meant]:
    """The clauses that mean one of several drafts, in sentences that tell none of them."""
    if not 1 < len(drafts) <= REACH:
        return []
    ordered = sorted(drafts, key=told_at)
    openers = [note.telling(draft) for draft in ordered]
    told = [_told(draft, note, number) for draft, number in zip(ordered, openers, strict=True)]
    return [
        one
        for number, sentence in enumerate(note.sentences)
        if number not in openers
        for clause in clauses(sentence.passage)
        if (one := _meant(number, clause, sentence, ordered, told))
    ]


def clauses(sentence: Passage) -> Iterator[Passage]:
    """Its parts between semicolons, dashes and the words that set one thing against another."""
    begin = sentence.start
    for cut in CUT.finditer(sentence.text, sentence.start, sentence.end):
        if min(cut.start() - begin, sentence.end - cut.end()) >= SHORTEST:
            yield sentence.part(begin, cut.end())
            begin = cut.end()
    yield sentence.part(begin, sentence.end)


def _told(draft: IncidentDraft, note: Note, number: int | None) -> _Told:
    sentence = note.sentences[number] if number is not None else None
    words = sentence.passage.words if sentence else ()
    names = set(words_of(draft.place.name)) if draft.place and draft.place.name else set()
    for mention in sentence.unit.places if sentence and sentence.unit else ():
        names.update(words_of(mention.name))
    kind = OF_SUB_EVENT.get(draft.sub_event_type or "")
    return _Told(
        frozenset(name for name in names if len(name) >= SHORT_NAME) - NO_NAMES,
        _kinds_in(words) | ({kind} if kind else frozenset()),
        stems_of(words),
    )


def _meant(
    number: int,
    clause: Passage,
    sentence: Sentence,
    drafts: Sequence[IncidentDraft],
    told: Sequence[_Told],
) -> Meant | None:
    if clause.has(OF_ALL):
        return None
    ordinal = _ordinal(clause, len(drafts))
    if ordinal is not None:
        return Meant(number, clause, ordinal, "ordinal")
    named = frozenset(token.folded for token in clause.tokens if token.is_capitalised)
    dates = sentence.unit.own_dates if sentence.unit else ()
    days = [mention.date for mention in dates if clause.holds(mention.start)]
    stems, kinds = stems_of(clause.words), _kinds_in(clause.words)
    for by, counts in (
        ("place", [len(one.names & named) for one in told]),
        ("day", [_is_of_a_day(draft, days) for draft in drafts]),
        ("kind", [len(one.kinds & kinds) for one in told]),
        ("words", [len(one.stems & stems) for one in told]),
    ):
        most = max(counts)
        if most and counts.count(most) == 1:
            return Meant(number, clause, counts.index(most), by)
    return None


def _is_of_a_day(draft: IncidentDraft, days: Sequence[DateDraft]) -> int:
    day = draft.date
    return int(day is not None and any(one.start <= day.end and day.start <= one.end for one in days))


def _kinds_in(words: Sequence[str]) -> frozenset[str]:
    return frozenset(kind for kind, nouns in KINDS.items() if not nouns.isdisjoint(words))


def _ordinal(clause: Passage, of: int) -> int | None:
    for at, word in enumerate(clause.words):
        number = OF_SEVERAL.get(word)
        if (
            number is None
            or number >= of
            or clause.word(at - 1) not in THE
            or clause.word(at + 1) in NO_ORDINAL
        ):
            continue  # "fired first", "the first time"
        return number % of
    return None
