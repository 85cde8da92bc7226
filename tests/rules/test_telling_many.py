"""A file's incidents are told of by one statement: the feeds hold what they would hold one by one."""

from __future__ import annotations

from typing import Any

import pytest

from incidents import changes, review
from incidents.codes import Audience, ChangeKind
from incidents.models import Change, Incident
from tests import make

pytestmark = pytest.mark.django_db


@pytest.fixture(params=[1, 500], ids=["by one statement", "one by one"])
def _many(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(changes, "MANY", request.param)


def feed(audience: Audience) -> list[tuple[Any, ...]]:
    """Numbered, in order: what each line says, without its id and moment."""
    lines = Change.objects.filter(feed=audience, number__isnull=False).order_by("number")
    return list(
        lines.values_list("number", "incident", "kind", "fields", "reason", "by", "successor", "revision")
    )


@pytest.mark.usefixtures("_many")
def test_each_feed_hears_of_what_it_may_see_and_nothing_else() -> None:
    reviewer = make.reviewer()
    public = [make.in_review(), make.in_review()]
    closed = make.in_review(release_to=int(Audience.ANALYSTS))
    held = make.in_review(embargo_until="2999-01-01T00:00:00Z")
    sample = make.in_review()
    Incident.objects.unpublished_too().filter(pk=sample.pk).update(synthetic=True)
    ids = [incident.pk for incident in (*public, closed, held, sample)]
    review.publish(ids, by=reviewer, reason="the file")
    changes.number_changes()
    created = (ChangeKind.CREATED, [], "the file", reviewer.pk, None, None)
    assert feed(Audience.PUBLIC) == [(n, incident.pk, *created) for n, incident in enumerate(public, 1)]
    assert feed(Audience.ANALYSTS) == [
        (n, incident.pk, *created) for n, incident in enumerate([*public, closed], 1)
    ]


@pytest.mark.usefixtures("_many")
def test_what_waited_for_a_number_comes_first() -> None:
    reviewer = make.reviewer()
    first = make.published_incident()
    Change.objects.update(number=None)
    second = make.in_review()
    review.publish([second.pk], by=reviewer)
    changes.number_changes()
    assert [line[1] for line in feed(Audience.PUBLIC)] == [first.pk, second.pk]


@pytest.mark.usefixtures("_many")
def test_the_time_stamp_moves_and_the_row_knows_who_saw_it() -> None:
    incident = make.in_review()
    before = make.fresh(incident).updated_at
    review.publish([incident.pk], by=make.reviewer())
    after = make.fresh(incident)
    assert after.updated_at > before
    assert (after.seen_by, after.audience) == (int(Audience.PUBLIC), int(Audience.PUBLIC))


@pytest.mark.usefixtures("_many")
def test_the_end_of_an_embargo_moves_the_time_stamp_too() -> None:
    incident = make.embargoed()
    before = make.fresh(incident).updated_at
    Incident.objects.unpublished_too().filter(pk=incident.pk).update(embargo_until="2000-01-01T00:00:00Z")
    review.lift_embargoes()
    changes.number_changes()
    after = make.fresh(incident)
    assert after.updated_at > before
    assert after.seen_by == int(Audience.PUBLIC)
    assert [line[1:3] for line in feed(Audience.PUBLIC)] == [(incident.pk, ChangeKind.CREATED)]
