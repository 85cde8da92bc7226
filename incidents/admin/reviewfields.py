"""The fields of a draft as the review screen lists them: the value in words, how sure it is, what else it may be."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.forms import BoundField
from django.utils.translation import gettext as _

from incidents import codes
from incidents.admin import named
from incidents.admin.confidence import confidence_of, in_words
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


@dataclass(frozen=True)
class Row:
    """`kind` is its colour, `below` its inputs, `spans` the evidence, `decision` what the editor said of it."""

    key: str
    label: str
    words: str
    kind: str
    below: Sequence[BoundField]
    spans: Sequence[Evidence] = ()
    choices: Sequence[Choice] = ()
    decision: str = ""
    is_spare: bool = False
    may_be_empty: bool = True
    language: str = ""

    @property
    def is_known(self) -> bool:
        return self.words != NOTHING

    @property
    def confidence(self) -> float | None:
        """Of the best evidence; None where there is none."""
        said = [confidence_of(span.confidence, span.field, span.rule, self.language) for span in self.spans]
        return max((share for share in said if share is not None), default=None)

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
    language = form.proposal.report.language if form.proposal.report is not None else ""

    def single(key: str, words: str, evidence: str = "", choices: Sequence[Choice] = ()) -> Row:
        return Row(
            key, _label(key), words, evidence or key, [form[name] for name in BELOW[key]],
            [span for span in spans if span.field.partition(".")[0] == evidence] if evidence else [],
            choices, form.decision(key), may_be_empty=key in EMPTIED, language=language,
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
        *_tables(form, names, spans, siblings, suspects, language),
        *(single(name, value_in_words(name, values[name])) for name in LISTS),
        single("summary", "; ".join(proposed.summaries.values()) or NOTHING),
        single("source", source_in_words(proposed)),
    ]


def _label(key: str) -> str:
    own = {"date": _("date"), "place": _("place"), "summary": _("summary"), "source": _("credibility")}
    return own.get(key) or label_of(key)


# Tables ------------------------------------------------------------------------------------------------
def _tables(
    form: ReviewForm,
    names: Names,
    spans: Sequence[Evidence],
    siblings: Sequence[IncidentRecord],
    suspects: Sequence[Mapping[str, Any]],
    language: str,
) -> Iterator[Row]:
    estimates, parties = form.proposed.estimates, form.proposed.involvements
    shared = _shared_out(
        [f"casualties.{row.kind}" for row in estimates] + [f"actors.{row.role}" for row in parties], spans
    )
    for position, table_row in enumerate(form.tolls):
        known = estimates[position] if position < len(estimates) else None
        yield Row(
            table_row.prefix,
            toll_label(known) if known else _("another figure"),
            toll_in_words(known) if known else NOTHING,
            "casualties",
            list(table_row),
            shared[position] if known else (),
            list(toll_choices(table_row.prefix, known, form.proposed, siblings)) if known else (),
            form.decision(table_row.prefix),
            is_spare=known is None,
            language=language,
        )
    for position, table_row in enumerate(form.parties):
        party = parties[position] if position < len(parties) else None
        evidence = shared[len(estimates) + position] if party else []
        claims = [span for span in spans if span.field == "actors.claim_status"]
        yield Row(
            table_row.prefix,
            str(codes.Role(party.role).label) if party else _("another party"),
            party_in_words(party, names) if party else NOTHING,
            "actors",
            list(table_row),
            [*evidence, *(claims if party and party.role == codes.Role.PERPETRATOR else [])],
            list(party_choices(table_row.prefix, party, parties, suspects)) if party else (),
            form.decision(table_row.prefix),
            is_spare=party is None,
            language=language,
        )


def _shared_out(fields: Sequence[str], spans: Sequence[Evidence]) -> list[list[Evidence]]:
    """The spans of each row: one each in their order where there are as many, else all of the field's for each."""
    found: list[list[Evidence]] = []
    for position, field in enumerate(fields):
        own = [span for span in spans if span.field == field]
        place = fields[:position].count(field)
        found.append([own[place]] if len(own) == fields.count(field) else own)
    return found
