"""The page on how far extraction is to be believed: what is said beside what editors kept, and the model's accuracy."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.contrib import admin
from django.http import HttpRequest
from django.template.response import TemplateResponse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from incidents.calibration import DRAFT, FIELDS, KINDS, PRIORS, prior
from incidents.ingest.eventmodel import FEWEST, MARGIN
from incidents.ingest.scoring import Rate
from incidents.models import EventModel, FieldConfidence, Proposal

LABELS = {
    DRAFT: gettext_lazy("whole draft"),
    "event_type": gettext_lazy("event type"),
    "date": gettext_lazy("date"),
    "place": gettext_lazy("place"),
    "killed": gettext_lazy("killed"),
    "perpetrator": gettext_lazy("perpetrator"),
    "target": gettext_lazy("target"),
}
KIND_LABELS = {
    "exact": gettext_lazy("exact words"),
    "alias": gettext_lazy("another name"),
    "inferred": gettext_lazy("inferred"),
    "fuzzy": gettext_lazy("similar name"),
    "none": gettext_lazy("no words"),
}
# The side of the diagram, and the room for its axes, in its own units.
SIDE, AXIS = 100, 14


@dataclass(frozen=True)
class Line:
    """A row of the page; shares in percent. What was kept is of the later decisions, which `said` did not know."""

    field: str
    kind: str
    rule: str
    language: str
    said: float
    now: float
    later: Rate
    kept: int
    decided: int

    @property
    def share(self) -> float:
        return 100 * self.later.share

    @property
    def low(self) -> float:
        return 100 * self.later.interval[0]

    @property
    def high(self) -> float:
        return 100 * self.later.interval[1]

    @property
    def is_off(self) -> bool:
        """Whether what was said lies outside the interval of what was kept."""
        return self.later.of > 0 and not self.low <= self.said <= self.high

    # where it stands in the diagram: to the right what was said, upwards what was kept
    @property
    def x(self) -> float:
        return AXIS + self.said

    @property
    def y(self) -> float:
        return SIDE - self.share

    @property
    def top(self) -> float:
        return SIDE - self.high

    @property
    def bottom(self) -> float:
        return SIDE - self.low

    @property
    def radius(self) -> float:
        return 1.2 + min(3.0, self.later.of**0.5 / 6)


def extraction_page(request: HttpRequest) -> TemplateResponse:
    """For staff only (its address goes through the admin's own door)."""
    rows = list(FieldConfidence.objects.all())
    lines = sorted((_line(row) for row in rows if not row.rule and not row.language), key=_order)
    known = {(row.field, row.kind) for row in rows}
    lines += [_unseen(field, kind) for field, kind in PRIORS if (field, kind) not in known]
    context: dict[str, Any] = {
        **admin.site.each_context(request),
        "title": _("Extraction"),
        "lines": sorted(lines, key=_order),
        "particular": sorted((_line(row) for row in rows if row.rule or row.language), key=_order),
        "fitted_at": max((row.fitted_at for row in rows), default=None),
        "confirmed": Proposal.objects.filter(confirmed__isnull=False).count(),
        "model": EventModel.objects.defer("arrays").first(),
        "needed": FEWEST,
        "margin": round(100 * MARGIN),
        "ticks": [(AXIS + at, SIDE - at, at) for at in range(0, 101, 25)],
        "labels": LABELS,
    }
    model = context["model"]
    if model is not None:
        context["model_rate"], context["rules_rate"] = (
            Rate(model.right, model.tested), Rate(model.rules_right, model.tested)
        )  # fmt: skip
    return TemplateResponse(request, "admin/incidents/extraction.html", context)


def _line(row: FieldConfidence) -> Line:
    return Line(
        field=str(LABELS.get(row.field, row.field)),
        kind=str(KIND_LABELS.get(row.kind, row.kind)),
        rule=row.rule,
        language=row.language,
        said=100 * (row.said if row.said is not None else row.probability),
        now=100 * row.probability,
        later=Rate(row.later_kept, row.later_kept + row.later_changed),
        kept=row.kept,
        decided=row.kept + row.changed,
    )


def _unseen(field: str, kind: str) -> Line:
    believed = 100 * prior(field, kind)
    return Line(str(LABELS[field]), str(KIND_LABELS[kind]), "", "", believed, believed, Rate(0, 0), 0, 0)


def _order(line: Line) -> tuple[int, int, str, str]:
    fields = [str(LABELS[name]) for name in (DRAFT, *FIELDS)]
    kinds = [str(KIND_LABELS[name]) for name in KINDS]
    field = fields.index(line.field) if line.field in fields else len(fields)
    kind = kinds.index(line.kind) if line.kind in kinds else len(kinds)
    return field, kind, line.rule, line.language
