"""`fields=` and `expand=`: an answer holds what was asked for, and no more queries for many rows than for few."""

from __future__ import annotations

import csv
import io
import json
from datetime import timedelta
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone
from django.utils.http import http_date

from incidents import review
from incidents.flat import COLUMN_NAMES
from incidents.models import ApiToken, Evidence, Incident
from tests import make

pytestmark = pytest.mark.django_db
LIST = "/api/v1/incidents/"


def rows(client: Client, **query: Any) -> list[dict[str, Any]]:
    answer = client.get(LIST, query)
    assert answer.status_code == 200, answer.content
    return answer.json()["results"]


def complaints(client: Client, address: str = LIST, **query: Any) -> dict[str, str]:
    answer = client.get(address, query)
    assert answer.status_code == 400, answer.content
    return {error["parameter"]: error["message"] for error in answer.json()["errors"]}


class TestFields:
    @pytest.mark.parametrize(
        ("asked", "names"),
        [
            (["id"], ["id"]),
            (["killed_best,id"], ["killed_best", "id"]),
            (["place", "date_start"], ["place", "date_start"]),
            ([" place , date_start,,place "], ["place", "date_start"]),
            ([""], list(COLUMN_NAMES)),
            ([], list(COLUMN_NAMES)),
        ],
    )
    def test_the_rows_hold_these_columns_in_this_order(self, client, asked, names):
        incident = make.published_incident()
        (row,) = rows(client, fields=asked)
        assert list(row) == names
        whole = rows(client)[0]
        assert row == {name: whole[name] for name in names}
        assert whole["id"] == str(incident.public_id)

    def test_a_csv_has_these_columns_only(self, client):
        make.published_incident()
        text = b"".join(
            client.get("/api/v1/incidents.csv?fields=place,killed_best").streaming_content
        ).decode()
        assert list(csv.reader(io.StringIO(text))) == [["place", "killed_best"], ["Ansongo", "3"]]

    def test_a_feature_keeps_its_id_and_point_beside_them(self, client):
        incident = make.published_incident()
        answer = client.get("/api/v1/incidents.geojson?fields=place,longitude")
        (feature,) = json.loads(b"".join(answer.streaming_content))["features"]
        assert (feature["id"], feature["properties"]) == (str(incident.public_id), {"place": "Ansongo"})
        assert feature["geometry"]["type"] == "Point"

    def test_one_incident_is_cut_likewise_and_knows_more_columns(self, client):
        incident = make.published_incident()
        answer = client.get(f"{LIST}{incident.public_id}/?fields=id,summaries").json()
        assert answer == {
            "id": str(incident.public_id),
            "summaries": {"en": {"text": "Gunmen killed three people at Ansongo.", "machine": False}},
        }

    def test_the_past_is_cut_as_well_and_still_names_what_is_withheld(self, client):
        incident = make.published_incident()
        moment = timezone.now()
        review.redact(make.fresh(incident), by=make.reviewer(), reason="safety", fields=["place"])
        make.edited(incident, summaries={"en": "Gunmen killed three people."})
        review.redact(make.fresh(incident), by=make.reviewer(), reason="safety", fields=["place"])
        (row,) = rows(client, fields="id,place", as_of=moment.isoformat())
        assert row == {"id": str(incident.public_id), "place": None, "withheld": ["place"]}

    @pytest.mark.parametrize(
        "asked", ["internal_notes", "id,submitted_by", "exact", "audience", "*", "\x01", "id;place"]
    )
    def test_what_is_not_a_column_is_refused_and_named(self, client, asked):
        assert list(complaints(client, fields=asked)) == ["fields"]

    def test_every_mistake_is_told_at_once(self, client):
        assert sorted(complaints(client, fields="nothing", expand="all", limit="0", colour="red")) == [
            "colour", "expand", "fields", "limit",
        ]  # fmt: skip

    def test_tables_in_a_providers_shape_have_their_own_columns(self, client):
        assert list(complaints(client, "/api/v1/incidents.acled.csv", fields="id")) == ["fields"]


class TestExpand:
    def test_a_row_gets_what_stands_behind_it_as_the_detail_has_it(self, client):
        incident = make.published_incident(involvements=(make.perpetrator("isgs"),))
        detail = client.get(f"{LIST}{incident.public_id}/").json()
        (row,) = rows(client, expand="actors,casualties,sources")
        plain = rows(client)[0]
        assert row == {**plain, **{name: detail[name] for name in ("actors", "casualties", "reports")}}
        assert [len(row[name]) for name in ("actors", "casualties", "reports")] == [1, 1, 1]

    def test_only_what_was_asked_for(self, client):
        make.published_incident()
        (row,) = rows(client, fields="id", expand="casualties")
        assert list(row) == ["id", "casualties"]

    def test_claims_of_a_merged_duplicate_are_read_with_its_root(self, client):
        root = make.published_incident()
        make.merged(root)
        (row,) = rows(client, fields="id", expand="casualties")
        assert [claim["recommended"] for claim in row["casualties"]] == [True, False]

    def test_claims_that_may_not_be_passed_on_stay_out(self, client):
        incident = make.published_incident()
        closed = make.report(make.closed_source())
        incident.estimates.create(
            kind="injured", group="all", low=4, best=4, high=4, report=closed, recommended=False
        )
        (row,) = rows(client, fields="id", expand="casualties,sources")
        assert [claim["kind"] for claim in row["casualties"]] == ["killed"]

    def test_an_expanded_row_does_not_change_what_the_next_reader_gets(self, client):
        make.published_incident()
        before = rows(client)
        rows(client, fields="id", expand="actors")
        assert rows(client) == before

    def test_ten_rows_take_as_many_queries_as_one(self, client):
        def queries(number: int) -> int:
            make.published_incidents([{}] * number)
            with CaptureQueriesContext(connection) as captured:
                rows(client, expand="actors,casualties,sources")
            return len(captured)

        queries(1)
        assert queries(1) == queries(10)

    def test_the_past_is_not_expanded(self, client):
        make.published_incident()
        assert complaints(client, expand="actors", as_of="2026-01-01T00:00:00Z") == {
            "expand": "cannot be asked of the past"
        }


class TestEvidence:
    @pytest.fixture
    def incident(self, db: None) -> Incident:
        incident = make.published_incident()
        report = incident.links.get().report
        Evidence.objects.create(
            report=report, incident=incident, field="casualties.killed", start=0, end=7, rule="toll"
        )
        return incident

    @pytest.mark.parametrize(
        ("who", "status"),
        [(None, 403), (make.analyst, 403), (make.editor, 200), (make.reviewer, 200), (make.admin, 200)],
    )
    @pytest.mark.parametrize("one", [False, True])
    def test_spans_are_for_the_desk_only(self, client, incident, who, status, one):
        if who is not None:
            client.force_login(who())
        address = f"{LIST}{incident.public_id}/" if one else LIST
        assert client.get(address, {"expand": "evidence"}).status_code == status

    @pytest.mark.parametrize(("scopes", "status"), [(("read",), 403), (("read", "edit"), 200)])
    def test_a_token_for_reading_does_not_carry_them_out_of_the_house(self, client, incident, scopes, status):
        _token, key = ApiToken.issue(user=make.editor(), name="t", scopes=scopes)
        headers = {"Authorization": f"Bearer {key}"}
        assert client.get(LIST, {"expand": "evidence"}, headers=headers).status_code == status

    def test_they_say_which_characters_of_which_report_a_value_rests_on(self, client, incident):
        client.force_login(make.editor())
        (row,) = rows(client, fields="id", expand="evidence")
        report = incident.links.get().report_id
        assert row["evidence"] == [
            {"field": "casualties.killed", "report": report, "start": 0, "end": 7, "rule": "toll", "confidence": "",
             "decision": "open"}
        ]  # fmt: skip


class TestLastModified:
    @pytest.fixture
    def incident(self, db: None) -> Incident:
        """Published an hour ago."""
        incident = make.published_incident()
        Incident.objects.unpublished_too().filter(pk=incident.pk).update(
            updated_at=timezone.now() - timedelta(hours=1)
        )
        return make.fresh(incident)

    def address(self, incident: Incident) -> str:
        return f"{LIST}{incident.public_id}/"

    def test_it_is_when_the_public_record_last_changed(self, client, incident):
        answer = client.get(self.address(incident))
        assert answer["Last-Modified"] == http_date(incident.updated_at.timestamp())

    @pytest.mark.parametrize(("minutes", "status"), [(-1, 200), (0, 304), (1, 304)])
    def test_a_client_without_an_etag_asks_by_time(self, client, incident, minutes, status):
        moment = incident.updated_at + timedelta(minutes=minutes)
        header = {"If-Modified-Since": http_date(moment.timestamp())}
        assert client.get(self.address(incident), headers=header).status_code == status

    def test_an_etag_that_is_stale_beats_the_time(self, client, incident):
        headers = {"If-None-Match": '"other"', "If-Modified-Since": http_date(timezone.now().timestamp())}
        assert client.get(self.address(incident), headers=headers).status_code == 200

    def test_what_changed_this_second_has_no_time_yet_since_it_may_change_again_in_it(self, client):
        incident = make.published_incident()
        assert not client.get(self.address(incident)).has_header("Last-Modified")
