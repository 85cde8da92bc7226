"""Pairs of accounts that may be of one incident, how alike they are, and what a person said of it."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import F, Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from incidents.codes import MatchDecision, MatchVerdict, MatchVeto
from incidents.models.incident import Incident
from incidents.models.proposal import Proposal
from incidents.models.rules import all_of, both_or_neither, code_field, one_of

LIKENESSES = ("date", "distance", "toll", "actors", "words", "type")


def _share(**options: Any) -> models.FloatField[Any, Any]:
    """0..1; null where one of the two says nothing."""
    return models.FloatField(null=True, **options)


def _shares() -> Q:
    known = Q(score__gte=0, score__lte=1)
    for name in LIKENESSES:
        field = f"{name}_likeness"
        known &= Q(**{f"{field}__isnull": True}) | Q(**{f"{field}__gte": 0, f"{field}__lte": 1})
    return known


class Match(models.Model):
    """Two accounts that may be of one incident: drafts (open proposals of a new incident) and incidents.

    A pair is a draft and an incident, two drafts, or two incidents; of two alike the older row comes first. What
    a person decided stays: the pair is not asked about again. A draft that becomes an incident, or that a new
    version of its report replaces, takes its pairs along.
    """

    draft = models.ForeignKey(Proposal, models.CASCADE, null=True, blank=True, related_name="matches")
    other_draft = models.ForeignKey(
        Proposal, models.CASCADE, null=True, blank=True, related_name="other_matches"
    )
    incident = models.ForeignKey(Incident, models.CASCADE, null=True, blank=True, related_name="matches")
    other_incident = models.ForeignKey(
        Incident, models.CASCADE, null=True, blank=True, related_name="other_matches"
    )
    # how alike: each 0..1, null where one of the two says nothing
    date_likeness = _share()
    distance_likeness = _share()
    toll_likeness = _share()
    actors_likeness = _share()
    words_likeness = _share()
    type_likeness = _share()
    same_text = models.BooleanField(_("the same text"), default=False)
    score = models.FloatField(_("score"))
    vetoes = ArrayField(models.CharField(max_length=40, choices=MatchVeto.choices), default=list, blank=True)
    verdict = code_field(MatchVerdict, verbose_name=_("verdict"))
    found_at = models.DateTimeField(default=timezone.now, editable=False)
    # what a person said
    decision = code_field(MatchDecision, default=MatchDecision.OPEN, verbose_name=_("decision"))
    decided_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+", editable=False
    )
    decided_at = models.DateTimeField(null=True, blank=True, editable=False)

    class Meta:
        verbose_name = _("possible duplicate")
        verbose_name_plural = _("possible duplicates")
        ordering = ["-score", "id"]
        constraints = [
            models.CheckConstraint(
                name="match_of_two",
                condition=Q(draft__isnull=False, other_draft__isnull=True, incident__isnull=False, other_incident__isnull=True)
                | Q(draft__isnull=False, other_draft__isnull=False, incident__isnull=True, other_incident__isnull=True)
                | Q(draft__isnull=True, other_draft__isnull=True, incident__isnull=False, other_incident__isnull=False),
            ),
            models.CheckConstraint(
                name="match_in_order",
                condition=(Q(other_draft__isnull=True) | Q(draft__lt=F("other_draft")))
                & (Q(other_incident__isnull=True) | Q(incident__lt=F("other_incident"))),
            ),
            models.UniqueConstraint(
                name="match_once_a_pair",
                fields=["draft", "other_draft", "incident", "other_incident"],
                nulls_distinct=False,
            ),
            models.CheckConstraint(name="match_likeness_is_share", condition=_shares()),
            all_of("match_vetoes_known", "vetoes", MatchVeto),
            one_of("match_verdict_known", "verdict", MatchVerdict),
            one_of("match_decision_known", "decision", MatchDecision),
            models.CheckConstraint(
                name="match_vetoed_is_none",
                condition=Q(vetoes=[]) | Q(verdict="none") | Q(same_text=True),
            ),
            both_or_neither("match_decision_whole", "decided_by", "decided_at"),
            models.CheckConstraint(
                name="match_decided_by_somebody",
                condition=Q(decision="open", decided_by__isnull=True)
                | ~Q(decision="open") & Q(decided_by__isnull=False),
            ),
        ]  # fmt: skip

    def __str__(self) -> str:
        return f"{self.draft_id or self.incident_id} ~ {self.other_draft_id or self.other_incident_id or self.incident_id}"

    @property
    def pair(self) -> tuple[int | None, int | None, int | None, int | None]:
        """Ids of draft, other draft, incident and other incident: two of them."""
        return self.draft_id, self.other_draft_id, self.incident_id, self.other_incident_id
