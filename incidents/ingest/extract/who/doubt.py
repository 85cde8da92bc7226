"""How sure a text is of the party that it names: hedged, judged by the writer, or accused by somebody."""

from __future__ import annotations

from incidents.ingest.extract.text.tokens import Passage
from incidents.ingest.extract.text.wordlists import phrase_list, word_set
from incidents.ingest.extract.who import blame_words

SAID = frozenset({"says", "said", "say", "dit", "disent", "affirme"})
NEAR_NAME = 9
AIMED_AT = frozenset({"target", "targeted", "cible", "visee", "vises", "visees"})
SAYING_IT = frozenset({"accuse", "accusent", "denonce", "denoncent"})
# What somebody lays to somebody, and the words that do it: "blamed the attack on", "attribue l'attaque de ... aux".
LAID_DEEDS = word_set(
    "attack attacks massacre killing killings raid ambush bombing explosion blast strike murder murders kidnapping abduction "
    "attaque attaques tuerie embuscade assassinat assassinats enlevement enlevements explosion attentat meurtre meurtres raids"
)
_ATTRIBUTED = word_set("attributed attributes attribute ascribed imputed attribue attribuent impute imputent")
LAID = {
    **dict.fromkeys(("to", "a", "au", "aux"), _ATTRIBUTED),
    "on": word_set("blamed blames blame pinned pins"),
}
ARTICLES = word_set("the a an la l le les des")
# How far behind "attributed" its "to" may stand, and the deed.
LAID_WITHIN, DEED_WITHIN = 22, 5
# What a line says of the attackers beside a name.
HELD = phrase_list(
    "we assess|assess|assesses|deem|deems|consider|considers|held|hold|holds|tient|tiennent|"
    "tenait|juge|jugent"
)
# "Sources suspected X", no longer "sources of suspected X".
SUSPECTING = word_set(
    "sources officials authorities residents villagers locals police gendarmes families elders leaders herders survivors "
    "it they he she ministry governor mayor prefect"
)
SAID_OF_NOBODY = blame_words.DOUBT | blame_words.LINKS | blame_words.LABELLING


def _is_alone(passage: Passage, first: int, last: int) -> bool:
    """ "Susp ISSP.", "Assailants: unidentified, presumed JNIM" say nothing else: it is who is suspected of what was told."""
    others = [*passage.words[:first], *passage.words[last:]]
    return len(others) <= 2 or SAID_OF_NOBODY.issuperset(others)


def _leads_to(passage: Passage, begin: int, first: int) -> bool:
    """Whether nothing else stands before the name: linking words, or whose group it is ("Amadou Koufa's Katiba Macina")."""
    return all(
        passage.words[at] in blame_words.LINKS
        or passage.words[at] == "s"
        or passage.tokens[at].is_capitalised
        for at in range(begin, first)
    )


def _laid_to(passage: Passage, first: int) -> int:
    """Where "attributed" stands in "attributed Monday's massacre of 11 villagers in Koulogon to Dozo hunters"; 0 if not."""
    to = first - 1 - (passage.word(first - 1) in ARTICLES)
    if passage.word(to) not in LAID:
        return 0
    for at in range(to - 1, max(0, to - LAID_WITHIN), -1):
        if passage.words[at] in LAID[passage.words[to]]:
            return 0 if LAID_DEEDS.isdisjoint(passage.words[at + 1 : at + DEED_WITHIN]) else at
        if not {";", ":"}.isdisjoint(passage.gap(at)):
            return 0
    return 0


def doubt_about(passage: Passage, first: int, last: int) -> tuple[str, str]:
    """Hedging words around a name, as written, and their kind: doubt, judgement, accusation or nothing."""
    if any(at < first for at, _length in passage.where(blame_words.OPEN_QUESTION)):
        return "", ""
    label = passage.precedes(first, blame_words.SUSPECT_LABELS)
    if label and ":" in passage.gap(first):
        return passage.quote(first - label, first), "accusation"
    accused = passage.follows(last, blame_words.ACCUSED_AFTER)
    # "Forces reported being fired upon" tells what they said; "JNIM reported." what is told of them.
    says = (
        passage.word(last) == "reported" and last + 1 < len(passage.words) and not passage.is_break(last + 1)
    )
    if accused and not says and not passage.is_break(last):
        return passage.quote(last, last + accused), "accusation"
    held = passage.precedes(first, HELD) or passage.precedes(first - 1, HELD)
    blamed = passage.follows(
        last,
        "to be responsible",
        "to be behind",
        "responsible",
        "accountable",
        "pour responsable",
        "pour responsables",
        "responsables",
        "responsable",
    )
    if held and blamed:
        return passage.quote(last, last + blamed), "accusation"  # "held the army responsible"
    for begin in range(max(0, first - NEAR_NAME), first):
        length = passage.follows(begin, blame_words.BELONGING)
        if length and begin + length <= first and _leads_to(passage, begin + length, first):
            return passage.quote(begin, begin + length), "accusation"
    if laid := _laid_to(passage, first):
        return passage.quote(laid, laid + 1), "accusation"
    for position in (*range(max(0, first - 8), first), *range(last, min(last + 2, len(passage.words)))):
        if passage.words[position] not in blame_words.DOUBT:
            continue
        broken = any(passage.is_break(at) for at in range(position + 1, first + 1))
        linked = position >= first - 2 or blame_words.LINKS.issuperset(passage.words[position + 1 : first])
        if linked and not broken:
            is_said = position > 0 and passage.words[position - 1] in SUSPECTING
            kind = "accusation" if is_said or _is_alone(passage, first, last) else "doubt"
            return passage.quote(position, position + 1), kind
    aimed = [
        at for at in range(last, min(last + NEAR_NAME, len(passage.words))) if passage.words[at] in AIMED_AT
    ]
    if any(passage.word(at - 1) not in {"a", "workers", "civilians"} for at in aimed):
        return "", ""  # "a patrol that was probably the target"
    for phrases, kind in ((blame_words.JUDGEMENTS, "judgement"), (blame_words.ACCUSATIONS, "accusation")):
        for begin in range(max(0, first - NEAR_NAME), first):
            length = passage.follows(begin, phrases)
            if not length or begin + length > first:
                continue
            broken = any(passage.is_break(position) for position in range(begin + length, first + 1))
            linked = kind == "judgement" or _leads_to(passage, begin + length, first)
            says_it = kind == "accusation" and passage.words[begin] in SAYING_IT and passage.is_break(begin)
            # "..., accuse le Cadre stratégique": who says it.
            is_about_event = passage.word(begin - 1) not in blame_words.MEDIA and not says_it
            if linked and not broken and is_about_event:
                return passage.quote(begin, begin + length), kind
    behind = passage.behind_aside(last)
    if behind and (length := passage.follows(behind, blame_words.ACCUSED_AFTER)):
        return passage.quote(behind, behind + length), "accusation"
    for phrases, kind in ((blame_words.ACCUSED_AFTER, "accusation"), (blame_words.JUDGEMENTS, "judgement")):
        for begin in range(last, min(last + 4, len(passage.words))):
            length = passage.follows(begin, phrases)
            if SAID.intersection(passage.words[last:begin]):
                break  # "the army says X was responsible"
            if length and not passage.is_break(begin):
                return passage.quote(begin, begin + length), kind
    return "", ""
