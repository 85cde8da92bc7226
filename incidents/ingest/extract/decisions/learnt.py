"""What was learnt from notes that people had coded, where the rules leave a choice.

The rules read; these eleven decisions look at what they read, in this order: does a draft tell the one before it again;
where nothing was drafted, does a sentence tell an incident after all; does one tell another beside those that were; is
the draft an incident of the note at all; did a party do it, which of them did rather than the others, and who did it
together with that one; where; what kind of event; how firmly the party is named; and how many died. Every changed field
keeps the place in the text that it was decided by, as evidence of the kind "inferred".
"""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, fields, replace
from functools import cache
from typing import Any

from incidents import reference
from incidents.ingest.drafts import IncidentDraft
from incidents.ingest.extract.decisions.another import other_units
from incidents.ingest.extract.decisions.deaths import count_signs, reckoning_of, with_count
from incidents.ingest.extract.decisions.doers import (
    RULE,
    as_told_later,
    attributed,
    claimed_elsewhere,
    described,
    said_later,
    with_perpetrators,
)
from incidents.ingest.extract.decisions.heard import Note, telling_sentence_signs
from incidents.ingest.extract.decisions.linear import Linear, Signs
from incidents.ingest.extract.decisions.meant import meant
from incidents.ingest.extract.decisions.partners import partner_signs
from incidents.ingest.extract.decisions.retold import how_it_stands, is_another, neighbours, retold_signs
from incidents.ingest.extract.decisions.scene import (
    Candidate,
    Scene,
    candidates,
    goes_on_with_who_acted,
    is_named_for_another_reason,
    is_only_about,
    may_be_nobodys,
    scene_of,
)
from incidents.ingest.extract.decisions.signs import UNNAMED as NOBODY_KNOWN
from incidents.ingest.extract.decisions.signs import (
    draft_signs,
    side_of,
    telling_signs,
)
from incidents.ingest.extract.decisions.spots import (
    Spot,
    are_far_apart,
    choices_of_place,
    either_of,
    is_told_with,
    opens_with,
    place_signs,
    spots_of,
)
from incidents.ingest.extract.decisions.suspects import naming_signs, party_signs
from incidents.ingest.extract.decisions.toldlater import Afterwards
from incidents.ingest.extract.who.blame_words import MORE_THAN_LIKELY
from incidents.spelling import words_of

SHIPPED = reference.FOLDER / "learnt.json"
# Below this chance a draft is no incident; below the second one in a note that tells one in any case.
TOLD, TOLD_BESIDE = 0.75, 0.1
SURE, BRIEF = 0.95, 2
# A sentence of a note in which nothing was drafted opens an incident from this chance on.
OPENS = 0.4
# A draft tells the one before it again from this chance on.
TELLS_AGAIN = 0.65
# A party laid a mine from this chance on; whatever else was done, the likeliest did, whoever it was below the second one.
LAID_IT, HARDLY = 0.4, 0.1
# How a party was named, and what was learnt to say of it instead: where the rules read it in so many words, it stays.
READ_IN_WORDS = frozenset(
    {("denied", "claimed"), ("denied", "suspected"), ("denied", "stated"), ("claimed", "suspected")}
)
# Another did it together with the first from this chance on.
DID_IT_TOO = 0.55
# Log-odds by which another place must be likelier than the one of the rules.
CLEARER = 0.3
# Log-odds by which a point must be likelier than any other far from it: a wrong point is worse than none.
TOO_CLOSE = 0.5
# Log-odds by which another number of dead must be likelier than the one of the rules.
RATHER_SO_MANY = 0.15
# A sentence beside those that tell the drafts tells another incident from this chance on.
TELLS_ANOTHER = 0.15
# These choose among several: their chances mean nothing, only which is greater.
CHOICES = frozenset({"place", "rather", "deaths"})


@dataclass(frozen=True)
class Learnt:
    """The eleven decisions."""

    retold: Linear
    told: Linear
    opens: Linear
    another: Linear
    place: Linear
    perpetrator: Linear
    rather: Linear
    together: Linear
    event_type: Linear
    attribution: Linear
    deaths: Linear

    @classmethod
    def from_json(cls, content: Mapping[str, Any]) -> Learnt:
        return cls(**{name: Linear.from_json(content[name]) for name in DECISIONS})

    def as_json(self) -> dict[str, Any]:
        return {name: getattr(self, name).as_json() for name in DECISIONS}

    def decide(self, drafts: Sequence[IncidentDraft], note: Note) -> list[IncidentDraft]:
        """The drafts of a note with these decisions made."""
        chances = [self.told.chance(signs) for signs in told_signs(drafts, note)]
        # A note that surely tells one incident may tell others in passing, and a line or two have room for nothing else.
        tells = max(chances, default=0.0) >= SURE or len(note.units) <= BRIEF
        kept = [
            draft
            for draft, chance in zip(drafts, chances, strict=True)
            if chance >= (TOLD_BESIDE if tells else TOLD)
        ]
        if not kept:
            return []
        spots, afterwards = spots_of(note), Afterwards(note, meant(kept, note))
        return [self._decided(draft, note, spots, kept, afterwards) for draft in kept]

    def counted(self, drafts: Sequence[IncidentDraft], note: Note) -> list[IncidentDraft]:
        """The drafts of a note, each with as many dead as it rather means."""
        return [self._counted(draft, note, drafts) for draft in drafts]

    def again(self, drafts: Sequence[IncidentDraft], note: Note) -> dict[int, int]:
        """Which drafts tell again what one before them has told: from where each begins to where that one does."""
        ordered = sorted(drafts, key=lambda draft: draft.text_start)
        found: dict[int, int] = {}
        home = 0
        for number in range(1, len(ordered)):
            stands = how_it_stands(ordered[number], ordered[home], note, number, len(ordered))
            tells_again = self.retold.chance(retold_signs(ordered[number], stands, note)) >= TELLS_AGAIN
            if tells_again and not is_another(ordered[number], ordered[home], note):
                found[ordered[number].text_start] = ordered[home].text_start
            else:
                home = number
        return found

    def openers(self, drafts: Sequence[IncidentDraft], note: Note) -> frozenset[int]:
        """Where sentences begin that tell an incident which the rules did not find."""
        if drafts:
            others = other_units(note, drafts)
            return frozenset(
                unit.passage.start for unit, signs in others if self.another.chance(signs) >= TELLS_ANOTHER
            )
        chances = [self.opens.chance(signs) for signs in note.unit_signs]
        # Where and when a message was written tells nothing.
        telling = [number for number, unit in enumerate(note.units) if not unit.is_bare]
        best = max(telling, key=lambda number: chances[number], default=None)
        if best is None or chances[best] < OPENS:
            return frozenset()
        return frozenset({note.units[best].passage.start})

    def _decided(
        self,
        draft: IncidentDraft,
        note: Note,
        spots: Sequence[Spot],
        drafts: Sequence[IncidentDraft],
        afterwards: Afterwards,
    ) -> IncidentDraft:
        scene = scene_of(draft, note, drafts)
        later = afterwards.of(scene.number)
        draft = self._placed(as_told_later(self._done_by(draft, scene), scene, later), spots)
        # Who did it says much of what was done.
        draft = described(self._attributed(self._typed(draft, note), note), scene)
        return claimed_elsewhere(said_later(draft, scene, later), scene, afterwards)

    def _placed(self, draft: IncidentDraft, spots: Sequence[Spot]) -> IncidentDraft:
        choices = choices_of_place(draft, spots)
        scored = [(self.place.scores(place_signs(spot, choices, draft))[0], spot) for spot in choices]
        likelier = _likelier(scored, draft)
        if likelier is None:
            return draft
        score, spot = likelier
        far = [one for one in scored if are_far_apart(one[1].draft, spot.draft)]
        rival, other = max(far, key=lambda one: one[0], default=(0.0, None))
        if other is not None and score - rival < TOO_CLOSE:
            return _either(draft, spot, other)
        return draft if spot.is_chosen else _at(draft, spot)

    def _counted(self, draft: IncidentDraft, note: Note, drafts: Sequence[IncidentDraft]) -> IncidentDraft:
        reckoning = reckoning_of(draft, note, drafts)
        scored = [(self.deaths.scores(count_signs(count, reckoning))[0], count) for count in reckoning.counts]
        own = next(score for score, count in scored if count.best == reckoning.chosen)
        best, count = max(scored, key=lambda one: one[0])
        is_own = count.best == reckoning.chosen or best - own < RATHER_SO_MANY
        return draft if is_own else with_count(count, reckoning, RULE)

    def _done_by(self, draft: IncidentDraft, scene: Scene) -> IncidentDraft:
        if goes_on_with_who_acted(scene):
            return draft
        parties = [
            party
            for party in candidates(scene)
            # Whoever it was may have done it, whatever is guessed.
            if party.side == NOBODY_KNOWN
            or not any(
                is_ruled_out(party, scene)
                for is_ruled_out in (_is_only_judged, is_only_about, is_named_for_another_reason)
            )
        ]
        told = [(party_signs(party, parties, scene), party) for party in parties]
        told.sort(key=lambda one: (-self.rather.scores(one[0])[0], one[1].side))
        signs, first = told[0]
        if may_be_nobodys(draft):
            is_known = any(self.perpetrator.chance(of_party) >= LAID_IT for of_party, _party in told)
            if first.side == NOBODY_KNOWN or not is_known:
                return with_perpetrators(draft, [], scene.tables)
        elif self.perpetrator.chance(signs) < HARDLY:
            first = next(party for _signs, party in told if not party.has_name)
        chosen = [first]
        if first.has_name:
            chosen += [
                party
                for signs, party in told[1:]
                if party.has_name
                and self.together.chance(partner_signs(first, party, scene, signs)) >= DID_IT_TOO
            ]
        return with_perpetrators(draft, chosen, scene.tables)

    def _typed(self, draft: IncidentDraft, note: Note) -> IncidentDraft:
        chances = self.event_type.chances(type_signs(draft, note))
        best = max(chances, key=lambda answer: chances[answer], default=draft.event_type)
        return draft if best == draft.event_type else draft.retyped(best, RULE)

    def _attributed(self, draft: IncidentDraft, note: Note) -> IncidentDraft:
        done_by = draft.perpetrators
        if not done_by or side_of(done_by[0].slug, note.tables) == NOBODY_KNOWN:
            return draft
        chances = self.attribution.chances(attribution_signs(draft, note))
        named = {answer: chance for answer, chance in chances.items() if answer != "unknown"}
        best = max(named, key=lambda answer: named[answer], default=done_by[0].attribution)
        # What the rules read of it in so many words stays: "JNIM denied responsibility" is no claim.
        is_read = (done_by[0].attribution, best) in READ_IN_WORDS
        return draft if is_read else attributed(draft, best)


DECISIONS = tuple(field.name for field in fields(Learnt))


@cache
def shipped() -> Learnt:
    """What ships with the product, learnt from its own notes (`python -m benchmarks.learn`)."""
    return Learnt.from_json(json.loads(SHIPPED.read_text(encoding="utf-8")))


# What each decision looks at ---------------------------------------------------------------------------------
def told_signs(drafts: Sequence[IncidentDraft], note: Note) -> list[Signs]:
    """Of each draft: what it says, the sentence that opens it, and how it stands to those before and behind it."""
    pairs = list(neighbours(drafts, note))
    behind = {id(home): signs for home, _draft, signs in pairs}
    before = {id(draft): signs for _home, draft, signs in pairs}
    whole = {f"note {sign}": value for sign, value in note.signs.items()}
    return [
        {
            **draft_signs(draft, note.whole, note.language, note.tables),
            **telling_signs(draft, number, len(drafts), note.text, note.published, note.period),
            **whole,
            **{f"opens {sign}": value for sign, value in note.unit_signs[note.opening(draft)].items()},
            **{f"before {sign}": value for sign, value in before.get(id(draft), {}).items()},
            **{f"behind {sign}": value for sign, value in behind.get(id(draft), {}).items()},
        }
        for number, draft in enumerate(drafts)
    ]


def attribution_signs(draft: IncidentDraft, note: Note) -> Signs:
    return {
        **draft_signs(draft, note.whole, note.language, note.tables),
        **naming_signs(draft, note),
    }


def type_signs(draft: IncidentDraft, note: Note) -> Signs:
    return {
        **draft_signs(draft, note.whole, note.language, note.tables),
        **telling_sentence_signs(draft, note),
    }


# Changes ----------------------------------------------------------------------------------------------------
def _is_only_judged(party: Candidate, scene: Scene) -> bool:
    """Whether it is the writer's guess about what nobody claims, and the rules left it one: "it is probably ISGS" stands
    with the assessment, not as the perpetrator. What is more than likely, or what others believe, is a suspicion."""
    nobody_claims = any(actor.claim_status == "none" for actor in scene.draft.perpetrators)
    is_guess = any(
        mention.is_judgement and MORE_THAN_LIKELY.isdisjoint(words_of(mention.doubt))
        for _number, mention in party.mentions
    )
    return nobody_claims and is_guess and party.side not in scene.done_by


def _likelier(scored: Sequence[tuple[float, Spot]], draft: IncidentDraft) -> tuple[float, Spot] | None:
    """The rules' point, or another where that is clearly likelier; None where the rules' one stands whatever is: what the
    sentence itself names is not where another paragraph is about."""
    best = max(scored, key=lambda one: one[0], default=None)
    own = next((one for one in scored if one[1].is_chosen), None)
    if best is None or own is None or best[0] - own[0] < CLEARER:
        return own or best
    return None if opens_with(own[1], draft) and not is_told_with(best[1], draft) else best


def _at(draft: IncidentDraft, spot: Spot) -> IncidentDraft:
    place, mention, _unit = spot.mentions[0]
    evidence = draft.inferred("place", mention.start, mention.end, RULE)
    return replace(draft, place=place, country=place.country or draft.country, evidence=evidence)


def _either(draft: IncidentDraft, spot: Spot, rival: Spot) -> IncidentDraft:
    """Without a point, where two that lie far apart are nearly as likely: both are candidates for an editor."""
    quoted = [span for span in draft.evidence if span.field == "place"]
    of_rules = draft.inferred("place", quoted[0].start, quoted[0].end, RULE) if quoted else draft.evidence
    placed = replace(draft, evidence=of_rules) if spot.is_chosen else _at(draft, spot)
    return replace(placed, place=either_of(spot.draft, rival.draft), flags=(*draft.flags, "place_unresolved"))
