"""The shape of a note: its headline, its paragraphs and list items, and what stands in front of them.

A dateline ("NIAMEY, Feb 16 (Agency) -") says where a report was written, not where something happened; a headline says
again what the text tells; an item of a list is an incident of its own. Offsets index the text as given.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import pairwise

# An item's mark: bullet, dash, number or letter with a sign behind it.
MARK = re.compile(
    r"[ \t\u00a0]*(?:[-–—•▪‣◦·+>]|\*(?!\*)|\(?\d{1,2}[.)/](?!\d)|\(?[a-h]\)|[a-h]/(?= )|\(?[ivx]{1,4}\)|#\d{1,2}\b)[ \t\u00a0]*(?=\S)"
)
# As in "Incident 2:", "Event 1 -", "Where: Djebock".
LABEL = re.compile(
    r"[ \t]*(?:incident|event|événement|evenement|case|cas|alerte?|update|item|fait)\s*(?:no|n°|#)?\s*"
    r"(?:\d{1,2}\s*(?:[:–—-]|$)|[A-H]\s*(?:[:.–—-]|$))\s*",
    re.IGNORECASE,
)
PAIR = re.compile(r"[ \t]*[A-ZÀ-ÖØ-Þ][\w'’À-ÿ/ -]{1,26}\s?:[ \t]*\S")
# Everything before the dash is a name, a date or a source in brackets.
_HEAD_WORD = (
    r"(?:[A-ZÀ-ÖØ-Þ][\w'’.À-ÿ-]*|\([^()\n]{2,40}\)|\d{1,4}(?:er)?|de|du|la|le|of|the|"
    r"(?:jan|feb|mar|apr|may|jun|jul|aug|sep|dec|janv|fév|mars|avr|mai|juin|juil|août|sept|oct|nov|déc)\w*\.?)"
)
DATELINE = re.compile(rf"[ \t]*(?P<head>{_HEAD_WORD}(?:[ ,/]+{_HEAD_WORD}){{0,9}}) *(?:-{{1,2}}|–|—) +")
DAY_OF_EVENT = re.compile(r"\b\d\d?/\d\d?\b")
# "14 MAY - Dori to Gorom-Gorom: ...".
DAY_ALONE = re.compile(r"(?:[^\W\d]{3,9}\.? )?\d{1,2}(?:er)? [^\W\d]{3,9}\.?", re.IGNORECASE)
# "26 June - 2 July".
RANGE_OF_DAYS = re.compile(r"\b\d{1,2}(?:er)?(?: [^\W\d]{3,9}\.?)? ?(?:-|–|—) ?\d{1,2}(?:er)? [^\W\d]{3,9}")
# How a message counts its items within a line.
INLINE_MARKS = tuple(
    tuple(form.format(each) for each in listed)
    for form, listed in (
        ("({}) ", "abcd"), ("({}) ", "ABCD"), ("({}) ", "1234"), ("{}) ", "1234"), ("{}) ", "abcd"), ("{}/ ", "1234"), ("{}/ ", "abcd"), ("{}/ ", "ABCD"),
    )
)  # fmt: skip
LABELS = re.compile(
    r"[ \t]*(?:what|who|where|when|how|why|date|time|location|place|type|source|details?|description|impact|victims?|casualties|perpetrators?|target|advice|"
    r"quoi|qui|où|quand|comment|heure|lieu|localité|faits|nature|auteurs?|victimes|bilan|cible|conseils?|what we \w+)\b",
    re.IGNORECASE,
)
HEADER = re.compile(r"\s*(?:from|fm|to|de|à|cc|ref|réf|objet|subject|exp|dest)\s?:", re.IGNORECASE)
LONGEST_PAIR = 80
# Where agencies write from; of other towns a name and a dash may be a heading.
WRITTEN_FROM = frozenset(
    {
        "bamako",
        "niamey",
        "ouagadougou",
        "dakar",
        "paris",
        "abidjan",
        "cotonou",
        "lomé",
        "nouakchott",
        "alger",
        "n'djamena",
        "genève",
        "geneva",
    }
)
# A report of this length that begins with a town and a dash was written there; a short one happened there.
LONG_REPORT = 450
SHORTEST_BODY = 40
LONGEST_TITLE = 160
SENTENCE_END = re.compile(r"[.!?…][\"'”’»)\]]*$")


@dataclass(frozen=True)
class Block:
    """A stretch of text that belongs together. `kind` is title, item or paragraph."""

    start: int
    end: int
    kind: str


def blocks(text: str, start: int, end: int, *, goes_on: bool = False) -> list[Block]:
    """The blocks of `text[start:end]` in order. A title is one only where a body follows it, here or (`goes_on`) later."""
    found = _with_their_heads(text, list(_blocks(text, start, end)))
    if len(found) < 2 and not (
        found and goes_on and start == 0 and _reads_like_title(text[found[0].start : found[0].end])
    ):
        return [Block(found[0].start, found[0].end, "paragraph")] if found else []
    first = found[0]
    is_title = first.kind == "paragraph" and _reads_like_title(text[first.start : first.end])
    return [Block(first.start, first.end, "title"), *found[1:]] if is_title else found


def _is_pair(line: str) -> bool:
    """ "Where: Djebock"; a whole sentence behind a name ("Torodi: on 4 May a post was attacked.") is an item by itself."""
    is_long = len(line) > LONGEST_PAIR and SENTENCE_END.search(line.rstrip())
    return bool(PAIR.match(line)) and (not is_long or bool(LABELS.match(line)))


def _with_their_heads(text: str, found: list[Block]) -> list[Block]:
    """Lines of "Where: ..." and "When: ..." belong to the paragraph below them."""
    joined: list[Block] = []
    for block in found:
        head = joined[-1] if joined else None
        if head and block.kind == "paragraph" and _is_all_pairs(text[head.start : head.end]):
            joined[-1] = Block(head.start, block.end, "item")
        else:
            joined.append(block)
    return joined


def is_header(line: str) -> bool:
    """As in "De : RSO Mopti / 18-10 / 07h40": who writes to whom, and from where."""
    return bool(HEADER.match(line))


def _is_all_pairs(block: str) -> bool:
    lines = [line for line in block.splitlines() if line.strip()]
    return (
        len(lines) > 1
        and all(PAIR.match(line) for line in lines)
        and any(LABELS.match(line) for line in lines)
    )


def _blocks(text: str, start: int, end: int) -> Iterator[Block]:
    begin: int | None = None
    kind, previous_pair = "paragraph", False
    for first, last in _lines(text, start, end):
        line = text[first:last]
        mark, pair = MARK.match(line) or LABEL.match(line), _is_pair(line)
        is_item = bool(mark)
        is_new = not line.strip() or is_item or _stands_alone(text, begin, first, line, previous_pair or pair)
        if is_new and begin is not None:
            yield from _trimmed(text, begin, first, kind)
            begin = None
        if line.strip() and begin is None:
            begin = first + (mark.end() if mark else 0)
            kind = "item" if is_item else "paragraph"
        previous_pair = pair
    if begin is not None:
        yield from _trimmed(text, begin, end, kind)


def _lines(text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    while start < end:
        stop = text.find("\n", start, end)
        stop = end if stop < 0 else stop
        yield from _enumerated(text, start, stop)
        start = stop + 1


def _enumerated(text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    """The parts of a line that counts its items itself: "2 things. (a) ... (b) ..."; the line where it does not."""
    for marks in INLINE_MARKS:
        found = [text.find(mark, start, end) for mark in marks]
        if found[0] >= 0 and found[1] > found[0]:
            cuts = [at for at in found if at >= 0 and (at == start or text[at - 1] in " \t-—–")]
            bounds = [start, *(at for at in cuts if at > start), end]
            if cuts[:2] == found[:2] and cuts == sorted(cuts):
                yield from ((first, last) for first, last in pairwise(bounds) if text[first:last].strip())
                return
    yield start, end


def _stands_alone(text: str, begin: int | None, first: int, line: str, is_pair: bool) -> bool:
    """A line after a finished or short one begins a block; a wrapped line goes on, and so do "Where:", "When:"."""
    if begin is None or is_pair:
        return False
    before = text[begin:first].rstrip()
    last_line = before.rsplit("\n", 1)[-1]
    if line.lstrip()[:1].islower():
        return False
    return bool(SENTENCE_END.search(before)) or len(last_line) < 60


def _trimmed(text: str, start: int, end: int, kind: str) -> Iterator[Block]:
    piece = text[start:end]
    inner = piece.strip()
    if inner:
        first = start + len(piece) - len(piece.lstrip())
        yield Block(first, first + len(inner), kind)


def _reads_like_title(line: str) -> bool:
    line = line.strip()
    return "\n" not in line and len(line) <= LONGEST_TITLE and not SENTENCE_END.search(line)


def name_in(head: str) -> str:
    """The first word of a dateline, in lower case: the town."""
    return re.split(r"[ ,(/]", head.strip())[0].casefold()


def dateline_end(text: str, block: Block) -> int:
    """Where the text behind a dateline begins; the block's own start when it has none."""
    match = DATELINE.match(text, block.start, min(block.end, block.start + 100))
    if not match or block.end - match.end() < SHORTEST_BODY:
        return block.start
    head = match["head"]
    if RANGE_OF_DAYS.search(text[block.start : match.end() + 12]):
        return block.start  # "EAST REGION / 26 June - 2 July 2020.": what is reported on
    if DAY_OF_EVENT.search(head) or DAY_ALONE.fullmatch(head.strip()):
        return block.start  # "Tougan 14/12 - ...": the day of what is told, not of the report
    name = name_in(head)
    is_dateline = (
        name in WRITTEN_FROM
        or "(" in head
        or head.strip().split()[0].isupper()
        or any(letter.isdigit() for letter in head)
        or (not text[: block.start].strip() and len(text) - block.start > LONG_REPORT)
    )
    return match.end() if is_dateline else block.start
