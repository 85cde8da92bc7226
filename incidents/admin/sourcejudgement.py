"""What a report says beside its incidents, in words for the desk: totals that are none of theirs, and what the source
thinks of it. None of it is a fact of an incident."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.utils.translation import gettext_lazy as _

from incidents.codes import Risk, Sector

Told = list[tuple[Any, list[str]]]
CONTEXT = {"running_total": _("Running total"), "background": _("Earlier event")}


def context_told(found: Mapping[str, Any]) -> list[tuple[Any, str]]:
    """(what it is, the text's own words) of figures that are never added to a toll; `found` are a report's findings."""
    return [(CONTEXT.get(fact["kind"], fact["kind"]), _counted(fact)) for fact in found.get("context") or []]


def assessment_told(found: Mapping[str, Any]) -> Told:
    """(part, its lines) of what the source thinks, in the order of a risk note; only the parts that it has."""
    said = found.get("assessment") or {}
    significance = said.get("significance")
    parts: Told = [
        (_("Significance"), [significance] if significance else []),
        (_("Who the source thinks it was"), [_judged(each) for each in said.get("attributions") or []]),
        (_("Indicators"), list(said.get("indicators") or [])),
        (_("What would reduce it"), list(said.get("mitigating") or [])),
        (_("Risks"), _labels(Risk, said.get("risks"))),
        (_("Sectors or assets affected"), _labels(Sector, said.get("sectors"))),
    ]
    return [(part, lines) for part, lines in parts if lines]


def _counted(fact: Mapping[str, Any]) -> str:
    return fact.get("words") or f"{fact.get('qualifier') or ''} {fact['value']}".strip()


def _judged(suspicion: Mapping[str, Any]) -> str:
    return f"{suspicion.get('words', '')} {suspicion.get('actor', '')}".strip()


def _labels(vocabulary: Any, codes: Any) -> list[str]:
    labels = dict(vocabulary.choices)
    return [str(labels.get(code, code)) for code in codes or []]
