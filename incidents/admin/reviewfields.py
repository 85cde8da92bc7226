"""The fields of a draft as the review screen lists them: the value in words, how sure it is, what else it may be."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.forms import BoundField
from django.utils.translation import gettext as _

from incidents import codes
from incidents.admin import named
from incidents.admin.confidence import confidence_of, in_words
from incidents.admin.incidentform import LISTS
from incidents.admin.named import Named, Names
from incidents.admin.reviewform import BELOW, EMPTIED, ReviewForm
from incidents.admin.shown import NOTHING, label_of
from incidents.admin.shown import in_words as value_in_words
from incidents.models import Evidence
from incidents.record import EstimateValue, IncidentRecord, InvolvementValue

MOST_CHOICES = 9
# What fills a row's inputs when a choice is taken: input by name.
Values = Mapping[str, Any]


@dataclass(frozen=True)
class Choice:
    """Another value that the text allows; longitude and latitude (degrees) where it is a place."""

    text: str
    values: Values
    note: str = ""
    longitude: float | None = None
    latitude: float | None = None
    radius_m: int | None = None

    @property
    def as_json(self) -> str:
        return json.dumps(dict(self.values))

    @property
    def at(self) -> str:
        where = {
            "name": self.text,
            "longitude": self.longitude,
            "latitude": self.latitude,
            "radius": self.radius_m,
        }
        return json.dumps(where) if self.longitude is not None else ""


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
    places = list(_place_choices(proposed, names, candidates, siblings))
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
        single("source", _source_in_words(proposed)),
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
            list(_toll_choices(table_row.prefix, known, form.proposed, siblings)) if known else (),
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
            list(_party_choices(table_row.prefix, party, parties, suspects)) if party else (),
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


# In words ----------------------------------------------------------------------------------------------
def date_in_words(values: IncidentRecord) -> str:
    if not values.date_start:
        return NOTHING
    days = values.date_start
    if values.date_end and values.date_end != values.date_start:
        days = f"{values.date_start} – {values.date_end}"
    precision = value_in_words("time_precision", values.time_precision)
    return " · ".join([days, precision, *([_("ongoing")] if values.ongoing else [])])


def place_in_words(values: IncidentRecord, names: Names) -> str:
    place, second = names.get(named.PLACE, values.place), names.get(named.PLACE, values.second_place)
    point = (
        f"{values.latitude:.4f}, {values.longitude:.4f}"
        if values.longitude is not None and values.latitude is not None
        else ""
    )
    road = _("road to %s") % second.name if second else ""
    precision = value_in_words("geo_precision", values.geo_precision) if values.geo_precision else ""
    return (
        " · ".join(part for part in (str(place) if place else "", road, point, precision) if part) or NOTHING
    )


def toll_label(row: EstimateValue) -> str:
    group = "" if row.group == codes.CasualtyGroup.ALL else codes.CasualtyGroup(row.group).label
    who = codes.Community(row.community).label if row.community else ""
    return ", ".join(str(part) for part in (codes.CasualtyKind(row.kind).label, group, who) if part)


def toll_in_words(row: EstimateValue) -> str:
    """The figures; what is not known is a question mark."""
    known = {figure for figure in (row.low, row.best, row.high) if figure is not None}
    if len(known) == 1 and row.best is not None:
        figures = str(row.best)
    else:
        figures = " / ".join(
            "?" if figure is None else str(figure) for figure in (row.low, row.best, row.high)
        )
    quoted = f"“{row.words}”" if row.words not in ("", figures) else ""
    return " · ".join(
        part for part in (figures, quoted, "" if row.recommended else _("not recommended")) if part
    )


def party_in_words(row: InvolvementValue, names: Names) -> str:
    who = names.name(named.ACTOR, row.actor) or row.words or _("nobody named")
    parts = [who]
    if row.community:
        parts.append(str(codes.Community(row.community).label))
    if row.role == codes.Role.PERPETRATOR:
        parts.append(str(codes.Attribution(row.attribution).label))
        if row.claim_status != codes.ClaimStatus.UNKNOWN:
            parts.append(str(codes.ClaimStatus(row.claim_status).label))
    return " · ".join(parts)


def _source_in_words(values: IncidentRecord) -> str:
    first = (
        values.sources[0].information_credibility if values.sources else codes.Credibility.CANNOT_BE_JUDGED
    )
    return " · ".join(
        [
            str(codes.Credibility(first).label),
            value_in_words("verification", values.verification),
            value_in_words("release_to", values.release_to),
        ]
    )


# What else it may be -------------------------------------------------------------------------------------
def _place_choices(
    proposed: IncidentRecord,
    names: Names,
    candidates: Iterable[Mapping[str, Any]],
    siblings: Iterable[IncidentRecord],
) -> Iterator[Choice]:
    """Candidates of the geocoder, then the places of the report's other drafts; the proposed one is none."""
    keys = [str(candidate["key"]) for candidate in candidates if candidate.get("key")]
    keys += [draft.place for draft in siblings if draft.place]
    for key in [key for key in dict.fromkeys(keys) if key != proposed.place][:MOST_CHOICES]:
        found = names.get(named.PLACE, key) or Named(key, key)
        # The point, radius and road of another place do not belong to this one.
        values = {"place": found.name, "place_key": key, "second_place": "", "second_place_key": "", "longitude": "",
                  "latitude": "", "radius_m": "", "geo_precision": ""}  # fmt: skip
        yield Choice(found.name, values, found.within, found.longitude, found.latitude, found.radius_m)


def _toll_choices(
    prefix: str, row: EstimateValue, proposed: IncidentRecord, siblings: Iterable[IncidentRecord]
) -> Iterator[Choice]:
    """Other figures of this kind in the same report; running totals are context and never offered."""
    beside = [(other, _("claimed beside it")) for other in proposed.estimates if other.group == row.group]
    elsewhere = [(other, _("of another draft")) for draft in siblings for other in draft.estimates]
    seen = {(row.low, row.best, row.high)}
    for other, note in [*beside, *elsewhere]:
        figures = (other.low, other.best, other.high)
        if other.kind != row.kind or figures in seen or len(seen) > MOST_CHOICES:
            continue
        seen.add(figures)
        values = {f"{prefix}-{name}": "" if figure is None else figure
                  for name, figure in zip(("low", "best", "high"), figures, strict=True)}  # fmt: skip
        yield Choice(toll_in_words(other), values, note)


def _party_choices(
    prefix: str,
    row: InvolvementValue,
    parties: Sequence[InvolvementValue],
    suspects: Iterable[Mapping[str, Any]],
) -> Iterator[Choice]:
    """Whom the source suspects in its own words and who is no party yet, for the perpetrator."""
    if row.role != codes.Role.PERPETRATOR:
        return
    named_already = {party.actor for party in parties}
    for judged in suspects:
        slug = judged.get("slug")
        if slug and slug not in named_already:
            values = {f"{prefix}-actor": judged["actor"], f"{prefix}-actor_key": slug,
                      f"{prefix}-attribution": "suspected", f"{prefix}-words": judged["words"]}  # fmt: skip
            yield Choice(str(judged["actor"]), values, str(judged["words"]))
