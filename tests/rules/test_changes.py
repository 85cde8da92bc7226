"""What readers of a feed are told, what is kept of the past, and what stays out of both."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from django.utils import timezone

from incidents import changes, review
from incidents.codes import Audience
from incidents.models import Change, Incident, Revision
from tests import make

pytestmark = pytest.mark.django_db
ANALYSTS, PUBLIC = Audience.ANALYSTS, Audience.PUBLIC


def told(incident: Incident, feed: int) -> list[str]:
    """The kinds of changes that a feed was told of this incident, oldest first."""
    return list(
        Change.objects.filter(incident=incident, feed=feed).order_by("id").values_list("kind", flat=True)
    )


def last_fields(incident: Incident, feed: int = PUBLIC) -> dict[str, tuple[Any, Any]]:
    change = Change.objects.filter(incident=incident, feed=feed).latest("id")
    return {entry["field"]: (entry["old"], entry["new"]) for entry in change.fields}


# Which feed is told what ---------------------------------------------------------------------------------
def _restored() -> Incident:
    incident = make.retracted()
    review.restore(incident, by=make.reviewer(), reason="it had happened after all")
    return incident


def _unmerged() -> Incident:
    incident = make.merged()
    review.unmerge(incident, by=make.reviewer(), reason="two events")
    return incident


def _lifted() -> Incident:
    incident = make.embargoed()
    Incident.objects.unpublished_too().filter(pk=incident.pk).update(
        embargo_until=timezone.now() - timedelta(hours=1)
    )
    review.lift_embargoes()
    return incident


STORIES = [
    ("draft", make.draft, [], []),
    ("in review", make.in_review, [], []),
    ("published", make.published_incident, ["created"], ["created"]),
    ("published for analysts", make.for_analysts_only, ["created"], []),
    ("embargoed", make.embargoed, [], []),
    ("embargo ended", _lifted, ["created"], ["created"]),
    ("retracted", make.retracted, ["created", "retracted"], ["created", "retracted"]),
    ("retracted, analysts only", lambda: make.retracted(release_to=1), ["created", "retracted"], []),
    ("restored", _restored, ["created", "retracted", "restored"], ["created", "retracted", "restored"]),
    ("merged", make.merged, ["created", "merged"], ["created", "merged"]),
    ("unmerged", _unmerged, ["created", "merged", "restored"], ["created", "merged", "restored"]),
    (
        "edited",
        lambda: make.edited(make.published_incident(), verification="confirmed"),
        ["created", "updated"],
        ["created", "updated"],
    ),
    (
        "kept from the public",
        lambda: make.edited(make.published_incident(), release_to=1),
        ["created"],
        ["created", "withdrawn"],
    ),
    (
        "opened to the public",
        lambda: make.edited(make.for_analysts_only(), release_to=2),
        ["created", "updated"],
        ["created"],
    ),
    (
        "kept from the public and opened again",
        lambda: make.edited(make.edited(make.published_incident(), release_to=1), release_to=2),
        ["created", "updated"],
        ["created", "withdrawn", "restored"],
    ),
    (
        "an edit of what nobody reads",
        lambda: make.edited(make.published_incident(), internal_notes="call back"),
        ["created"],
        ["created"],
    ),
    ("made up", make.synthetic, [], []),
    ("made up and edited", lambda: make.edited(make.synthetic(), verification="confirmed"), [], []),
]


@pytest.mark.parametrize(
    ("make_it", "to_analysts", "to_public"), [row[1:] for row in STORIES], ids=[row[0] for row in STORIES]
)
def test_each_feed_is_told_what_its_readers_can_see(
    make_it: Any, to_analysts: list[str], to_public: list[str]
) -> None:
    incident = make_it()
    assert told(incident, ANALYSTS) == to_analysts
    assert told(incident, PUBLIC) == to_public


# What a change says --------------------------------------------------------------------------------------
def test_an_update_names_each_field_with_its_old_and_new_value() -> None:
    incident = make.edited(make.published_incident(), verification="confirmed", date_end="2018-10-01")
    assert last_fields(incident) == {
        "verification": ("unverified", "confirmed"),
        "date_end": ("2018-09-30", "2018-10-01"),
    }


def test_an_update_of_the_toll_names_totals_and_rows() -> None:
    incident = make.edited(make.published_incident(), estimates=(make.killed(5),))
    fields = last_fields(incident)
    assert fields.keys() == {"killed_low", "killed_best", "killed_high", "casualties"}
    assert fields["killed_best"] == (3, 5)
    assert [row["best"] for row in fields["casualties"][1]] == [5]


def test_a_change_says_why_and_by_whom() -> None:
    incident = make.edited(make.published_incident(), verification="disputed", reason="the mayor denies it")
    change = Change.objects.filter(incident=incident, feed=PUBLIC).latest("id")
    assert (change.reason, change.by) == ("the mayor denies it", make.reviewer())


def test_a_merge_names_the_successor() -> None:
    root = make.published_incident()
    change = Change.objects.get(incident=make.merged(root), feed=PUBLIC, kind="merged")
    assert change.successor == root


def test_the_root_of_a_merge_is_updated_with_the_claims_of_its_duplicate() -> None:
    root = make.published_incident()
    make.merged(root, estimates=(make.killed(7),))
    assert told(root, PUBLIC) == ["created", "updated"]
    assert [(row["best"], row["recommended"]) for row in last_fields(root)["casualties"][1]] == [
        (3, True),
        (7, False),
    ]


def test_the_exact_location_and_internal_notes_never_stand_in_a_change() -> None:
    incident = make.published_incident(location_policy="admin2", internal_notes="canary-notes")
    make.edited(incident, longitude=0.512345, latitude=15.654321, radius_m=500, geo_precision="near")
    kept = [str(row) for row in Change.objects.values_list("fields", "reason")]
    kept += [str(image) for image in Revision.objects.values_list("image", flat=True)]
    for canary in ("canary-notes", "0.51234", "15.65432"):
        assert not [text for text in kept if canary in text]


# What is kept of the past --------------------------------------------------------------------------------
def test_a_revision_is_the_public_record_before_the_change() -> None:
    incident = make.published_incident()
    before = changes.images([incident.pk])[incident.pk]
    make.edited(incident, verification="confirmed")
    revision = Revision.objects.get(incident=incident)
    assert revision.image == before
    assert (revision.audience, revision.by) == (PUBLIC, make.reviewer())


@pytest.mark.parametrize(
    ("make_it", "count"),
    [
        (make.draft, 0),
        (make.published_incident, 0),
        (make.embargoed, 0),
        (make.retracted, 1),
        (make.merged, 1),
        (_restored, 1),
        (lambda: make.edited(make.synthetic(), verification="confirmed"), 1),
        (lambda: make.edited(make.published_incident(), internal_notes="only for us"), 0),
    ],
)
def test_a_revision_is_kept_for_each_change_of_what_somebody_could_see(make_it: Any, count: int) -> None:
    assert Revision.objects.filter(incident=make_it()).count() == count


def test_the_image_of_one_incident_costs_as_many_queries_as_of_many(django_assert_num_queries: Any) -> None:
    pks = [incident.pk for incident in make.published_incidents([{}] * 5)]
    with django_assert_num_queries(8):
        changes.images(pks[:1])
    with django_assert_num_queries(8):
        changes.images(pks)


@pytest.mark.parametrize(
    "change",
    [
        lambda incident: make.edited(incident, verification="confirmed"),
        lambda incident: review.retract(incident, by=make.reviewer(), reason="error"),
        lambda incident: review.merge(incident, make.published_incident(), by=make.reviewer()),
    ],
    ids=["edit", "retraction", "merge"],
)
def test_a_change_of_the_public_record_moves_its_time_stamp(change: Any) -> None:
    incident = make.published_incident()
    Incident.objects.unpublished_too().update(updated_at="2020-01-01T00:00:00Z")
    change(make.fresh(incident))
    assert make.fresh(incident).updated_at.year > 2020


def test_the_end_of_an_embargo_moves_the_time_stamp_so_that_a_copy_is_brought_up_to_date() -> None:
    incident = make.embargoed()
    Incident.objects.unpublished_too().update(
        updated_at="2020-01-01T00:00:00Z", embargo_until="2020-01-02T00:00:00Z"
    )
    review.lift_embargoes()
    assert make.fresh(incident).updated_at.year > 2020


@pytest.mark.parametrize(
    "fields",
    [{"internal_notes": "call back"}, {"release_to": 1}],
    ids=["internal notes", "kept from the public"],
)
def test_what_changes_nothing_of_the_public_record_leaves_its_time_stamp(fields: dict[str, Any]) -> None:
    """Copies are told nothing of it, and would differ in the stamp for ever."""
    incident = make.published_incident()
    before = make.fresh(incident).updated_at
    assert make.edited(incident, **fields).updated_at == before


def test_a_change_knows_the_record_before_it() -> None:
    incident = make.edited(make.published_incident(), verification="confirmed")
    created, updated = Change.objects.filter(incident=incident, feed=PUBLIC).order_by("id")
    assert (created.revision, updated.revision) == (None, Revision.objects.get(incident=incident))


def test_risks_and_sectors_are_told_because_selections_ask_for_them() -> None:
    incident = make.edited(make.published_incident(), risks=("terrorism",), sectors=("mining",))
    assert last_fields(incident) == {"risks": ([], ["terrorism"]), "sectors": ([], ["mining"])}


# Numbers -------------------------------------------------------------------------------------------------
def test_changes_are_numbered_after_the_commit_and_each_feed_for_itself(committed: Any) -> None:
    with committed():
        make.for_analysts_only()
        first = make.published_incident()
        second = make.published_incident()
    assert list(Change.objects.filter(feed=PUBLIC).order_by("number").values_list("number", "incident")) == [
        (1, first.pk),
        (2, second.pk),
    ]
    assert (changes.latest_number(ANALYSTS), changes.latest_number(PUBLIC)) == (3, 2)


def test_an_uncommitted_change_has_no_number() -> None:
    make.published_incident()
    assert set(Change.objects.values_list("number", flat=True)) == {None}
    assert changes.latest_number(PUBLIC) == 0


def test_the_sweep_numbers_what_a_dead_process_left() -> None:
    make.published_incidents([{}, {}])
    assert (changes.number_changes(), changes.number_changes()) == (4, 0)


def test_more_changes_than_one_statement_takes_are_numbered_in_order(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(changes, "NUMBERED_AT_ONCE", 3)
    pks = [incident.pk for incident in make.published_incidents([{}] * 4)]
    assert changes.number_changes() == 8
    assert list(
        Change.objects.filter(feed=PUBLIC).order_by("number").values_list("number", "incident_id")
    ) == [(place, pk) for place, pk in enumerate(pks, 1)]


@pytest.mark.parametrize(
    ("before", "after", "fields"),
    [
        ({"a": 1}, {"a": 1}, []),
        ({"a": 1}, {"a": 2}, [{"field": "a", "old": 1, "new": 2}]),
        ({}, {"a": 2}, [{"field": "a", "old": None, "new": 2}]),
        ({"a": None}, {"a": 0}, [{"field": "a", "old": None, "new": 0}]),
        (
            {"updated_at": "x", "credit": "x", "licence": "x"},
            {"updated_at": "y", "credit": "y", "licence": "y"},
            [],
        ),
    ],
)
def test_a_difference_is_what_says_something_about_the_incident(before: Any, after: Any, fields: Any) -> None:
    assert changes.difference(before, after) == fields
