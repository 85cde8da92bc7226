"""Who began a fight of two parties: "X attacked first", "an assault by X", "its outbreak is blamed on X"."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from incidents.ingest.extract.actors import ActorMention
from incidents.ingest.extract.tokens import Passage
from incidents.ingest.extract.wordlists import phrase_list

BEGAN = phrase_list(
    "fired first|opened fire first|struck first|initiated|started|provoked|launched|attacked|had attacked|attack|"
    "attacking|raided|stormed|assaulted|moved against|advanced|tried to|attempted|took|seized|captured|drove|"
    "drove out|a attaque|ont attaque|avaient attaque|avait attaque|attaque|a lance|ont lance|a tire|"
    "ont ouvert le feu|a pris d assaut|ont pris d assaut|a declenche|ont declenche|a l initiative|a l origine|"
    "assaillants|ont pris|a pris|chasse|ont chasse|a chasse|deloge"
)
_BY = phrase_list(
    "attack by|attack of|attacked by|raid by|assault by|initiated by|started by|launched by|blamed on|attaque du|"
    "attaque de|attaque des|attaque par|attaquee par|attaques par|impute au|imputee au|impute a|imputee a|"
    "initiative du|initiative de|initiative des|declenche par|lance par|lancee par|assaut du|assaut des|assaut de"
)
BY = _BY + (f"{phrase} {article}" for phrase in _BY for article in ("le", "la", "l", "les", "the"))
# So many words behind a party its verb may stand.
REACH = 7


def ways_of_beginning(
    mention: ActorMention, actors: Sequence[ActorMention], passage: Passage
) -> Iterator[str]:
    """How a sentence says that this party began: by the verb behind it, or by what stands before its name."""
    following = min(
        (other.first for other in actors if other.first > mention.first), default=len(passage.words)
    )
    until = min(mention.last + REACH, following, len(passage.words))
    if any(passage.follows(at, BEGAN) for at in range(mention.last, until)):
        yield "verb"
    if passage.precedes(mention.first, BY):
        yield "by"
