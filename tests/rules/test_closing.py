"""A source is closed: what its reports supplied leaves the public, the feed, releases and exports, and copies are told."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any
from urllib.parse import quote

import pytest
from django.core.management import CommandError, call_command
from django.test import Client
from django.utils import timezone

from incidents import changes, closing, joining, releases, review
from incidents.codes import Audience
from incidents.exports import giving
from incidents.models import Change, Export, Incident, Release, Source
from incidents.record import SourceValue, read
from tests import make
from tests.rules.pairs import found_draft
from tests.rules.test_changes import told

pytestmark = pytest.mark.django_db
ANALYSTS, PUBLIC = Audience.ANALYSTS, Audience.PUBLIC
NAME = "Closing gazette"


def gazette() -> Source:
    return make.source(NAME)


def said_by_gazette(**fields: Any) -> dict[str, Any]:
    """Fields of an incident that rests on the gazette alone."""
    return {"sources": (SourceValue(make.report(gazette()).pk),), **fields}


def said_by_both() -> dict[str, Any]:
    """Fields of an incident whose toll and perpetrator are another source's; the gazette says five."""
    own, other = make.report(gazette()).pk, make.report(make.source("Open wire")).pk
    return {
        "sources": (SourceValue(own), SourceValue(other)),
        "involvements": (make.perpetrator("isgs", report=other),),
        "estimates": (make.killed(3, report=other), make.killed(5, report=own, recommended=False)),
    }


def close() -> int:
    return closing.close(gazette(), by=make.admin())


def feed_of(client: Client) -> list[dict[str, Any]]:
    changes.number_changes()
    found: list[dict[str, Any]] = client.get("/api/v1/changes/?since=0").json()["results"]
    return found


def _embargo_over(row: Incident) -> None:
    past = timezone.now() - timedelta(hours=1)
    Incident.objects.unpublished_too().filter(pk=row.pk).update(embargo_until=past)
    review.lift_embargoes()


# What leaves the public ------------------------------------------------------------------------------------
@pytest.mark.parametrize(
    ("fields", "release_to"),
    [
        (said_by_gazette, ANALYSTS),
        (said_by_both, PUBLIC),
        (lambda: {**said_by_both(), "estimates": (make.killed(5, report=make.report(gazette()).pk),)}, ANALYSTS),
        (lambda: {**said_by_both(), "involvements": (make.perpetrator("jnim", report=make.report(gazette()).pk),)},
         ANALYSTS),
        (dict, PUBLIC),
    ],
    ids=["its report alone", "a claim beside others", "the recommended toll", "an actor", "nothing of it"],
)  # fmt: skip
def test_what_could_not_be_published_without_it_is_for_analysts_alone(fields: Any, release_to: int) -> None:
    incident = make.published_incident(**fields())
    taken = close()
    row = make.fresh(incident)
    assert (row.release_to, row.audience, taken) == (release_to, release_to, int(release_to == ANALYSTS))


@pytest.mark.parametrize(
    ("hide", "show"),
    [
        (make.embargoed, _embargo_over),
        (make.retracted, lambda row: review.restore(row, by=make.reviewer(), reason="it had happened")),
        (make.merged, lambda row: review.unmerge(row, by=make.reviewer(), reason="two events")),
    ],
    ids=["embargoed", "retracted", "merged"],
)
def test_what_is_hidden_for_another_reason_does_not_come_back_to_the_public(hide: Any, show: Any) -> None:
    incident = hide(**said_by_gazette())
    close()
    show(make.fresh(incident))
    assert make.fresh(incident).audience == ANALYSTS


def test_a_draft_is_left_to_its_editor_and_refused_when_it_is_published() -> None:
    incident = make.in_review(**said_by_gazette())
    close()
    assert make.fresh(incident).release_to == PUBLIC
    with pytest.raises(review.ReviewError, match="release it to analysts"):
        review.publish([incident.pk], by=make.reviewer())


# What readers are told -------------------------------------------------------------------------------------
@pytest.mark.parametrize(
    ("fields", "analysts", "public"),
    [
        (said_by_gazette, ["created", "redacted"], ["created", "withdrawn", "redacted"]),
        (said_by_both, ["created", "redacted"], ["created", "redacted"]),
        (dict, ["created"], ["created"]),
    ],
    ids=["its report alone", "a claim beside others", "nothing of it"],
)
def test_each_feed_is_told_what_it_has_to_know(fields: Any, analysts: list[str], public: list[str]) -> None:
    incident = make.published_incident(**fields())
    close()
    assert (told(incident, ANALYSTS), told(incident, PUBLIC)) == (analysts, public)


def test_a_copy_gets_todays_row_and_the_fields_to_withhold(client: Client) -> None:
    incident = make.published_incident(**said_by_both())
    before = make.fresh(incident).updated_at
    close()
    entry = feed_of(client)[-1]
    assert (entry["kind"], entry["row"]["sources"], entry["row"]["killed_best"]) == ("redacted", 1, 3)
    assert {field["field"] for field in entry["fields"]} == {*closing.FROM_SOURCES}
    assert make.fresh(incident).updated_at > before


def test_what_the_feed_told_of_its_claims_is_withheld_and_nothing_names_it(client: Client) -> None:
    incident = make.published_incident(**said_by_both())
    make.edited(incident, verification="confirmed", sources=make.record().sources)
    changes.number_changes()
    assert NAME in client.get("/api/v1/changes/?since=0").content.decode()
    close()
    changes.number_changes()
    pages = ["/api/v1/changes/?since=0", f"/api/v1/incidents/{incident.public_id}/",
             f"/api/v1/incidents/{incident.public_id}/revisions/"]  # fmt: skip
    answers = [client.get(page) for page in pages]
    assert [(answer.status_code, NAME in answer.content.decode()) for answer in answers] == [(200, False)] * 3
    (edit,) = Change.objects.filter(incident=incident, feed=PUBLIC, kind="updated")
    kept = {entry["field"]: entry["new"] for entry in edit.fields}
    assert (kept["verification"], kept["reports"]) == ("confirmed", changes.WITHHELD)


def test_the_root_of_a_merged_duplicate_is_told_of_its_claims() -> None:
    root = make.published_incident()
    make.merged(root, **said_by_gazette())
    close()
    assert told(root, PUBLIC)[-1] == "redacted"


def test_sample_data_stay_out_of_the_feed() -> None:
    incident = make.synthetic(**said_by_gazette())
    close()
    assert (told(incident, PUBLIC), make.fresh(incident).audience) == ([], ANALYSTS)


# The past --------------------------------------------------------------------------------------------------
def then(moment: datetime, query: str = "") -> str:
    return f"as_of={quote(moment.isoformat())}{query}"


def with_another_toll_by_now() -> tuple[Incident, datetime, Release]:
    """Fifty-seven by the gazette, then three by another source; released and looked at before that."""
    own, other = make.report(gazette()).pk, make.report(make.source("Open wire")).pk
    incident = make.published_incident(
        sources=(SourceValue(own), SourceValue(other)), estimates=(make.killed(57, report=own),)
    )
    changes.number_changes()
    release, moment = releases.make("2026-11"), timezone.now()
    make.edited(
        incident, estimates=(make.killed(3, report=other), make.killed(57, report=own, recommended=False))
    )
    close()
    changes.number_changes()
    return incident, moment, release


def test_a_toll_that_it_had_given_is_gone_from_the_past_the_feed_and_releases(client: Client) -> None:
    incident, moment, release = with_another_toll_by_now()
    (row,) = client.get(f"/api/v1/incidents/?{then(moment)}").json()["results"]
    assert (row["killed_best"], make.fresh(incident).killed_best) == (None, 3)
    assert client.get(f"/api/v1/incidents/?{then(moment, '&min_killed=50')}").json()["results"] == []
    told = [
        field for entry in feed_of(client) for field in entry["fields"] if field["field"] == "killed_best"
    ]
    assert {field["old"] for field in told} == {changes.WITHHELD}
    assert [row["killed_best"] for row in releases.rows_of(releases.reissue(release))] == [None]


@pytest.mark.parametrize(
    "query", ["actor=jnim", "actor=jnim:perpetrator", "attribution=stated", "killed_group=civilians"]
)
def test_no_filter_finds_the_past_by_what_only_it_had_said(client: Client, query: str) -> None:
    own, other = make.report(gazette()).pk, make.report(make.source("Open wire")).pk
    incident = make.published_incident(
        sources=(SourceValue(own), SourceValue(other)),
        involvements=(make.perpetrator("jnim", attribution="stated", report=own),),
        estimates=(make.killed(3, report=other), make.killed(2, group="civilians", report=own)),
    )
    moment = timezone.now()
    make.edited(incident, involvements=(), estimates=(make.killed(3, report=other),))
    assert len(client.get(f"/api/v1/incidents/?{then(moment)}&{query}").json()["results"]) == 1
    close()
    assert client.get(f"/api/v1/incidents/?{then(moment)}&{query}").json()["results"] == []


def test_what_was_retracted_and_rested_on_it_tells_nothing_of_its_past(client: Client) -> None:
    incident = make.published_incident(**said_by_gazette(summaries={"en": "A secret of the gazette."}))
    changes.number_changes()
    release, moment = releases.make("2026-11"), timezone.now()
    make.edited(incident, summaries={"en": "Another secret."})
    review.retract(make.fresh(incident), by=make.reviewer(), reason="we erred")
    close()
    changes.number_changes()
    assert client.get(f"/api/v1/incidents/?{then(moment)}").json()["results"] == []
    assert client.get(f"/api/v1/incidents/{incident.public_id}/?{then(moment)}").status_code in {404, 410}
    assert "secret" not in client.get("/api/v1/changes/?since=0").content.decode()
    assert list(releases.rows_of(releases.reissue(release))) == []


def test_neither_an_id_nor_a_reason_tells_whose_an_incident_is(client: Client) -> None:
    own = f"source-{gazette().pk}:MLI1234"
    incident = make.published_incident(**said_by_both(), external_ids=(own, "ours:7"))
    make.edited(incident, reason=f"a new version of {NAME}", verification="confirmed")
    address = f"/api/v1/incidents/{incident.public_id}/"
    assert (client.get(address).json()["external_ids"], len(found_by(client, own))) == (["ours:7", own], 1)
    close()
    assert (client.get(address).json()["external_ids"], len(found_by(client, own))) == (["ours:7"], 0)
    assert NAME not in client.get(f"{address}revisions/").content.decode()
    assert make.fresh(incident).external_ids.count() == 2  # the source's next poll knows its rows


def found_by(client: Client, external_id: str) -> list[Any]:
    found: list[Any] = client.get("/api/v1/incidents/", {"external_id": external_id}).json()["results"]
    return found


# What comes afterwards -------------------------------------------------------------------------------------
@pytest.mark.parametrize(
    "hide",
    [
        lambda row: review.retract(row, by=make.reviewer(), reason="we erred"),
        lambda row: review.merge(row, make.published_incident(), by=make.reviewer()),
    ],
    ids=["retracted", "merged"],
)
def test_a_change_that_waits_is_not_accepted_while_the_incident_is_out_of_sight(hide: Any) -> None:
    incident = make.published_incident()
    values = read(incident).with_values({"sources": (SourceValue(make.report(gazette()).pk),)})
    change = review.revise(incident, values, by=make.editor(), reason="x")
    assert change is not None
    hide(make.fresh(incident))
    close()
    with pytest.raises(review.ReviewError, match="Restore the incident first"):
        review.accept(change, by=make.reviewer())


def test_a_value_that_its_report_had_brought_leaves_the_public_with_it() -> None:
    incident = make.published_incident(summaries={})
    draft = found_draft(gazette(), summaries={"en": "A secret of the gazette."})
    attached = joining.attach(draft, make.fresh(incident), by=make.editor(), reason="x", take=["summaries"])
    assert attached.change is not None
    review.accept(attached.change, by=make.reviewer())
    close()
    assert make.fresh(incident).audience == ANALYSTS


# Files -----------------------------------------------------------------------------------------------------
@pytest.mark.parametrize("fields", [said_by_gazette, said_by_both])
def test_a_release_that_holds_its_values_is_reissued_without_them(fields: Any) -> None:
    incident, other = make.published_incident(**fields()), make.published_incident()
    changes.number_changes()
    release = releases.make("2026-11")
    close()
    changes.number_changes()
    assert releases.needs_reissue(release)
    rows = {row["id"]: row for row in releases.rows_of(releases.reissue(release))}
    assert rows[str(other.public_id)]["perpetrator"] is None
    assert rows[str(other.public_id)]["sources"] == 1
    if fields is said_by_gazette:
        assert str(incident.public_id) not in rows
    else:
        row = rows[str(incident.public_id)]
        assert (row["perpetrator"], row["sources"], row["killed_best"]) == (None, None, 3)


@pytest.mark.parametrize("fields", [said_by_gazette, said_by_both])
def test_an_export_that_holds_its_values_is_not_given_out_any_more(fields: Any) -> None:
    incident = make.published_incident(**fields())
    changes.number_changes()
    number = changes.latest_number(PUBLIC)
    export = Export.objects.create(
        audience=PUBLIC, format="xlsx", change_number=number, incidents=[incident.pk]
    )
    assert not giving.is_withheld(export)
    close()
    assert giving.is_withheld(export)


# Again and back --------------------------------------------------------------------------------------------
def test_closing_again_finishes_what_was_left_of_a_source_that_was_marked_otherwise() -> None:
    incident = make.published_incident(**said_by_gazette())
    Source.objects.filter(name=NAME).update(redistributable=False)
    assert make.fresh(incident).audience == PUBLIC
    assert close() == 1
    assert make.fresh(incident).audience == ANALYSTS
    assert close() == 0


def test_a_source_that_is_opened_again_gives_its_values_and_copies_are_told_to_look(client: Client) -> None:
    open_, shut = make.published_incident(**said_by_both()), make.published_incident(**said_by_gazette())
    close()
    closing.reopen(gazette(), by=make.admin())
    entry = next(one for one in reversed(feed_of(client)) if one["incident"] == str(open_.public_id))
    assert (entry["kind"], entry["fields"], entry["row"]["sources"]) == ("updated", [], 2)
    assert (make.fresh(shut).audience, told(shut, PUBLIC)[-1]) == (ANALYSTS, "redacted")


def test_an_operator_closes_and_reopens_a_source_by_its_name(capsys: pytest.CaptureFixture[str]) -> None:
    incident = make.published_incident(**said_by_gazette())
    call_command("close_source", NAME)
    assert (gazette().redistributable, make.fresh(incident).audience) == (False, ANALYSTS)
    call_command("close_source", NAME, "--reopen")
    assert gazette().redistributable
    assert capsys.readouterr().out == (
        f"{NAME}: closed; 1 incidents are for analysts only from now on\n{NAME}: open\n"
    )
    with pytest.raises(CommandError, match="no source has the name 'Nobody'"):
        call_command("close_source", "Nobody")
