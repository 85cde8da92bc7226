"""How far a proposed value is to be believed, by the kind of evidence behind it: asked in this place only."""

from __future__ import annotations

from collections.abc import Callable

from django.utils.translation import gettext as _

from incidents.calibration import KINDS, Confidences, field_of
from incidents.models import Evidence

# Probability (0..1) that an editor keeps a value that rests on this evidence of a text in this language.
Chances = Callable[[Evidence, str], float | None]


def chances() -> Chances:
    """The chances for one page, read once; None for evidence whose kind is not known."""
    known = Confidences.load()

    def chance(span: Evidence, language: str) -> float | None:
        if span.confidence not in KINDS:
            return None
        return known.of(span.confidence, field_of(span.field) or span.field, span.rule, language)

    return chance


def in_words(confidence: float | None) -> str:
    """One word for a probability, as the review screen shows it beside the bar."""
    if confidence is None:
        return _("no evidence")
    for at_least, word in ((0.9, _("sure")), (0.75, _("likely")), (0.55, _("uncertain"))):
        if confidence >= at_least:
            return word
    return _("doubtful")
