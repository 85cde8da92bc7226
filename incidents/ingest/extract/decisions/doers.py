"""A draft with other doers, or with its doers named more or less firmly; what they were stays as another party."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from incidents.ingest.drafts import ActorDraft, EvidenceSpan, IncidentDraft
from incidents.ingest.extract.decisions.heard import Sentence
from incidents.ingest.extract.decisions.scene import Candidate, Scene, candidates, may_be_nobodys
from incidents.ingest.extract.decisions.signs import CROWD_SIDES, side_of, side_of_mention, told_at
from incidents.ingest.extract.decisions.signs import UNNAMED as NOBODY_KNOWN
from incidents.ingest.extract.decisions.toldlater import Afterwards, ToldLater
from incidents.ingest.extract.who.actors import UNNAMED, UNNAMED_SLUG, ActorMention
from incidents.ingest.extract.who.naming import display_name
from incidents.ingest.extract.who.roles import PERPETRATOR
from incidents.ingest.gazetteer import Tables

RULE = "learnt"
BY = frozenset({"by", "par"})
# How words begin that say what people are whom nobody names.
ISLAMIST = ("jihad", "djihad", "islamist", "terroris", "extremis")
DESCRIBED = (
    *ISLAMIST, "bandit", "coupeur", "braqueur", "voleur", "robber", "thieves", "rustler", "trafiquant", "smuggler",
    "highway", "pillard",
)  # fmt: skip
ISLAMIST_SLUG = "unidentified-islamist-militia"


def attributed(draft: IncidentDraft, how: str, claim: str | None = None) -> IncidentDraft:
    """The draft, which has a perpetrator, with the first one named so firmly. What it says of itself is a claim or denial
    if that is `how` it is named, else `claim`, else as it was."""
    first = draft.perpetrators[0]
    status = how if how in {"claimed", "denied"} else claim or first.claim_status
    named = replace(first, attribution=how, claim_status=status)
    return replace(draft, actors=tuple(named if actor is first else actor for actor in draft.actors))


def as_told_later(draft: IncidentDraft, scene: Scene, later: ToldLater | None) -> IncidentDraft:
    """The draft with whom a later clause names, where nobody was known; with nobody, where a later clause says so and
    the sentence that tells it named none of its perpetrators."""
    if later is None or later.how == "denied":
        return draft
    done_by = {side_of(actor.slug, scene.tables) for actor in draft.perpetrators}
    if later.side == NOBODY_KNOWN:
        is_open = bool(done_by) and done_by.isdisjoint({*_named_in(scene), NOBODY_KNOWN, *CROWD_SIDES})
    else:
        is_open = done_by <= {NOBODY_KNOWN}
    if not is_open:
        return draft
    # A mine was laid by whom it is laid to, or by nobody that one could name.
    is_laid = later.side == NOBODY_KNOWN and may_be_nobodys(draft)
    named = (
        []
        if is_laid
        else [_named_at(later, party) for party in candidates(scene) if party.side == later.side]
    )
    return with_perpetrators(draft, named, scene.tables) if named or is_laid else draft


def _named_at(later: ToldLater, party: Candidate) -> Candidate:
    """The party with its name where the clause has it: that is the evidence."""
    there = [(number, mention) for number, mention in party.mentions if mention.start == later.at]
    return replace(party, mentions=there or party.mentions)


def _named_in(scene: Scene) -> set[str]:
    """The parties that the sentence names which tells the incident."""
    return {side_of_mention(mention, scene.tables) for mention in scene.told[scene.opener].actors}


def said_later(draft: IncidentDraft, scene: Scene, later: ToldLater | None) -> IncidentDraft:
    """The draft with its party named as a later clause does; what the sentence that tells it says for a fact stays one,
    unless it is claimed or denied."""
    first = next(iter(draft.perpetrators), None)
    if later is None or first is None or side_of(first.slug, scene.tables) != later.side:
        return draft
    if later.how not in {"claimed", "denied"} and (
        first.attribution != "stated" or later.side in _named_in(scene)
    ):
        return draft
    return attributed(draft, later.how)


def claimed_elsewhere(draft: IncidentDraft, scene: Scene, afterwards: Afterwards) -> IncidentDraft:
    """The draft whose party claimed others of the note's incidents, and not this one: a suspect here."""
    first = next(iter(draft.perpetrators), None)
    if first is None or first.attribution != "claimed":
        return draft
    is_of_others = side_of(first.slug, scene.tables) in afterwards.named_for_others(scene.number)
    return attributed(draft, "suspected", "unknown") if is_of_others else draft


def described(draft: IncidentDraft, scene: Scene) -> IncidentDraft:
    """The draft whose doers nobody names, but of whom the text says what they are: "bandits" is told as a fact, "suspected
    jihadists" and "an attack blamed on terrorists" are a suspicion; of "gunmen" nothing is known. Those called jihadists
    or terrorists are an unidentified Islamist militia."""
    first = next(iter(draft.perpetrators), None)
    if first is None or side_of(first.slug, scene.tables) != NOBODY_KNOWN:
        return draft
    found = _descriptions(scene)
    if found and first.attribution == "unknown":
        is_doubted = any(mention.is_accused or mention.doubt for mention, _words in found)
        draft = attributed(draft, "suspected" if is_doubted else "stated")
    are_islamists = any(word.startswith(ISLAMIST) for _mention, words in found for word in words)
    return _as_islamists(draft, scene.tables) if are_islamists else draft


def _as_islamists(draft: IncidentDraft, tables: Tables) -> IncidentDraft:
    first, entry = draft.perpetrators[0], tables.actors.get(ISLAMIST_SLUG)
    if entry is None or first.slug != UNNAMED_SLUG:
        return draft
    called = replace(first, slug=entry.slug, name=display_name(entry, "9999"))
    return replace(draft, actors=tuple(called if actor is first else actor for actor in draft.actors))


def _descriptions(scene: Scene) -> list[tuple[ActorMention, tuple[str, ...]]]:
    """What the text calls those who may have done it, with the words."""
    named = (
        (mention, sentence.passage.words[mention.first : mention.last])
        for number, sentence in enumerate(scene.told)
        for mention in sentence.actors
        if mention.is_unnamed and _may_tell_of_doers(sentence, mention, number, scene)
    )
    return [(mention, words) for mention, words in named if any(word.startswith(DESCRIBED) for word in words)]


def _may_tell_of_doers(sentence: Sentence, mention: ActorMention, number: int, scene: Scene) -> bool:
    """Whether these may be who did it: the sentence that tells it says so, or they are accused near it."""
    is_doer = sentence.roles.get(mention.start, PERPETRATOR) == PERPETRATOR
    if sentence is scene.told[scene.opener]:
        before = sentence.passage.words[max(0, mention.first - 2) : mention.first]
        return is_doer or not BY.isdisjoint(before)  # "were robbed by six armed bandits"
    return is_doer and scene.is_near(number) and bool(mention.is_accused or mention.doubt)


def with_perpetrators(draft: IncidentDraft, chosen: Sequence[Candidate], tables: Tables) -> IncidentDraft:
    """The draft with these as perpetrators: who was one by name and is none stays as another party."""
    before = draft.perpetrators
    sides, were = {party.side for party in chosen}, {side_of(actor.slug, tables) for actor in before}
    if sides == were:
        return draft
    status = before[0].claim_status if before else "unknown"
    stay = [actor for actor in before if side_of(actor.slug, tables) in sides]
    new = [party for party in chosen if party.side not in were]
    at = told_at(draft)
    of_chosen = {mention.start for party in chosen for _number, mention in party.mentions}
    added = []
    evidence = [
        span for span in draft.evidence if span.field != "actors.perpetrator" or span.start in of_chosen
    ]
    for party in new:
        mention = min(
            (mention for _number, mention in party.mentions),
            key=lambda one: abs(one.start - at),
            default=None,
        )
        if party.side in CROWD_SIDES:
            added.append(replace(CROWD_SIDES[party.side], claim_status=status))
        elif mention is None or party.side == NOBODY_KNOWN:
            added.append(ActorDraft(UNNAMED_SLUG, UNNAMED, PERPETRATOR, "unknown", status))
        else:
            how = "suspected" if mention.doubt or mention.is_accused else "stated"
            added.append(
                ActorDraft(
                    mention.slug, mention.name, PERPETRATOR, how, status, mention.community, mention.doubt
                )
            )
        if mention is not None:
            evidence.append(EvidenceSpan("actors.perpetrator", mention.start, mention.end, RULE, "inferred"))
    others = [
        replace(actor, role="other") if actor.role == PERPETRATOR else actor
        for actor in draft.actors
        if actor not in stay
        and side_of(actor.slug, tables) not in {party.side for party in new}
        and (actor.role != PERPETRATOR or side_of(actor.slug, tables) != NOBODY_KNOWN)
    ]
    return replace(draft, actors=(*stay, *added, *others), evidence=tuple(evidence))
