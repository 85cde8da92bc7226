"""Which proposal a person decides about next, and the addresses between them."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.urls import reverse

from incidents.codes import ReviewRule
from incidents.models import Proposal

CHANGE, PUBLISH = "incidents.change_incident", "incidents.publish_incident"


def following(person: Any, *, after: int = 0) -> Proposal | None:
    """The next proposal that this person may decide about behind the one with this id, then from the beginning.

    Editors are given drafts, who may publish also changes of incidents; what somebody else works on is skipped.
    """
    waiting = Proposal.objects.drafts_for(person)
    if person.has_perm(PUBLISH):
        waiting |= Proposal.objects.changes_for(person, own_too=settings.REVIEW_RULE == ReviewRule.SINGLE)
    waiting = waiting.in_order().only("pk")
    ahead = waiting.behind(after).first() if after else None
    return ahead or waiting.first()


def address_after(person: Any, *, after: int = 0) -> str:
    """Where the next proposal is decided about; the queue's own address when nothing waits."""
    found = following(person, after=after)
    return reverse("review") if found is None else reverse("review_one", args=[found.pk])
