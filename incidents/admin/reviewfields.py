"""The fields of a draft as the review screen lists them: the value in words, how sure it is, what else it may be."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.forms import BoundField
from django.utils.translation import gettext as _

from incidents import codes
from incidents.admin import named
from incidents.admin.confidence import chances, in_words
from incidents.admin.incidentform import LISTS
from incidents.admin.named import Names
from incidents.admin.reviewchoices import Choice, party_choices, place_choices, toll_choices
from incidents.admin.reviewform import BELOW, EMPTIED, ReviewForm
from incidents.admin.reviewwords import (
    date_in_words,
    party_in_words,
    place_in_words,
    source_in_words,
    toll_in_words,
    toll_label,
)
from incidents.admin.shown import NOTHING, label_of
from incidents.admin.shown import in_words as value_in_words
from incidents.models import Evidence
from incidents.record import IncidentRecord

CLAIM = "actors.claim_status"


@dataclass(frozen=True)
class Row:
    """`kind` is its colour, `below` its inputs, `spans` the evidence, `decision` what the editor said of it,
    `confidence` the chance (0..1) of its best evidence, None where there is none."""

    key: str
    label: str
    words: str
    kind: str
    below: Sequence[BoundField]
    spans: Sequence[Evidence] = ()
    choices: Sequence[Choice] = ()
    decision: str = ""
    confidence: float | None = None
    is_spare: bool = False
    may_be_empty: bool = True

    @property
    def is_known(self) -> bool:
        return self.words != NOTHING

    @property
    def confidence_in_words(self) -> str:
        return in_words(self.confidence)

    @property
    def rules(self) -> str:
        """How the value was read, for who wants to know."""
        return ", ".join(dict.fromkeys(f"{span.rule} ({span.confidence})" for span in self.spans))

    @property
    def has_errors(self) -> bool:
        return any(field.errors for field in self.below)


def rows_of(
    form: ReviewForm,
    names: Names,
    spans: Sequence[Evidence],
    *,
    candidates: Sequence[Mapping[str, Any]] = (),
    siblings: Sequence[IncidentRecord] = (),
    suspects: Sequence[Mapping[str, Any]] = (),
) -> list[Row]:
    """Every field in the order of the screen: what, when, where, tolls, parties, the rest; spare rows behind theirs.

    `candidates` are places that the words may mean, `siblings` the other drafts of the report, `suspects` whom the
    source names as its own judgement.
    """
    proposed = form.proposed
    sure = _sureness(form)

    def single(key: str, words: str, evidence: str = "", choices: Sequence[Choice] = ()) -> Row:
        own = [span for span in spans if evidence and span.field.partition(".")[0] == evidence]
        return Row(
            key, _label(key), words, evidence or key, [form[name] for name in BELOW[key]], own, choices,
            form.decision(key), sure(own), may_be_empty=key in EMPTIED,
        )  # fmt: skip

    values = proposed.as_json()
    places = list(place_choices(proposed, names, candidates, siblings))
    return [
        single("event_type", value_in_words("event_type", proposed.event_type), "event_type"),
        single("sub_event_type", value_in_words("sub_event_type", proposed.sub_event_type), "event_type"),
        single("civilian_targeting", value_in_words("civilian_targeting", proposed.civilian_targeting)),
        single("date", date_in_words(proposed), "date"),
        single("place", place_in_words(proposed, names), "place", places),
        single("stated_region", names.name(named.REGION, proposed.stated_region) or NOTHING, "country"),
        *_tolls(form, spans, siblings, sure),
        *_parties(form, names, spans, suspects, sure),
        *(single(name, value_in_words(name, values[name])) for name in LISTS),
        single("summary", "; ".join(proposed.summaries.values()) or NOTHING),
        single("source", source_in_words(proposed)),
    ]


def _label(key: str) -> str:
    own = {"date": _("date"), "place": _("place"), "summary": _("summary"), "source": _("credibility")}
    return own.get(key) or label_of(key)


def _sureness(form: ReviewForm) -> Callable[[Sequence[Evidence]], float | None]:
    """Gives the chance of the best of some evidence. A claim says nothing of whether the party is the right one."""
    language = form.proposal.report.language if form.proposal.report is not None else ""
    chance = chances()

    def sure(spans: Sequence[Evidence]) -> float | None:
        said = [chance(span, language) for span in spans if span.field != CLAIM]
        return max((share for share in said if share is not None), default=None)

    return sure


# Tables ------------------------------------------------------------------------------------------------
def _tolls(
    form: ReviewForm, spans: Sequence[Evidence], siblings: Sequence[IncidentRecord], sure: Any
) -> Iterator[Row]:
    estimates = form.proposed.estimates
    shared = _shared_out([f"casualties.{row.kind}" for row in estimates], spans)
    for position, table_row in enumerate(form.tolls):
        key, below = table_row.prefix, list(table_row)
        if position >= len(estimates):
            yield Row(key, _("another figure"), NOTHING, "casualties", below, decision=form.decision(key), is_spare=True)  # fmt: skip
            continue
        toll, own = estimates[position], shared[position]
        choices = list(toll_choices(key, toll, form.proposed, siblings))
        yield Row(key, toll_label(toll), toll_in_words(toll), "casualties", below, own, choices, form.decision(key), sure(own))  # fmt: skip


def _parties(
    form: ReviewForm,
    names: Names,
    spans: Sequence[Evidence],
    suspects: Sequence[Mapping[str, Any]],
    sure: Any,
) -> Iterator[Row]:
    parties = form.proposed.involvements
    shared = _shared_out([f"actors.{row.role}" for row in parties], spans)
    claims = [span for span in spans if span.field == CLAIM]
    for position, table_row in enumerate(form.parties):
        key, below = table_row.prefix, list(table_row)
        if position >= len(parties):
            yield Row(key, _("another party"), NOTHING, "actors", below, decision=form.decision(key), is_spare=True)  # fmt: skip
            continue
        party = parties[position]
        own = [*shared[position], *(claims if party.role == codes.Role.PERPETRATOR else [])]
        choices = list(party_choices(key, party, parties, suspects))
        label = str(codes.Role(party.role).label)
        yield Row(key, label, party_in_words(party, names), "actors", below, own, choices, form.decision(key), sure(own))  # fmt: skip


def _shared_out(fields: Sequence[str], spans: Sequence[Evidence]) -> list[list[Evidence]]:
    """The spans of each row. One each in their order where there are as many; a figure of several groups rests on
    the same words, but a party that the text does not name (one that is suspected elsewhere) rests on none."""
    found: list[list[Evidence]] = []
    for position, field in enumerate(fields):
        own = [span for span in spans if span.field == field]
        place = fields[:position].count(field)
        is_named = field.startswith("actors.") and len(own) < fields.count(field)
        in_turn = len(own) == fields.count(field) or is_named
        found.append(own[place : place + 1] if in_turn else own)
    return found
