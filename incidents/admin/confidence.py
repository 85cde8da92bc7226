"""How far a proposed value is to be believed, by the kind of evidence behind it: asked in this place only."""

from __future__ import annotations

from django.utils.translation import gettext as _

# The share of values of each kind that editors keep; an estimate until their decisions say better.
KEPT = {"exact": 0.95, "alias": 0.9, "inferred": 0.7, "fuzzy": 0.45}


def confidence_of(kind: str, field: str = "", rule: str = "", language: str = "") -> float | None:
    """The probability (0..1) that an editor keeps a value that rests on this evidence; None when not known."""
    return KEPT.get(kind)


def in_words(confidence: float | None) -> str:
    """One word for a probability, as the review screen shows it beside the bar."""
    if confidence is None:
        return _("no evidence")
    for at_least, word in ((0.9, _("sure")), (0.75, _("likely")), (0.55, _("uncertain"))):
        if confidence >= at_least:
            return word
    return _("doubtful")
