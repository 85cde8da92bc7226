"""Who began a fight of two parties: "X attacked first", "an assault by X", "its outbreak is blamed on X"."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from incidents.ingest.extract.text.tokens import Passage
from incidents.ingest.extract.text.wordlists import phrase_list
from incidents.ingest.extract.who.actors import ActorMention

BEGAN = phrase_list(
    "moved first|had moved first|had laid|had laid the ambush|opened hostilities|opened the hostilities|a surpris|ont surpris|avait surpris|"
    "avait ouvert le feu|avaient ouvert le feu|a ouvert le feu|a ouvert les hostilites|ont ouvert les hostilites|avait ouvert les hostilites|"
    "fired first|opened fire first|struck first|initiated|started|provoked|launched|attacked|had attacked|attack|"
    "attacking|raided|stormed|assaulted|moved against|advanced|tried to|attempted|took|seized|captured|drove|"
    "drove out|a attaque|ont attaque|avaient attaque|avait attaque|attaque|a lance|ont lance|a tire|"
    "ont ouvert le feu|a pris d assaut|ont pris d assaut|a declenche|ont declenche|a l initiative|a l origine|"
    "assaillants|ont pris|a pris|chasse|ont chasse|a chasse|deloge"
)
_BY = phrase_list(
    "une attaque|attack by|attack of|attacked by|raid by|assault by|initiated by|started by|launched by|blamed on|attaque du|"
    "attaque de|attaque des|attaque par|attaquee par|attaques par|impute au|imputee au|impute a|imputee a|"
    "declenches par|declenchee par|declenchees par|inities par|engages par|lances par|provoques par|provoque par|provoked by|begun by|"
    "initiative du|initiative de|initiative des|declenche par|lance par|lancee par|assaut du|assaut des|assaut de"
)
BY = _BY + (f"{phrase} {article}" for phrase in _BY for article in ("le", "la", "l", "les", "the"))
WHO_HAD_BEGUN = phrase_list(
    "qui l avaient prise a partie|qui l avait prise a partie|qui les avaient pris a partie|qui les avait pris a partie|"
    "qui l avaient attaquee|qui les avaient attaques|qui avaient ouvert|qui ont ouvert|qui avait ouvert|qui a ouvert|"
    "who had attacked|which had attacked|who had opened fire|who opened|which opened|who had fired first|who fired first|"
    "qui avaient tire|qui ont tire|qui les avait attaques|qui l avait attaquee|who had ambushed|which had ambushed"
)
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
    # "Entre une patrouille du MSA et des combattants de l'EIS, qui l'avaient prise à partie".
    had_begun = any(passage.follows(at, WHO_HAD_BEGUN) for at in (mention.last, mention.last + 1))
    if had_begun or any(passage.follows(at, BEGAN) for at in range(mention.last, until)):
        yield "verb"
    if passage.precedes(mention.first, BY):
        yield "by"
