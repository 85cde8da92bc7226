"""Small builders of domain states, made through the product's own steps wherever it has one.

Everybody has a name: Aïssa the editor, Boubacar the reviewer, Chantal the analyst, Dramane another editor.
"""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from itertools import count
from typing import Any

from django.contrib.auth.models import Group, User
from django.utils import timezone

from incidents import intake, review
from incidents.codes import ReportState
from incidents.flat import flat_rows
from incidents.models import Actor, Incident, IngestRun, Place, Region, Report, Source
from incidents.record import EstimateValue, IncidentRecord, InvolvementValue, SourceValue, read

PUBLISHED = datetime(2018, 10, 2, 8, 0, tzinfo=UTC)
_serial = count(1)


# People --------------------------------------------------------------------------------------------------
def _person(name: str, group: str | None, **fields: Any) -> User:
    user, new = User.objects.get_or_create(username=name.lower(), defaults={"first_name": name, **fields})
    if new and group:
        user.groups.add(Group.objects.get(name=group))
    return user


def editor() -> User:
    return _person("Aïssa", "editor")


def reviewer() -> User:
    return _person("Boubacar", "reviewer")


def analyst() -> User:
    return _person("Chantal", "analyst")


def other_editor() -> User:
    return _person("Dramane", "editor")


def admin() -> User:
    return _person("Esther", None, is_staff=True, is_superuser=True)


# Reports -------------------------------------------------------------------------------------------------
def source(name: str = "Radio Ménaka", **fields: Any) -> Source:
    return Source.objects.get_or_create(name=name, defaults={"kind": "media", "reliability": "C", **fields})[
        0
    ]


def closed_source() -> Source:
    """A source whose reports may not be passed on."""
    return source("Closed circle", redistributable=False)


def report(source_: Source | None = None, **fields: Any) -> Report:
    """A new report; pending unless said otherwise."""
    serial = next(_serial)
    given = {
        "external_id": f"report-{serial}",
        "published_at": PUBLISHED,
        "title": f"Bulletin {serial}",
        "text": f"Gunmen killed three people near Ansongo (bulletin {serial}).",
        "language": "en",
        **fields,
    }
    return intake.receive(source_ or source(), **given).report


# Records -------------------------------------------------------------------------------------------------
def killed(
    best: int | None = 3, low: int | None = None, high: int | None = None, **fields: Any
) -> EstimateValue:
    """A killed estimate; low and high are the best figure unless given."""
    low_or_best, high_or_best = low if low is not None else best, high if high is not None else best
    return EstimateValue(
        **{"kind": "killed", "low": low_or_best, "best": best, "high": high_or_best, **fields}
    )


def perpetrator(actor: str | None = "isgs", **fields: Any) -> InvolvementValue:
    attribution = "suspected" if actor else "unknown"
    return InvolvementValue(**{"actor": actor, "role": "perpetrator", "attribution": attribution, **fields})


def record(**fields: Any) -> IncidentRecord:
    """An attack near Ansongo with three dead, resting on one open report."""
    if "sources" not in fields:
        fields["sources"] = (SourceValue(report(state=ReportState.LINKED).pk, "primary", 2),)
    given: dict[str, Any] = {
        "event_type": "violence_against_civilians",
        "sub_event_type": "attack",
        "date_start": "2018-09-30",
        "date_end": "2018-09-30",
        "place": "ml-ansongo",
        "estimates": (killed(),),
        "summaries": {"en": "Gunmen killed three people at Ansongo."},
    }
    return IncidentRecord(**{**given, **fields})


# Incidents in every state --------------------------------------------------------------------------------
def draft(**fields: Any) -> Incident:
    """As a machine leaves it."""
    return review.enter(record(**fields), by=None)


def in_review(**fields: Any) -> Incident:
    """Entered by Aïssa."""
    return review.enter(record(**fields), by=editor())


def published_incident(**fields: Any) -> Incident:
    """Entered by Aïssa, published by Boubacar."""
    return published_incidents([fields])[0]


def published_incidents(each: list[dict[str, Any]]) -> list[Incident]:
    """One published incident for each set of fields, in one publication."""
    waiting = [in_review(**fields) for fields in each]
    review.publish([incident.pk for incident in waiting], by=reviewer(), reason="checked")
    rows = Incident.objects.unpublished_too().in_bulk([incident.pk for incident in waiting])
    return [rows[incident.pk] for incident in waiting]


def embargoed(**fields: Any) -> Incident:
    """Published, held back for one more hour."""
    until = (timezone.now() + timedelta(hours=1)).isoformat()
    return published_incident(**{"embargo_until": until, **fields})


def for_analysts_only(**fields: Any) -> Incident:
    return published_incident(**{"release_to": 1, **fields})


def retracted(reason: str = "the report was withdrawn", **fields: Any) -> Incident:
    incident = published_incident(**fields)
    review.retract(incident, by=reviewer(), reason=reason)
    return fresh(incident)


def merged(root: Incident | None = None, **fields: Any) -> Incident:
    """A duplicate that was published, then merged into the root."""
    duplicate = published_incident(**fields)
    review.merge(duplicate, root or published_incident(), by=reviewer(), reason="duplicate")
    return fresh(duplicate)


def synthetic(**fields: Any) -> Incident:
    """A published made-up incident."""
    incident = review.enter(record(**fields), by=editor(), synthetic=True)
    review.publish([incident.pk], by=reviewer())
    return fresh(incident)


def fresh(incident: Incident) -> Incident:
    """The row as the database holds it now, with nothing cached."""
    return Incident.objects.unpublished_too().get(pk=incident.pk)


def edited(
    incident: Incident, *, by: User | None = None, reason: str = "new information", **fields: Any
) -> Incident:
    """A published incident after a proposal by Aïssa (or `by`) that Boubacar accepts."""
    record_now = read(fresh(incident)).with_values(fields)
    proposal = review.revise(fresh(incident), record_now, by=by or editor(), reason=reason)
    assert proposal is not None, "nothing differed"
    review.accept(proposal, by=reviewer())
    return fresh(incident)


def public_rows() -> list[dict[str, Any]]:
    """The flat rows of all that the public sees, newest first."""
    ids = Incident.objects.for_audience(2).newest_first().values_list("pk", flat=True)
    return list(flat_rows(ids, 2))


# Reference rows ------------------------------------------------------------------------------------------
def place(key: str = "ml-ansongo") -> Place:
    return Place.objects.get(key=key)


def region(pcode: str = "ML07") -> Region:
    return Region.objects.get(pcode=pcode)


def actor(slug: str = "isgs") -> Actor:
    return Actor.objects.get(slug=slug)


def run(**fields: Any) -> IngestRun:
    return IngestRun.objects.create(**{"source": source(), "file_name": "incidents.csv", **fields})
