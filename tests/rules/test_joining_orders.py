"""Whatever the order: the same reports, attachments and merges give the same incidents, sources and tolls.

And what is taken back, in whatever order, leaves what was there before.
"""

from __future__ import annotations

from typing import Any

import pytest
from django.db import transaction
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from incidents import joining, review
from incidents.models import Attachment, Incident, Proposal
from tests import make
from tests.rules.pairs import drafted, said
from tests.sizes import sized

pytestmark = pytest.mark.django_db
BOUNDED = settings(
    max_examples=sized(4, 8),
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture],
    derandomize=True,
)
TOLLS = (4, 5, 6, 7)


class Desk:
    """Three incidents, four drafts, and the steps that a plan names: ("attach", draft, incident), ("merge", a, b)."""

    def __init__(self, public: bool) -> None:
        each = [{"estimates": (make.killed(n),)} for n in (1, 2, 3)]
        self.incidents = make.published_incidents(each) if public else [make.in_review(**one) for one in each]
        self.drafts = [
            drafted(
                make.source(f"Radio {n}", belligerent=n == 3),
                estimates=(make.killed(toll), make.killed(toll, group="civilians")),
                involvements=(make.perpetrator("isgs" if n % 2 else "jnim"),),
            )
            for n, toll in enumerate(TOLLS)
        ]
        self.roots = {incident.pk: f"incident {n}" for n, incident in enumerate(self.incidents)}
        self.names = {draft.report_id: f"report {n}" for n, draft in enumerate(self.drafts)}

    def attach(self, draft: int, incident: int) -> Attachment:
        attachment = joining.attach(self.drafts[draft], self.incidents[incident], by=make.editor())
        if attachment.change is not None:
            review.accept(attachment.change, by=make.reviewer())
        return Attachment.objects.get(pk=attachment.pk)

    def detach(self, attachment: Attachment) -> None:
        change = joining.detach(attachment, by=make.editor())
        if change is not None:
            review.accept(change, by=make.reviewer())

    def merge(self, child: int, root: int) -> None:
        review.merge(make.fresh(self.incidents[child]), make.fresh(self.incidents[root]), by=make.reviewer())

    def unmerge(self, child: int) -> None:
        review.unmerge(make.fresh(self.incidents[child]), by=make.reviewer())

    def told(self) -> list[Any]:
        """Sources, figures, parties, tolls and roots of every incident, by names that do not depend on ids."""
        return [self._told(incident) for incident in self.incidents]

    def _told(self, incident: Incident) -> Any:
        values = said(incident)
        status, audience, root, _first = values["state"]
        return {
            "sources": sorted((self.names.get(row["report"], "own"), row["role"]) for row in values["sources"]),
            "figures": sorted(
                (self.names.get(row["report"], "own"), row["group"], row["best"], row["recommended"])
                for row in values["estimates"]
            ),
            "parties": sorted((self.names.get(row["report"], "own"), row["actor"]) for row in values["involvements"]),
            "killed": values["killed"],
            "state": (status, audience, self.roots.get(root)),
        }  # fmt: skip


# Each draft goes to one incident; the drafts of incidents that are merged are attached before.
PLANS = st.lists(st.integers(0, 2), min_size=4, max_size=4)
ORDERS = st.permutations(range(4))


@BOUNDED
@given(plan=PLANS, order=ORDERS, public=st.booleans())
def test_reports_are_attached_in_any_order(plan: list[int], order: list[int], public: bool) -> None:
    results = []
    for sequence in (range(4), order):
        with transaction.atomic():
            desk = Desk(public)
            for draft in sequence:
                desk.attach(draft, plan[draft])
            results.append(desk.told())
            transaction.set_rollback(True)
    assert results[0] == results[1]
    # never a sum: what is counted is what was counted before
    assert [row["killed"] for row in results[0]] == [(1, 1, 1), (2, 2, 2), (3, 3, 3)]


@BOUNDED
@given(plan=PLANS, order=ORDERS, back=ORDERS, public=st.booleans())
def test_detaching_in_any_order_brings_back_what_was_there(
    plan: list[int], order: list[int], back: list[int], public: bool
) -> None:
    with transaction.atomic():
        desk = Desk(public)
        before = desk.told()
        attachments = {draft: desk.attach(draft, plan[draft]) for draft in order}
        for draft in back:
            desk.detach(attachments[draft])
        assert desk.told() == before
        assert set(Proposal.objects.filter(kind="create").values_list("state", "incident")) == {
            ("open", None)
        }
        transaction.set_rollback(True)


@BOUNDED
@given(
    plan=PLANS,
    merges=st.permutations([(0, 1), (1, 2)]),
    back=st.permutations([0, 1]),
    attach_first=st.booleans(),
)
def test_merges_and_attachments_commute_and_are_taken_back(
    plan: list[int], merges: list[tuple[int, int]], back: list[int], attach_first: bool
) -> None:
    """A merge into the root of the other: 0 into 1 and 1 into 2 in either order, all of it leads to 2."""
    with transaction.atomic():
        desk = Desk(public=True)
        if attach_first:
            for draft, incident in enumerate(plan):
                desk.attach(draft, incident)
        before = desk.told()
        for child, root in merges:
            desk.merge(child, 2 if make.fresh(desk.incidents[root]).merged_into_id else root)
        assert [row["state"][2] for row in desk.told()] == ["incident 2", "incident 2", None]
        assert [row["killed"] for row in desk.told()] == [row["killed"] for row in before]
        for child in back:
            desk.unmerge(child)
        assert desk.told() == before
        if not attach_first:
            for draft, incident in enumerate(plan):
                desk.attach(draft, incident)
        after = desk.told()
        transaction.set_rollback(True)
    assert [row["killed"] for row in after] == [(1, 1, 1), (2, 2, 2), (3, 3, 3)]
