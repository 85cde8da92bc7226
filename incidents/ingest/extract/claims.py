"""Who claimed an event, who denies it, and that nobody claimed it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from incidents.ingest.extract.actors import ActorMention
from incidents.ingest.extract.tokens import Passage
from incidents.ingest.extract.wordlists import phrase_list, word_set

NO_CLAIM = phrase_list(
    "no claim of|not been claimed|unclaimed|no claim|not immediately claimed|"
    "no responsibility has been claimed|yet to be claimed|neither claimed|"
    "nobody had said they were|no one had said|no one said|nobody said they were|"
    "n a pas ete revendiquee|n a pas ete revendique|n a ete revendiquee|n a ete revendique|"
    "aucune revendication|pas ete revendiquee|pas ete revendique|non revendiquee|non revendique|"
    "pas encore ete revendiquee|n a pas encore ete revendiquee|n a pas encore ete revendique|"
    "pas de revendication|sans revendication|n a pour l instant pas ete revendiquee|"
    "n etait revendiquee"
)
CLAIM_VERBS = phrase_list(
    "took credit for|takes credit for|taken credit for|owned up to|has owned up|s en est attribue|en a revendique|assume l attaque|assume la responsabilite|assume cette attaque|boasts of having|boasted of having|se vante d en avoir|se vante d avoir|se vantent d avoir|claimed responsibility|claimed the|claimed it|claimed this|claimed both|claimed a|claimed an|has claimed|have claimed|had claimed|claims responsibility|claims the|"
    "claiming responsibility|claiming the|said it carried out|said it was behind|said they were behind|said they were responsible|said it was responsible|said its fighters|"
    "took responsibility|taken responsibility|issued a claim|put out a video|posted a video|released a video|published a video|posted a film|a diffuse une video|a publie une video|ont diffuse une video|put out a claim|said it was theirs|says it was theirs|"
    "a revendique|ont revendique|avait revendique|revendique|revendiquee|revendiques|revendiquees|revendiquant|revendiquent|s est attribue|s attribue|s est felicite|a endosse"
)
CLAIM_BY = phrase_list(
    "claimed by|revendiquee par|revendique par|revendiquees par|revendiques par|claim by|claim of responsibility by|revendication du|revendication de|revendication de l"
)
NOBODY = phrase_list(
    "no group|no armed group|no one|nobody|no movement|no organisation|personne n|personne ne|aucun groupe|aucun mouvement|aucune organisation|aucune katiba"
)
CLAIMING = frozenset(["claimed", "revendique", "revendiquee", "revendiques"])
# "claimed the lives of", "claimed to have killed", "claimed that".
OWN_WORDS = (
    "later said",
    "said",
    "says",
    "stated",
    "acknowledged",
    "asserted",
    "admitted",
    "a reconnu",
    "reconnait",
    "announced",
    "affirme",
    "a affirme",
    "a annonce",
    "annonce",
    "dit",
    "assure",
    "declare",
)
OWN_DEEDS = phrase_list(
    "having carried out|having attacked|having killed|having ambushed|they had ambushed|they had attacked|they had killed|they had shot down|they had destroyed|they had seized|they had carried out|it had ambushed|it had attacked|it had destroyed|one of its knights|un de ses kamikazes|un de ses combattants|un de ses hommes|it had fired|it fired|had fired|it was theirs|it had planted|it had laid|it had killed|it killed|one of its men|one of its fighters|en etre l auteur|en est l auteur|en etre a l origine|etre a l origine|avoir fait sauter|avoir pose|avoir tire|avoir tendu|its fighters|its men|its forces|it was behind|it carried out|it had carried out|had carried out|was responsible|were responsible|its knights|ses combattants|ses hommes|ses elements|avoir mene|avoir attaque|etre l auteur|avoir tue"
)
NO_OBJECT = (
    "lives",
    "the lives",
    "life",
    "the life",
    "to",
    "that",
    "que",
    "avoir tue",
    "davantage",
    "le droit",
    "leurs",
    "des terres",
)
NOT_CLAIMED = word_set("not never pas jamais nor neither n yet")
DENIALS = phrase_list(
    "had nothing to do|has nothing to do|nothing to do with|distanced itself from|distances itself from|disavowed|n etre pour rien|n y est pour rien|n est pour rien|se demarque|s est demarque|desavoue|denied|denies|deny|has denied|have denied|rejected the|rejects the|rejected these|dismissed the|a nie|ont nie|nie|nient|a dementi|ont dementi|dement|dementent|nie toute|rejette|rejettent|"
    "a rejete|ont rejete|refute|refutent|a refute|conteste"
)
DENIED_ABOUT = phrase_list(
    "any involvement|any responsibility|any role in|any part in|involvement|responsibility|having|that its|that his|the accusation|the accusations|accusations|allegations|the allegations|any role|killing|that|charge|toute implication|"
    "implication|avoir|ces accusations|les accusations|en bloc|toute responsabilite|les faits|these claims|the claims|any part|toute participation"
)


@dataclass(frozen=True)
class Claim:
    """Who claimed or denied an event: status claimed, denied or none (nobody claims it). No actor: one told before."""

    status: str
    actor: ActorMention | None
    start: int
    end: int


def claims(passage: Passage, mentions: Sequence[ActorMention]) -> list[Claim]:
    """Claims of responsibility, denials, and "no group claimed it"."""
    for position in range(len(passage.words)):
        length = passage.follows(position, *NO_CLAIM) or _nobody_claims(passage, position)
        if length:
            return [Claim("none", None, *passage.span(position, position + length))]
    named = [mention for mention in mentions if not mention.is_unnamed]
    found = [claim for mention in named if (claim := _by_or_after(passage, mention))]
    return found or _of_somebody_told_before(passage)


def _nobody_claims(passage: Passage, position: int) -> int:
    """How many words "nobody has, for the time being, claimed" takes; 0 when it does not stand there."""
    begins = passage.follows(position, *NOBODY)
    if not begins:
        return 0
    for at in range(position + begins, min(position + begins + 8, len(passage.words))):
        if passage.words[at] in CLAIMING:
            return at + 1 - position
    return 0


def _by_or_after(passage: Passage, mention: ActorMention) -> Claim | None:
    by = passage.precedes(mention.first, *CLAIM_BY) or passage.precedes(
        mention.first, *(f"{phrase} {article}" for phrase in CLAIM_BY for article in ("le", "la", "l", "the"))
    )
    if by:
        return Claim("claimed", mention, *passage.span(mention.first - by, mention.last))
    if (
        not mention.is_state
        and any(passage.follows(at, *OWN_WORDS) for at in (mention.last, mention.last + 1))
        and any(passage.follows(position, *OWN_DEEDS) for position in range(mention.last, mention.last + 20))
    ):
        return Claim("claimed", mention, *passage.span(mention.first, mention.last))
    verb, status = _claim_verb(passage, mention.last)
    return Claim(status, mention, *passage.span(mention.first, verb)) if verb else None


def _claim_verb(passage: Passage, position: int) -> tuple[int, str]:
    """A verb of claiming or denying within a clause after a name: where it ends, and its status."""
    breaks = 0
    for begin in range(position, min(position + 14, len(passage.words))):
        breaks += begin > position and passage.is_break(begin)
        if begin > position + 5 and breaks > 2:
            break
        ends = begin + 1 == len(passage.words) or passage.is_break(begin + 1)
        if (
            passage.words[begin] in {"claimed", "revendique", "revendiquee"}
            and ends
            and begin <= position + 2
        ):
            return begin + 1, "claimed"
        for phrases, status in ((CLAIM_VERBS, "claimed"), (DENIALS, "denied")):
            length = passage.follows(begin, *phrases)
            if (
                length
                and not passage.follows(begin + length, *NO_OBJECT)
                and not passage.precedes(begin, "by", "par", "that")
                and not (
                    status == "claimed"
                    and NOT_CLAIMED.intersection(passage.words[max(0, begin - 3) : begin + length - 1])
                )
            ):
                return begin + length, status
    return 0, ""


def _of_somebody_told_before(passage: Passage) -> list[Claim]:
    """As in "The rebels said they were responsible", "a spokesman has denied that ..."."""
    for position in range(len(passage.words)):
        length = passage.follows(position, *CLAIM_VERBS)
        if length and not passage.follows(position + length, *NO_OBJECT):
            return [Claim("claimed", None, *passage.span(position, position + length))]
        length = passage.follows(position, *DENIALS)
        ends = position + length == len(passage.words)
        if length and (ends or passage.follows(position + length, *DENIED_ABOUT)):
            return [Claim("denied", None, *passage.span(position, position + length))]
    return []
