"""How right today's drafts are beside what people coded: editors of this desk, or a file of notes.

The definitions of the figures are in docs/extraction.md. Nothing is stored.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from itertools import groupby
from typing import Any

from incidents import calibration, record
from incidents.codes import ClaimStatus, ProposalKind, ProposalState, Role
from incidents.ingest.drafts import IncidentDraft, NoteDraft
from incidents.ingest.extract import extract
from incidents.ingest.extract.decisions.learnt import shipped
from incidents.ingest.gazetteer import Tables
from incidents.ingest.notefiles import CodedNote, NoteFile
from incidents.ingest.scoring import (
    Facts,
    Rate,
    Scores,
    apart_m,
    dates_overlap,
    facts_of,
    families,
    paired,
    score,
)
from incidents.models import ActorRelation, Proposal, Report
from incidents.record import IncidentRecord

Family = Callable[[str | None], str]
NEAR_M, FAR_M = 25_000, 50_000
WIDEST_DAYS = 31
TOLERANCE_M = 10_000
FILE_FIELDS = (
    "killed",
    "fatal or not",
    "date",
    "day in drafted dates",
    "place",
    "place <= 25 km",
    "place > 50 km",
    "event type",
    "actor",
)
ALL_RIGHT = ("killed", "date", "place", "event type", "actor")


def family_of_tables(tables: Tables) -> Family:
    """The families of actors by the database's relations."""
    rows = ActorRelation.objects.filter(relation="member_of")
    ties = rows.values_list("actor__slug", "other__slug", "valid_from", "valid_to")
    return families(tables, [(one, other, first or None, last or None) for one, other, first, last in ties])


# Editors' confirmations -------------------------------------------------------------------------------------
@dataclass
class Confirmed:
    """A report that editors decided about: what they confirmed (nothing, if they rejected all) and today's drafts."""

    report: Report
    true: list[Facts]
    drafted: list[Facts]


def confirmed_notes(tables: Tables, family: Family) -> Iterator[Confirmed]:
    """Reports with a decision for each of their drafts, in the order of time."""
    by_report = groupby(
        sorted(calibration.confirmed_drafts(), key=lambda draft: draft.report_id or 0),
        key=lambda draft: draft.report,
    )
    open_ones = Proposal.objects.filter(state=ProposalState.OPEN).values("report")
    for report, drafts in by_report:
        if report is not None:
            yield _confirmed(report, [draft.confirmed or {} for draft in drafts], tables, family)
    rejected = Report.objects.filter(
        proposals__state=ProposalState.REJECTED,
        proposals__kind=ProposalKind.CREATE,
        proposals__created_by=None,
    ).exclude(proposals__confirmed__isnull=False)
    for report in rejected.exclude(pk__in=open_ones).distinct():
        yield _confirmed(report, [], tables, family)


def _confirmed(
    report: Report, values: Sequence[Mapping[str, Any]], tables: Tables, family: Family
) -> Confirmed:
    draft = extract(
        report.text,
        published=report.published_at.date(),
        tables=tables,
        language=report.language or None,
        learnt=shipped(),
    )
    true = [facts_of_record(IncidentRecord.from_json(one), tables, family) for one in values]
    return Confirmed(report, true, [facts_of(one, family) for one in draft.incidents])


def facts_of_record(values: IncidentRecord, tables: Tables, family: Family) -> Facts:
    """A confirmed incident in the terms of scoring."""
    place, region = tables.places.get(values.place or ""), tables.regions.get(values.stated_region or "")
    where = place or region
    longitude, latitude = values.longitude, values.latitude
    if longitude is None and where is not None:
        longitude, latitude = where.longitude, where.latitude
    perpetrators = [party for party in values.involvements if party.role == Role.PERPETRATOR]
    radius = values.radius_m or (where.radius_m if where else None)
    return Facts(
        first=date.fromisoformat(values.date_start) if values.date_start else None,
        last=date.fromisoformat(values.date_end or values.date_start) if values.date_start else None,
        event_type=values.event_type,
        killed=record.total_killed(values.estimates)[1],
        place=where.name if where else None,
        longitude=longitude,
        latitude=latitude,
        tolerance_m=max(TOLERANCE_M, radius or 0),
        families=frozenset(family(party.actor) for party in perpetrators),
        attribution=_attribution(perpetrators[0]) if perpetrators else None,
    )


def _attribution(party: record.InvolvementValue) -> str:
    claimed = party.claim_status in (ClaimStatus.CLAIMED, ClaimStatus.DENIED)
    return party.claim_status if claimed else party.attribution


def told_of_confirmed(notes: Sequence[Confirmed]) -> Iterator[str]:
    """Lines for people: the figures of both languages and of each."""
    languages = sorted({note.report.language for note in notes})
    for title, chosen in [
        ("all", notes),
        *((lang, [n for n in notes if n.report.language == lang]) for lang in languages),
    ]:
        yield from _scores(title or "no language", score((note.true, note.drafted) for note in chosen))


def _scores(title: str, scores: Scores) -> Iterator[str]:
    yield f"{title}: {scores.notes} reports, {scores.incidents} confirmed incidents"
    yield f"  {'incidents found, F1':22} {scores.found_f1:.3f}"
    for name, rate in scores.rates.items():
        yield _line(name, rate)


# A file of notes --------------------------------------------------------------------------------------------
@dataclass
class Judgement:
    """One note of a file: which of its fields the draft has right, and (coded, drafted) in words."""

    note: CodedNote
    language: str
    right: dict[str, bool] = field(default_factory=dict)
    words: dict[str, tuple[str, str]] = field(default_factory=dict)

    @property
    def wrong(self) -> list[str]:
        return [name for name in ALL_RIGHT if self.right.get(name) is False]


def judged_file(
    file: NoteFile, tables: Tables, family: Family, *, without_years: bool = False
) -> Iterator[Judgement]:
    """Each note of the file with the draft that tells it best."""
    for note in file.notes(tables, family, without_years=without_years):
        draft = extract(
            note.text, published=note.published, tables=tables, language=note.language, learnt=shipped()
        )
        yield judge(note, draft, family)


def judge(note: CodedNote, draft: NoteDraft, family: Family) -> Judgement:
    """What the draft has right. A note whose incident was not found is wrong in every field that the file has."""
    true = Facts(
        first=note.first,
        last=note.last,
        event_type=note.event_type or "",
        killed=note.killed or None,
        longitude=note.longitude,
        latitude=note.latitude,
        tolerance_m=note.tolerance_m,
        families=frozenset({note.family} if note.family else ()),
    )
    drafted = [facts_of(one, family) for one in draft.incidents]
    ((_true, best),) = paired([true], drafted)
    if best is None and drafted:
        best = drafted[0]
    found = Judgement(note, draft.language)
    number = drafted.index(best) if best is not None else None
    parties = _families(draft.incidents[number], family) if number is not None else frozenset()
    if note.killed is not None:
        killed = (best.killed or 0) if best else None
        found.right["killed"] = killed == note.killed
        found.right["fatal or not"] = killed is not None and bool(killed) == bool(note.killed)
        found.words["killed"] = str(note.killed), str(killed)
    found.right["date"] = best is not None and _has_date(note, true, best)
    found.right["day in drafted dates"] = best is not None and dates_overlap(true, best)
    found.words["date"] = f"{note.first}..{note.last}", f"{best.first}..{best.last}" if best else "-"
    if note.longitude is not None:
        apart = apart_m(true, best) if best else None
        found.right["place"] = apart is not None and apart <= note.tolerance_m
        found.right["place <= 25 km"] = apart is not None and apart <= NEAR_M
        found.right["place > 50 km"] = apart is not None and apart > max(FAR_M, note.tolerance_m)
        found.words["place"] = str(note.place), _where(best, apart)
    if note.event_type is not None:
        found.right["event type"] = best is not None and best.event_type == note.event_type
        found.words["event type"] = note.event_type, best.event_type if best else "-"
    if note.family is not None:
        sides = parties if note.is_either_side else best.families if best else frozenset()
        found.right["actor"] = note.family in sides
        found.words["actor"] = note.family, ", ".join(sorted(sides)) or "-"
    return found


def _has_date(note: CodedNote, true: Facts, best: Facts) -> bool:
    """The same days; where only a week or a month is coded, days of that time, no wider than a month."""
    if note.is_day:
        return (best.first, best.last) == (true.first, true.last)
    if best.first is None or best.last is None:
        return False
    return dates_overlap(true, best) and (best.last - best.first).days <= WIDEST_DAYS


def _families(draft: IncidentDraft, family: Family) -> frozenset[str]:
    """Of all armed parties, whatever their role."""
    return frozenset(family(actor.slug) for actor in draft.actors if actor.slug != "civilians")


def _where(best: Facts | None, apart: float | None) -> str:
    if best is None or best.place is None:
        return "-"
    return f"{best.place} ({apart / 1000:.0f} km)" if apart is not None else f"{best.place} (no point)"


def told_of_file(file: NoteFile, judged: Sequence[Judgement]) -> Iterator[str]:
    """Lines for people: what was read and how, then the figures."""
    yield f"{file.path.name}: {len(judged)} notes; {file.unused} rows without a text or a day"
    yield "columns: " + ", ".join(f"{noun} = {name}" for noun, name in file.columns.items())
    if file.simulated:
        yield "day of publication: simulated, the event's last day and 0 to 14 days by the SHA-256 of the row's id"
    if file.unknown_actors:
        yield f"{file.unknown_actors} actors are in no table: not scored"
    parts: list[tuple[str, list[Judgement]]] = [("all notes", list(judged))]
    parts += [
        (f"language {lang}", [j for j in judged if j.language == lang])
        for lang in sorted({j.language for j in judged})
    ]
    if any(one.note.killed is not None for one in judged):
        parts.append(("with a toll above 0", [one for one in judged if one.note.killed]))
        parts.append(("with a toll of 0", [one for one in judged if one.note.killed == 0]))
    for title, chosen in parts:
        yield f"{title}: {len(chosen)}"
        yield from _rates(chosen)


def _rates(judged: Sequence[Judgement]) -> Iterator[str]:
    for name in FILE_FIELDS:
        answers = [one.right[name] for one in judged if name in one.right]
        if answers:
            yield _line(name, Rate(sum(answers), len(answers)))
    yield _line("all of these", Rate(sum(not one.wrong for one in judged), len(judged)))


def _line(name: str, rate: Rate) -> str:
    low, high = rate.interval
    return f"  {name:22} {100 * rate.share:5.1f} %  {rate.right}/{rate.of}  [{100 * max(low, 0.0):.1f}, {100 * high:.1f}]"


def worst(judged: Iterable[Judgement], number: int) -> Iterator[str]:
    """The notes with the most wrong fields, coded and drafted side by side."""
    ranked = sorted(judged, key=lambda one: -len(one.wrong))[:number]
    for one in ranked:
        if one.wrong:
            yield f"--- {one.note.name}, published {one.note.published}: {one.note.text[:400]}"
            yield from (
                f"  {name}: coded {one.words[name][0]}, drafted {one.words[name][1]}" for name in one.wrong
            )


def worst_confirmed(notes: Iterable[Confirmed], number: int) -> Iterator[str]:
    """Reports whose drafts of today differ the most from what was confirmed."""
    ranked = sorted(notes, key=lambda note: score([(note.true, note.drafted)]).rates["all five"].share)[
        :number
    ]
    for note in ranked:
        yield f"--- report {note.report.pk}: {note.report.text[:400]}"
        yield from (f"  confirmed {facts}" for facts in note.true)
        yield from (f"  drafted   {facts}" for facts in note.drafted)
