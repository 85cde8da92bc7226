"""UCDP's final list of a year replaces its candidates: an event of both keeps our incident and its address.

An event is the same when dyad, days and place agree and each of the two has no other such partner. Then the
final row is a new version of the candidate's report, filed under the id it first came by: a draft follows it, a
person's incident gets a proposal, and the final id leads to the same incident. What may be the same, but not
surely, is a new row with a flag. Candidates that no final event replaced are proposed for retraction.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from typing import Any

from django.db import transaction

from incidents.codes import ItemOutcome, WorkflowStatus
from incidents.earth import distance_m
from incidents.ingest.formats import RawRow
from incidents.ingest.sources import CannotPoll
from incidents.ingest.withdrawal import take_back
from incidents.models import ExternalId, Incident, IngestItem, IngestRun, Report, Source
from incidents.plain import finite_number, iso_day

SAME_PLACE_M = 25_000
FLAG = "may_replace_candidate"


# Which are the same (pure) -------------------------------------------------------------------------------
@dataclass(frozen=True)
class Event:
    """What tells one event from another: the dyad, the days, the place (degrees east, degrees north, name)."""

    id: str
    dyad: str
    start: date
    end: date
    longitude: float | None
    latitude: float | None
    place: str = ""


@dataclass(frozen=True)
class Matches:
    """`same` maps final ids to candidate ids; `unsure` and `torn` list what a final event, and a candidate, may
    be; `gone` are the candidates without any final event."""

    same: Mapping[str, str] = field(default_factory=dict)
    unsure: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    torn: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    gone: tuple[str, ...] = ()


def event_of(cells: Mapping[str, str]) -> Event | None:
    """The event of a row in UCDP's columns; None when its dyad or days cannot be read."""
    dyad = (cells.get("dyad_new_id") or cells.get("dyad_name") or "").removesuffix(".0")
    try:
        start, end = iso_day(cells.get("date_start", "")[:10]), iso_day(cells.get("date_end", "")[:10])
    except ValueError:
        return None
    if not dyad or not cells.get("id"):
        return None
    try:
        point: Sequence[float | None] = [
            finite_number(cells.get(name, "")) for name in ("longitude", "latitude")
        ]
    except ValueError:
        point = (None, None)
    place = cells.get("where_coordinates", "").strip().casefold()
    return Event(cells["id"], dyad, start, end, point[0], point[1], place)


def is_same(final: Event, candidate: Event) -> bool:
    """Same dyad, overlapping days, and within 25 km of each other or at a place of the same name."""
    if final.dyad != candidate.dyad or final.start > candidate.end or candidate.start > final.end:
        return False
    if final.place and final.place == candidate.place:
        return True
    points = (final.longitude, final.latitude, candidate.longitude, candidate.latitude)
    if any(number is None for number in points):
        return False
    return distance_m(*points) <= SAME_PLACE_M  # type: ignore[arg-type]


def matches_of(finals: Iterable[Event], candidates: Iterable[Event]) -> Matches:
    """Pairs the lists. An id that both have is the same event, whatever else changed about it."""
    final_by_id, candidate_by_id = {e.id: e for e in finals}, {e.id: e for e in candidates}
    kept = final_by_id.keys() & candidate_by_id.keys()
    by_dyad: dict[str, list[Event]] = defaultdict(list)
    for candidate in candidate_by_id.values():
        if candidate.id not in kept:
            by_dyad[candidate.dyad].append(candidate)
    of_final: dict[str, tuple[str, ...]] = {}
    of_candidate: dict[str, list[str]] = defaultdict(list)
    for final in final_by_id.values():
        if final.id in kept:
            continue
        found = tuple(candidate.id for candidate in by_dyad[final.dyad] if is_same(final, candidate))
        if found:
            of_final[final.id] = found
        for candidate_id in found:
            of_candidate[candidate_id].append(final.id)
    same = {
        final: ids[0] for final, ids in of_final.items() if len(ids) == 1 and len(of_candidate[ids[0]]) == 1
    }
    taken = set(same.values())
    return Matches(
        same=same,
        unsure={final: ids for final, ids in of_final.items() if final not in same},
        torn={candidate: tuple(ids) for candidate, ids in of_candidate.items() if candidate not in taken},
        gone=tuple(id_ for id_ in candidate_by_id if id_ not in kept and id_ not in of_candidate),
    )


# What becomes of them ------------------------------------------------------------------------------------
class Replacement:
    """One reading of UCDP's versions: hears the comparison, files rows under the right id, settles the rest."""

    def __init__(self, source: Source) -> None:
        self.source = source
        self.scheme = source.scheme
        self.version, self.year, self.matches = "", 0, Matches()
        self._aliases: dict[str, str] = {}

    def hear(self, content: Any) -> None:
        """Takes in what `sources.ucdp` says before the rows of a final version. Raises CannotPoll."""
        if not isinstance(content, Mapping) or "finals" not in content:
            return
        finals = [event for cells in content["finals"] if (event := event_of(cells))]
        candidates = [event for cells in content["candidates"] if (event := event_of(cells))]
        if candidates and not finals:
            raise CannotPoll(f"UCDP's version {content['version']} holds no event of {content['year']}: "
                             "its candidates are left as they are")  # fmt: skip
        self.version, self.year = content["version"], content["year"]
        self.matches = matches_of(finals, candidates)

    def filed(self, rows: Sequence[RawRow]) -> list[RawRow]:
        """The rows, each under the id that its report has here already."""
        self._aliases = self._known_aliases([row.cells["id"] for row in rows])
        return [
            replace(
                row, cells={**row.cells, "id": self._aliases[row.cells["id"]], "final_id": row.cells["id"]}
            )
            if row.cells["id"] in self._aliases
            else row
            for row in rows
        ]

    def _known_aliases(self, ids: Sequence[str]) -> dict[str, str]:
        """Final id -> id of the report: from this comparison, or as an earlier one left it."""
        wanted = {**{final: self.matches.same[final] for final in ids if final in self.matches.same}}
        ours = ExternalId.objects.filter(scheme=self.scheme)
        known = set(ours.filter(value__in=list(wanted.values())).values_list("value", flat=True))
        found = {final: candidate for final, candidate in wanted.items() if candidate in known}
        reported = set(
            Report.objects.filter(source=self.source, external_id__in=ids).values_list(
                "external_id", flat=True
            )
        )
        led = ours.filter(value__in=[id_ for id_ in ids if id_ not in reported and id_ not in found])
        for final, incident in led.values_list("value", "incident_id"):
            others = (
                ours.filter(incident=incident)
                .exclude(value=final)
                .order_by("pk")
                .values_list("value", flat=True)
            )
            under = Report.objects.filter(source=self.source, external_id__in=list(others)).first()
            if under is not None:
                found[final] = under.external_id
        return found

    @transaction.atomic
    def settle(self, run: IngestRun, rows: Sequence[RawRow]) -> None:
        """After the rows were taken: final ids lead to their incidents, unsure ones get their flag."""
        for final, under in self._aliases.items():
            known = ExternalId.objects.filter(scheme=self.scheme, value=under).first()
            if known is not None:
                ExternalId.objects.get_or_create(
                    scheme=self.scheme, value=final, defaults={"incident_id": known.incident_id}
                )
        unsure = [row.cells["id"] for row in rows if row.cells["id"] in self.matches.unsure]
        for item in run.items.filter(external_id__in=unsure).select_related("incident"):
            self._flag(item)

    def _flag(self, item: IngestItem) -> None:
        candidates = self.matches.unsure[item.external_id]
        twin = ExternalId.objects.filter(scheme=self.scheme, value__in=candidates).order_by("pk").first()
        if item.outcome == ItemOutcome.QUARANTINED or item.incident is None or twin is None:
            return
        item.twin_id = twin.incident_id
        item.reason = (
            f"may be candidate {', '.join(candidates[:5])}, but not surely: taken in as a row of its own"
        )
        item.save(update_fields=["twin", "reason"])
        drafts = Incident.objects.unpublished_too().filter(pk=item.incident.pk, status=WorkflowStatus.DRAFT)
        for draft in drafts.exclude(flags__contains=[FLAG]):
            drafts.filter(pk=draft.pk).update(flags=sorted({*draft.flags, FLAG}))

    def complete(self, run: IngestRun, content: Any, *, line: int = 0) -> list[IngestItem]:
        """When a final version was read whole: candidates that it does not hold are taken back."""
        if not isinstance(content, Mapping) or content.get("complete") != self.version or not self.version:
            return []
        absent = f"UCDP's final list {self.version} of {self.year} does not hold this candidate event"
        gone = dict.fromkeys(self.matches.gone, absent)
        torn = {id_: f"UCDP's final list {self.version} of {self.year} holds {', '.join(finals[:5])}, which may "
                     "be this candidate event, but not surely" for id_, finals in self.matches.torn.items()}  # fmt: skip
        items = [take_back(run, id_, reason, line=line) for id_, reason in {**gone, **torn}.items()]
        return [item for item in items if item is not None]
