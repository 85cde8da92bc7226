"""Who claimed an event, who denies it, and that nobody claimed it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from operator import itemgetter

from incidents.ingest.extract.text.tokens import Passage
from incidents.ingest.extract.text.wordlists import Phrases, phrase_list, word_set
from incidents.ingest.extract.when.date_words import WEEKDAYS
from incidents.ingest.extract.who.actors import ActorMention
from incidents.ingest.extract.who.role_words import HAS_NOT_CLAIMED

NO_CLAIM = (
    phrase_list(
        "nobody has taken responsibility|no one has taken responsibility|"
        "no group has taken responsibility|nobody has taken credit|no one has taken credit|"
        "nobody has put its name|no one has put its name|no claim of|not been claimed|unclaimed|"
        "no claim|not immediately claimed|"
        "no responsibility has been claimed|yet to be claimed|neither claimed|"
        "nobody had said they were|no one had said|no one said|nobody said they were|"
        "n est pas revendiquee|n est pas revendique|n est toujours pas revendiquee|"
        "n est toujours pas revendique|reste non revendiquee|n a pas ete revendique|"
        "n a ete revendiquee|n a ete revendique|"
        "aucune revendication|pas ete revendiquee|pas ete revendique|non revendiquee|non revendique|"
        "pas encore ete revendiquee|n a pas encore ete revendiquee|n a pas encore ete revendique|"
        "pas de revendication|sans revendication|n a pour l instant pas ete revendiquee|"
        "n etait revendiquee"
    )
    + HAS_NOT_CLAIMED
)
CLAIM_VERBS = phrase_list(
    "signe l operation|proclaims itself the author|proclaimed itself the author|said the shells were its own|in its own name claimed|en prend la responsabilite|en a pris la responsabilite|s en est vante|l a proclame|a salue son martyr|s attribue l attaque|s attribue l operation|claims on|claim on|revendique l une et l autre|a fait lire sa revendication|s est targue du|s est targue de|assume l acte|a assume l acte|dit le detenir|dit les detenir|admis les retenir|admis le retenir|il assume|their claim|its claim|put its name to|took the credit|take the credit|quick to take the credit|signed the footage|signed the film|signed the video|signed the attack|signed the raid|put its name on|made the bombardment its own|made the attack its own|made it its own|made the raid its own|made the operation its own|taking responsibility|takes responsibility|take responsibility|taking credit|claimed its deed|claimed its|claims it|claiming it|assume samedi|est assume|s est reclame|y voit son oeuvre|a signe l operation|s est felicitee d|s est felicitee|among its deeds|said so itself|has said so itself|l a dit lui meme|en a assume|en ont assume|en assume|en assument|s est vante du|s est vantee du|s est vante d avoir|"
    "s est vante d en avoir|se sont vantes d|s en sont vantes|s en est attribue la paternite|"
    "s est attribue la paternite|a pris la responsabilite|announced it on|"
    "announced the attack on|"
    "said so in a video|said so in a statement|said so on|s en est attribue le merite|"
    "s est attribue le merite|s en est prevalu|s en est prevalue|s en prevaut|s en sont prevalus|"
    "s en attribue|s en est attribue|s est attribue|s attribue l ensemble|took credit|"
    "takes credit|taken credit|vaunted the|vaunts the|trumpeted the|hailed the|celebrated the|"
    "put its signature to|put its stamp on|announced the raid as its own|announced it as its own|"
    "as its own work|as its own doing|l a fait savoir|l ont fait savoir|s en est felicite|"
    "s en felicite|s en est targue|s en targue|s en vante|s est vante de l|reconnait l attaque|"
    "a reconnu l attaque|se dit l auteur|s est dit l auteur|published a claim|publishes a claim|"
    "boasted of the|boasts of the|boasted about the|boasts about the|took ownership of|announced the capture of|"
    "published photographs of|published photos of|released images of|released photos of|released photographs of|"
    "released footage of|posted photos of|posted footage of|published footage of|said its soldiers had|"
    "a publie des photos de|a publie des images de|a diffuse des images de|a diffuse des photos de|"
    "a publie des photos du|a publie des images du|a diffuse des images du|a annonce la prise de|"
    "a annonce la prise du|has admitted carrying|admitted carrying|admits carrying|"
    "admitted having|confirmed that it had|confirmed it had|confirms that it|acknowledged the|"
    "acknowledges the|has acknowledged the|a signe l attaque|a signe|une revendication|"
    "accepted responsibility|accepts responsibility|has accepted responsibility|"
    "acknowledged responsibility|put out statements|put out a statement|has put its name to|"
    "has put its signature to|"
    "s attribue|a endosse|endosse|endossant|a assume|assume dans|assume l|"
    "assume le|assume la|assume cette|publie une revendication|a publie une revendication|"
    "diffuse une revendication|a signe l|a signe la|signe l attaque|a fait sien|"
    "puts its name to|put their name to|took credit for|takes credit for|taken credit for|"
    "owned up to|has owned up|en a revendique|assume l attaque|"
    "assume la responsabilite|assume cette attaque|boasts of having|boasted of having|"
    "se vante d en avoir|se vante d avoir|se vantent d avoir|claimed responsibility|claimed the|"
    "claimed it|claimed this|claimed both|claimed a|claimed an|has claimed|have claimed|"
    "had claimed|claims responsibility|claims the|"
    "claiming responsibility|claiming the|said it carried out|said it was behind|"
    "said they were behind|said they were responsible|said it was responsible|said its fighters|"
    "took responsibility|taken responsibility|issued a claim|put out a video|posted a video|"
    "released a video|published a video|posted a film|a diffuse une video|a publie une video|"
    "ont diffuse une video|put out a claim|said it was theirs|says it was theirs|"
    "revendiquera|revendiqueront|revendiquait|revendiquaient|a revendique|ont revendique|"
    "avait revendique|revendique|revendiquee|revendiques|revendiquees|revendiquant|revendiquent|"
    "s est felicite"
)
CLAIM_BY = phrase_list(
    "assume samedi par|assume dimanche par|assume lundi par|assume mardi par|assume mercredi par|assume jeudi par|assume vendredi par|claim was made by|revendication est venue du|revendication est venue de|revendication est venue d|"
    "elle emane de|elle emane du|elle emane d|elle est signee de|elle est signee du|"
    "endossee par|endosse par|endossees par|assumee par|assume par|assumees par|endorsed by|"
    "owned up to by|acknowledged by|a claim came from|claim came from|claim has come from|"
    "claim from|une revendication du|claimed by|revendiquee par|revendique par|revendiquees par|"
    "revendiques par|claim by|claim of responsibility by|revendication du|revendication de|"
    "revendication de l"
)
CLAIM_BY_THE = Phrases(f"{phrase} {article}" for phrase in CLAIM_BY for article in ("le", "la", "l", "the"))
NOBODY = phrase_list(
    "no group|no armed group|no one|nobody|no movement|no organisation|personne n|personne ne|"
    "aucun groupe|aucun mouvement|aucune organisation|aucune katiba"
)
BUT = word_set("but mais while tandis whereas")
SOMEBODY = word_set("a an the un une le la les l its their some")
# What a force says was its own.
DEEDS = phrase_list(
    "the|this|that|it|la frappe|le tir|cette|l attaque|l operation|l action|le raid|la responsabilite|ces frappes"
)
CLAIMED_DEEDS = phrase_list(
    "the attack|the killing|the killings|the ambush|the bombing|the kidnapping|the abduction|the raid|the assault|responsibility|"
    "this attack|that attack|l attaque|l assassinat|l enlevement|l embuscade|l attentat|la mort|le meurtre|le raid|cette attaque"
)
# "Shelter, which it denies": something else than the event.
WHICH = phrase_list(
    "which it|which they|which he|which both|ce qu il|ce qu elle|ce que le pays|ce que l interesse|ce qu ils"
)
OWNED_UP = phrase_list("owned up|taken credit|come forward|said it was theirs|s est manifeste|reconnu|avoue")
CLAIMING = frozenset(["claimed", "revendique", "revendiquee", "revendiques"])
# "claimed the lives of", "claimed to have killed", "claimed that".
OWN_WORDS = phrase_list(
    "clame|clament|proclame|se targue|se targuent|s est targue|se vante|se vantent|s est vante|"
    "se felicite|s est felicite|se gargarise|se glorifie|triomphe|prides itself|brags|bragged|"
    "crows|se dit|jure|soutient|told|wrote|a ecrit|has said|has since said|later claimed|boasts|"
    "boasts that|assures|maintained|maintient|a fait savoir|fait savoir|claimed|claims|"
    "has claimed|boasted|pretend|revendique|a revendique|later said|said|says|stated|"
    "acknowledged|asserted|admitted|a reconnu|reconnait|announced|affirme|a affirme|a annonce|"
    "annonce|dit|assure|declare"
)
OWN_DEEDS = phrase_list(
    "operation was planned and executed by its|was planned and executed by its|was the work of its|ses unites etaient a la manoeuvre|ses hommes etaient a la manoeuvre|une victoire de ses freres|oeuvre de ses|le raid etait le sien|was the group s own|as the group s own|as its own|l avoir posee|l avoir pose|l avoir tue|l avoir commis|l avoir mene|l avoir menee|"
    "it was them|it was its own|que c est eux|que c etait eux|was one of its own|"
    "was one of theirs|etait l un des siens|etait un des siens|avoir pris|pris le controle|"
    "it disabled|it had disabled|it destroyed|it had hit|it blew up|it had blown up|it attacked|"
    "it ambushed|it seized|it captured|it shot down|it burned|it struck|it hit|avoir mene l|"
    "avoir mene cette|had done the deed|had done it|it did it|had sent the bomber|"
    "sent the bomber|had sent the|a envoye le kamikaze|avoir envoye|avoir mis hors|avoir fait|"
    "avoir decime|avoir occis|avoir repousse|avoir inflige|avoir mis en deroute|en avoir tue|"
    "of having killed|of having ambushed|of having attacked|of having struck|of having burned|"
    "of killing|of ambushing|on having|on killing|avoir conduit cette|avoir conduit l|avoir puni|"
    "avoir chatie|avoir incendie|avoir brule|avoir execute|avoir tendu|"
    "having punished|to have punished|having burned|it had punished|avoir frappe|avoir touche|"
    "avoir vise|avoir pilonne|avoir bombarde|avoir detruit|had struck|had hit|"
    "had shelled|was its work|were its work|was its own|was its doing|was their work|"
    "its men burned|its men had|its men carried|its fighters had|its own finished|"
    "qu il en etait l auteur|en etait l auteur|en etre l auteur|en est l auteur|"
    "en etre les auteurs|etait son oeuvre|etait l oeuvre de ses|etre derriere|to have killed|"
    "to have executed|to have destroyed|to have captured|to have shot down|to have ambushed|"
    "to have attacked|to have struck|to have carried out|"
    "avoir abattu|avoir capture|la mort de|having carried out|having attacked|having killed|"
    "having ambushed|they had ambushed|they had attacked|they had killed|they had shot down|"
    "they had destroyed|they had seized|they had carried out|it had ambushed|it had attacked|"
    "it had destroyed|one of its knights|un de ses kamikazes|un de ses combattants|"
    "un de ses hommes|it had fired|it fired|had fired|it was theirs|it had planted|it had laid|"
    "it had killed|it killed|one of its men|one of its fighters|"
    "en etre a l origine|etre a l origine|avoir fait sauter|avoir pose|avoir tire|"
    "its fighters|its men|its forces|it was behind|it carried out|it had carried out|"
    "had carried out|was responsible|were responsible|its knights|ses combattants|ses hommes|"
    "ses elements|avoir mene|avoir attaque|etre l auteur|avoir tue"
)
NO_OBJECT = phrase_list(
    "lives|the lives|life|the life|to|that|que|avoir tue|davantage|le droit|leurs|des terres"
)
# A paper that they left.
SIGNED = phrase_list(
    "signed by|signed by the|signe du|signe de la|signe par|signe par le|signee du|signes du"
)
GOVERNMENTS = word_set("junte junta gouvernement government pays regime")
MESSAGES = word_set("message statement video recording audio leaflet communique tract enregistrement")
LEAFLETS = word_set("tract tracts leaflet leaflets note lettre letter communique message flyer pamphlet")
# Behind a comma these tell who else speaks.
QUOTING = word_set("said says told wrote dit stated announced annonce affirme assure declare a")
# Words between a party at the beginning of its sentence and what it says of itself, and from there to the deed.
OPENING, LONG_CLAUSE, WITHIN = 12, 40, 20
NOT_CLAIMED = word_set("not never pas jamais nor neither n yet")
DENIALS = phrase_list(
    "n y etait pour rien|n y etaient pour rien|met hors de cause|mettent hors de cause|jure que non|jurent que non|assure que non|had no part in|has no part in|rejects that|has rejected that|rejected that|points to others|nie toute sortie|nie toute bavure|nie toute|allegations mensongeres|accusations mensongeres|mensonges|pure invention|"
    "fausses allegations|false allegations|calls the accusation a lie|"
    "called the accusation a lie|calls it a lie|called it a lie|calls this a lie|s en defend|"
    "s en est defendu|se defend de|crie a la calomnie|parle de calomnie|rejette les imputations|"
    "had nothing to do|has nothing to do|nothing to do with|distanced itself from|"
    "distances itself from|disavowed|n etre pour rien|n y etre pour rien|called the accusation|called the accusations|"
    "called the charge|calls the accusation|calls the accusations|parle d accusations|qualifie l accusation|"
    "qualifie les accusations|qualifie ces accusations|n y est pour rien|n est pour rien|"
    "se demarque|s est demarque|desavoue|denied|denies|deny|has denied|have denied|rejects any|"
    "rejected any|rejects all|rejected all|rejected what|rejects what|dismisses any|"
    "ruled out any|rejected the|rejects the|rejected these|dismissed the|a nie|ont nie|nie|nient|"
    "a dementi|ont dementi|dement|dementent|rejette|rejettent|"
    "a rejete|ont rejete|refute|refutent|a refute|conteste"
)
# Whoever says it, and of whatever: "celle-ci dément et assure ...", "we had nothing to do with these deaths".
OUTRIGHT = phrase_list(
    "celle ci dement|celui ci dement|ceux ci dementent|celles ci dementent|ce dernier dement|celle ci nie|celui ci nie|"
    "ceux ci nient|the latter denies|the latter denied|the latter deny|have nothing to do with|had nothing to do with|"
    "rien a voir avec|rien a voir dans"
)
DENIED_ABOUT = phrase_list(
    "the charge|the claim|any hand|any involvement|any responsibility|any role in|any part in|involvement|responsibility|"
    "having|that its|that his|the accusation|the accusations|accusations|allegations|"
    "the allegations|any role|killing|that|charge|toute implication|"
    "implication|avoir|ces accusations|ces allegations|les allegations|cette accusation|"
    "les accusations|en bloc|toute responsabilite|les faits|these claims|the claims|any part|"
    "toute participation"
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
    unclaimed = [*passage.where(NO_CLAIM), *_nobody_claims(passage)]
    if unclaimed:
        position, length = min(unclaimed, key=itemgetter(0))
        return [Claim("none", None, *passage.span(position, position + length))]
    named = [mention for mention in mentions if not mention.is_unnamed]
    found = [claim for mention in named if (claim := _by_or_after(passage, mention))]
    return found or _of_somebody_told_before(passage)


def _nobody_claims(passage: Passage) -> Iterator[tuple[int, int]]:
    """Where "nobody has, for the time being, claimed" stands, and how many words it takes."""
    for position, begins in passage.where(NOBODY):
        for at in range(position + begins, min(position + begins + 8, len(passage.words))):
            length = (
                passage.words[at] in CLAIMING
                or passage.follows(at, CLAIM_VERBS)
                or passage.follows(at, OWNED_UP)
            )
            if length:
                yield position, at + int(length) - position
                break


def _by_or_after(passage: Passage, mention: ActorMention) -> Claim | None:
    by = passage.precedes(mention.first, CLAIM_BY) or passage.precedes(mention.first, CLAIM_BY_THE)
    signed = passage.precedes(mention.first, SIGNED) and LEAFLETS.intersection(
        passage.words[max(0, mention.first - 12) : mention.first]
    )
    labelled = ":" in passage.gap(mention.first) and passage.precedes(
        mention.first, "revendication", "claim", "claimed"
    )
    by = by or labelled or bool(signed)
    if by:
        return Claim("claimed", mention, *passage.span(mention.first - by, mention.last))
    if not mention.is_state and _says_own_deeds(passage, mention):
        return Claim("claimed", mention, *passage.span(mention.first, mention.last))
    in_message = MESSAGES.intersection(passage.words[: mention.first]) and not mention.is_state
    if in_message and any(passage.follows(at, OWN_DEEDS) for at in range(mention.last, mention.last + 3)):
        return Claim("claimed", mention, *passage.span(mention.first, mention.last))
    verb, status = _claim_verb(passage, mention.last)
    if verb and mention.is_state and status == "claimed" and passage.precedes(verb, *WEEKDAYS):
        return None  # "the army claimed on Tuesday the attack killed six": it says so
    if (
        status == "claimed"
        and mention.is_state
        and not passage.follows(verb, DEEDS)
        and not passage.precedes(verb, "responsibility")
    ):
        return None  # "the army, which claims twenty assailants killed"
    return Claim(status, mention, *passage.span(mention.first, verb)) if verb else None


def _says_own_deeds(passage: Passage, mention: ActorMention) -> bool:
    """As in "JNIM says it carried it out", "le Jnim, qui impose un blocus, affirme avoir puni l'escorte"."""
    says = [at for at in (mention.last, mention.last + 1) if passage.follows(at, OWN_WORDS)]
    opens = mention.first <= OPENING and not says
    end = min(mention.last + LONG_CLAUSE, len(passage.words)) if opens else mention.last
    # "..., while the army said it had killed twenty": somebody else speaks.
    another = (
        at for at in range(mention.last, end) if passage.words[at] in BUT and passage.word(at + 1) in SOMEBODY
    )
    says += [
        at
        for at in range(mention.last, next(another, end))
        if passage.follows(at, OWN_WORDS)
        and not (
            passage.is_break(at) and passage.words[at] in QUOTING and at != passage.behind_aside(mention.last)
        )
    ]
    return any(passage.follows(at, OWN_DEEDS) for begin in says for at in range(begin, begin + WITHIN))


def _claim_verb(passage: Passage, position: int) -> tuple[int, str]:
    """A verb of claiming or denying within a clause after a name: where it ends, and its status."""
    breaks = 0
    for begin in range(position, min(position + 14, len(passage.words))):
        if passage.words[begin] in BUT and passage.word(begin + 1) in SOMEBODY:
            break  # "X, but a spokesman denied it": somebody else speaks
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
        if begin <= position + 2 and passage.words[begin] in {
            "claimed",
            "claims",
            "revendique",
            "revendiquait",
        }:
            behind = _behind_the_day(passage, begin + 1)
            if behind > begin + 1 and passage.follows(behind, CLAIMED_DEEDS):
                return behind, "claimed"  # "claimed on Tuesday the killing of four civilians"
        for phrases, status in ((CLAIM_VERBS, "claimed"), (DENIALS, "denied")):
            length = passage.follows(begin, phrases)
            if (
                length
                and not passage.follows(begin + length, NO_OBJECT)
                and not passage.precedes(begin, "by", "par", "that", "nor", "neither", "ni")
                and not (
                    status == "claimed"
                    and NOT_CLAIMED.intersection(passage.words[max(0, begin - 3) : begin + length - 1])
                )
            ):
                return begin + length, status
    return 0, ""


def _behind_the_day(passage: Passage, at: int) -> int:
    behind = at + (passage.word(at) in {"on", "ce"})
    return (
        behind + 1
        if passage.word(behind) in WEEKDAYS or passage.word(behind) in {"yesterday", "hier"}
        else at
    )


def _of_somebody_told_before(passage: Passage) -> list[Claim]:
    """As in "The rebels said they were responsible", "a spokesman has denied that ..."."""
    if not passage.has(CLAIM_VERBS, DENIALS, OUTRIGHT):
        return []
    for position in range(len(passage.words)):
        outright = passage.follows(position, OUTRIGHT)
        if outright:
            return [Claim("denied", None, *passage.span(position, position + outright))]
        length = passage.follows(position, CLAIM_VERBS)
        near = passage.words[max(0, position - 3) : position]
        if NOT_CLAIMED.intersection(near) or GOVERNMENTS.intersection(near):
            continue  # "the junta, which claims 70 per cent of the country"
        if length and not passage.follows(position + length, NO_OBJECT):
            return [Claim("claimed", None, *passage.span(position, position + length))]
        length = passage.follows(position, DENIALS)
        ends = position + length == len(passage.words) and not passage.precedes(position, WHICH)
        if length and (ends or passage.follows(position + length, DENIED_ABOUT)):
            return [Claim("denied", None, *passage.span(position, position + length))]
    return []
