"""Sentences and their parts, as offsets of the original text. Linear in the text's length."""

from __future__ import annotations

import re
from itertools import pairwise

# One candidate per sign or line break; what stands on both sides decides.
BOUNDARY = re.compile(r"[.!?…]+[\"'”’»)\]]*(?=\s|$)|\n|;")
BEFORE = 24
TITLE = re.compile(
    r"\b(?:véh|veh|tél|pers|gen|col|lt|capt|maj|sgt|dr|mr|mrs|ms|mm|mme|st|no|vs|cf|art|[A-Z]|[a-z]\.[a-z])\.$",
    re.IGNORECASE,
)
SHORT_FORM = re.compile(
    r"\b(?:mat|lun|mar|mer|jeu|ven|vend|sam|dim|mon|tues?|wed|thurs?|fri|dep|dép|dept|dépt|prov|reg|rég|com|approx|km|min|env|sept|oct|nov|dec|jan|feb|mar|apr|aug|janv|févr|fév|avr|juil|déc)\.$",
    re.IGNORECASE,
)
HOUR = re.compile(r"\d ?[hH]\.$")
LIST_ITEM = re.compile(r"[-*•–]|\d+[.)]\s|#")
# A sentence longer than this is cut: rules look at a bounded number of words.
LONGEST = 1500
# A part of a sentence with an event of its own begins here.
NEW_EVENT = re.compile(
    r"(?<!\d)(?<!\b1er),?\s(?:and|while|whereas|et|tandis que|alors que|puis)\s"
    r"(?=(?:on (?:\d|[A-Z])|in (?:[A-Z])|le \d|en (?:janvier|février|mars|avril|mai|juin|juillet|août|septembre|octobre|novembre|décembre)|the (?:same|following|next) day|(?:a few |some |two |three )?hours later|quelques heures (?:plus tard|apres|après)|la veille|"
    r"le lendemain|le (?:lundi|mardi|mercredi|jeudi|vendredi|samedi|dimanche)))"
    # "Killed six people in Toumour on Saturday, then abducted four girls in Kablewa on Sunday".
    r"|,\s(?:and then|then|puis)\s(?=[^.;:\n]{3,90}\b(?:on (?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day|"
    r"lundi|mardi|mercredi|jeudi|vendredi|samedi|dimanche|the (?:next|following) day|le lendemain)\b)"
    # "Three incidents were reported: on 2 July ..."
    r"|\b(?:incidents?|attacks?|events?|attaques|faits|événements|evenements)\s(?:\w+\s){0,3}"
    r"(?:reported|recorded|registered|documented|noted|signalés|enregistrés|rapportés|recensés|documentés|relevés|signalées|enregistrées"
    r"|rapportées|recensées)\s?:\s",
)


def sentences(text: str, start: int = 0, end: int | None = None) -> list[tuple[int, int]]:
    """Offsets of the sentences within `text[start:end]`, without the blanks around them."""
    stop = len(text) if end is None else end
    cuts = [match.end() for match in BOUNDARY.finditer(text, start, stop) if _ends_here(text, match, stop)]
    spans, begin = [], start
    for cut in [*cuts, stop]:
        spans += _bounded(text, begin, cut)
        begin = cut
    return spans


def _ends_here(text: str, match: re.Match[str], stop: int) -> bool:
    following = text[match.end() : min(match.end() + 40, stop)].lstrip(" \t\"'“‘«([\u00a0")
    if match.group() == ";":
        return True
    if match.group() == "\n":
        # A wrapped line goes on; an empty line, a list item or a capital after a short line ends a sentence.
        return (
            following[:1] == "\n" or bool(LIST_ITEM.match(following)) or _line_is_short(text, match.start())
        )
    if match.group().startswith(".") and len(match.group()) == 1:
        before = text[max(0, match.start() - BEFORE) : match.end()]
        if HOUR.search(before) and following[:1].isupper():
            return True
        if TITLE.search(before) or (SHORT_FORM.search(before) and not following[:1].isupper()):
            return False
    return not following[:1].islower()


def _line_is_short(text: str, line_end: int) -> bool:
    line_start = text.rfind("\n", max(0, line_end - 80), line_end)
    return (line_start >= 0 and line_end - line_start < 60) or line_end < 60


def _bounded(text: str, start: int, end: int) -> list[tuple[int, int]]:
    spans = []
    for begin in range(start, end, LONGEST):
        piece = text[begin : min(begin + LONGEST, end)]
        inner = piece.strip()
        if inner:
            first = begin + len(piece) - len(piece.lstrip())
            spans.append((first, first + len(inner)))
    return spans


def parts(text: str, start: int, end: int) -> list[tuple[int, int]]:
    """Splits a sentence where "and on 27 September", "while in August" may open another event."""
    cuts = [match.end() for match in NEW_EVENT.finditer(text, start, end)]
    bounds = [start, *cuts, end]
    return [(first, last) for first, last in pairwise(bounds) if first < last]
