"""The three real incidents that the product starts from, entered as an editor would, from a note in our own words."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path

from django.db import transaction
from django.utils import timezone

from incidents import intake, review
from incidents.codes import Audience, Reliability, ReportState, ReviewRule, SourceKind, WorkflowStatus
from incidents.models import ExternalId, Incident, Report, Source
from incidents.record import EstimateValue, IncidentRecord, InvolvementValue, SourceValue

SOURCE_NAME = "Sample: founding note"
SCHEME = "sample"
PUBLISHED = datetime(2018, 10, 2, tzinfo=UTC)
WAVE = {"kind": "running_total", "value": 60, "qualifier": "over", "since": "2018-09"}


@transaction.atomic
def load_founding() -> int:
    """Enters and publishes the founding incidents, once; returns how many were new."""
    source, _made = Source.objects.get_or_create(
        name=SOURCE_NAME,
        defaults={"kind": SourceKind.SAMPLE, "reliability": Reliability.C, "licence": "CC BY 4.0"},
    )
    text = (Path(__file__).parent / "founding_note.txt").read_text(encoding="utf-8")
    report = intake.receive(
        source,
        external_id="founding-note",
        published_at=PUBLISHED,
        title="Country-risk note, 2 October 2018: Mali and Niger",
        text=text,
        language="en",
        state=ReportState.LINKED,
    ).report
    Report.objects.filter(pk=report.pk).update(findings={"context": [WAVE]})
    records = _records(report)
    known = set(ExternalId.objects.filter(scheme=SCHEME).values_list("value", flat=True))
    new = [record for name, record in records.items() if name not in known]
    for record in new:
        incident = review.enter(record, by=None)
        Incident.objects.unpublished_too().filter(pk=incident.pk).update(
            status=WorkflowStatus.PUBLISHED,
            review_rule=ReviewRule.SAMPLE,
            published_at=timezone.now(),
            audience=Audience.PUBLIC,
            seen_by=Audience.PUBLIC,
        )
    Source.objects.filter(pk=source.pk).update(active=True, last_success=timezone.now())
    return len(new)


def _records(report: Report) -> dict[str, IncidentRecord]:
    sources = (SourceValue(report.pk, "primary", 2),)
    return {
        "founding-massacre": IncidentRecord(
            event_type="violence_against_civilians",
            sub_event_type="attack",
            weapons=("small_arms",),
            civilian_targeting=True,
            communities=("tuareg",),
            risks=("terrorism", "death_and_injury"),
            sectors=("individuals", "un_peacekeeping", "security_forces", "property"),
            date_start="2018-09-30",
            date_end="2018-09-30",
            place="ml-amalaoulaou",
            verification="corroborated",
            summaries={
                "en": "Gunmen on motorcycles killed 22 Tuareg civilians at Amalaoulaou near Ansongo. Nobody claimed the"
                " attack; it was probably ISGS. It belongs to a wave in which over 60 people have died since September.",
                "fr": "Des hommes armés à moto ont tué 22 civils touaregs à Amalaoulaou près d'Ansongo. Personne n'a"
                " revendiqué l'attaque ; il s'agit probablement de l'EIGS. Elle appartient à une vague qui a fait"
                " plus de 60 morts depuis septembre.",
            },
            estimates=(
                EstimateValue(
                    "killed", "all", "", 22, 22, 22, "exactly", "22 civilians", report.pk, "2018-10-02"
                ),
                EstimateValue(
                    "killed",
                    "civilians",
                    "tuareg",
                    22,
                    22,
                    22,
                    "exactly",
                    "22 civilians",
                    report.pk,
                    "2018-10-02",
                ),
            ),
            involvements=(
                InvolvementValue(
                    "isgs", "perpetrator", "", "suspected", "none", "probably", report.pk, "2018-10-02"
                ),
                InvolvementValue("civilians", "target", "tuareg", "stated", "unknown", "", report.pk),
            ),
            sources=sources,
            external_ids=(f"{SCHEME}:founding-massacre",),
        ),
        "founding-landing": IncidentRecord(
            event_type="strategic_developments",
            sub_event_type="other",
            risks=("terrorism",),
            sectors=("security_forces",),
            date_start="2018-09-27",
            date_end="2018-09-27",
            stated_region="ML10",
            verification="corroborated",
            summaries={
                "en": "120 paratroopers of Operation Barkhane landed in the Ménaka region and raided camps with"
                " Malian troops.",
                "fr": "120 parachutistes de l'opération Barkhane ont atterri dans la région de Ménaka et mené des"
                " raids contre des camps avec des soldats maliens.",
            },
            involvements=(
                InvolvementValue("barkhane", "responder", "", "stated", "unknown", "", report.pk),
                InvolvementValue("fama", "responder", "", "stated", "unknown", "", report.pk),
            ),
            sources=sources,
            external_ids=(f"{SCHEME}:founding-landing",),
        ),
        "founding-operative": IncidentRecord(
            event_type="battles",
            sub_event_type="armed_clash",
            risks=("terrorism",),
            sectors=("security_forces",),
            date_start="2018-08-01",
            date_end="2018-08-31",
            time_precision="month",
            place="ml-menaka",
            verification="unverified",
            summaries={
                "en": "French troops killed an ISGS operative in Ménaka in August; the day is not known.",
                "fr": "Des soldats français ont tué un membre de l'EIGS à Ménaka en août ; le jour n'est pas connu.",
            },
            estimates=(
                EstimateValue(
                    "killed", "all", "", 1, 1, 1, "exactly", "an ISGS operative", report.pk, "2018-10-02"
                ),
                EstimateValue(
                    "killed",
                    "armed_group",
                    "",
                    1,
                    1,
                    1,
                    "exactly",
                    "an ISGS operative",
                    report.pk,
                    "2018-10-02",
                ),
            ),
            involvements=(
                InvolvementValue("barkhane", "perpetrator", "", "stated", "unknown", "", report.pk),
                InvolvementValue("isgs", "target", "", "stated", "unknown", "", report.pk),
            ),
            sources=sources,
            external_ids=(f"{SCHEME}:founding-operative",),
        ),
    }
