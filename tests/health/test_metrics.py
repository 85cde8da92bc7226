"""/metrics: what it says, to whom, and what it never says."""

from __future__ import annotations

import re

import pytest
from django.db import OperationalError, connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from incidents import exposition
from incidents.codes import ReportState
from incidents.models import Export, IngestItem, Report
from tests import make
from tests.health.states import HOUR, MINUTE, ago, beats, feed, file_run, run_of, waiting

CANARY = "Kanari7"
LINE = re.compile(
    r'^[a-z_]+(\{[a-z_]+="(?:[^"\\\n]|\\\\|\\"|\\n)*"(,[a-z_]+="(?:[^"\\\n]|\\\\|\\"|\\n)*")*\})? -?[0-9.e+-]+$'
)


def read(client: Client | None = None, **headers: str) -> str:
    answer = (client or Client()).get("/metrics", headers=headers)
    assert answer.status_code == 200
    return answer.content.decode()


def values(text: str) -> dict[str, float]:
    return {
        name: float(value)
        for name, value in (line.rsplit(" ", 1) for line in text.splitlines() if line[0] != "#")
    }


class TestFormat:
    @pytest.mark.parametrize(
        ("value", "written"),
        [
            ("plain", "plain"), ('a"b', r"a\"b"), ("a\\b", r"a\\b"), ("a\nb", r"a\nb"), ('\\"\n', r"\\\"\n"), ("é", "é"),
        ],
    )  # fmt: skip
    def test_labels_are_escaped(self, value, written):
        assert exposition.labelled({"source": value}) == f'{{source="{written}"}}'

    def test_no_label_is_no_bracket(self):
        assert exposition.labelled({}) == ""

    @pytest.mark.django_db
    def test_every_line_is_a_comment_or_a_sample_and_every_metric_has_its_help_and_type_before_it(self):
        beats()
        source = feed()
        run_of(source)
        file_run(source)
        text = read()
        samples = [line for line in text.splitlines() if not line.startswith("#")]
        assert [line for line in samples if not LINE.match(line)] == []
        helped = re.findall(r"^# HELP (\S+) \S", text, re.MULTILINE)
        typed = re.findall(r"^# TYPE (\S+) gauge$", text, re.MULTILINE)
        named = list(dict.fromkeys(re.split(r"[{ ]", line)[0] for line in samples))
        assert helped == typed == named
        assert text.endswith("\n")

    @pytest.mark.django_db
    def test_the_type_is_prometheus_text(self):
        answer = Client().get("/metrics")
        assert answer["Content-Type"] == "text/plain; version=0.0.4; charset=utf-8"
        assert "no-store" in answer["Cache-Control"]


@pytest.mark.django_db
class TestValues:
    def test_queue_and_workers(self):
        beats(fetch=None)
        waiting(10 * MINUTE)
        waiting(MINUTE, state=ReportState.QUARANTINED, state_reason="died")
        found = values(read())
        assert {name: found[name] for name in found if name.startswith(("sahel_reports", "sahel_heartbeat_late"))} == {
            'sahel_reports{state="extracting"}': 0, 'sahel_reports{state="pending"}': 1,
            'sahel_reports{state="proposed"}': 0, 'sahel_reports{state="quarantined"}': 1,
            'sahel_heartbeat_late{queue="extract"}': 0, 'sahel_heartbeat_late{queue="fetch"}': 1,
        }  # fmt: skip
        assert 600 <= found["sahel_oldest_waiting_report_seconds"] < 660
        assert 'sahel_heartbeat_timestamp_seconds{queue="fetch"}' not in found  # unknown has no line
        assert {name: found[name] for name in found if name.startswith("sahel_alerts")} == {
            'sahel_alerts{kind="worker"}': 1, 'sahel_alerts{kind="queue"}': 1, 'sahel_alerts{kind="changes"}': 0,
            'sahel_alerts{kind="source"}': 0, 'sahel_alerts{kind="run"}': 0, 'sahel_alerts{kind="quarantine"}': 1,
        }  # fmt: skip

    def test_exports_that_are_not_made_yet(self):
        assert values(read())["sahel_oldest_unfinished_export_seconds"] == 0
        for state, minutes in (("waiting", 3), ("making", 5), ("failed", 9)):
            Export.objects.create(
                audience=2, format="xlsx", change_number=0, state=state, reason="x", leased_until=ago(HOUR),
                asked_at=ago(minutes * MINUTE),
            )  # fmt: skip
        found = values(read())
        assert found["sahel_unfinished_exports"] == 2
        assert 300 <= found["sahel_oldest_unfinished_export_seconds"] < 360

    def test_sources_and_files(self):
        source = feed("Radio Ménaka", failures_in_a_row=2)
        run_of(source, HOUR, new=4, unchanged=3)
        run = file_run(source, attempts=2)
        labels = f'{{id="{source.pk}",source="radio-menaka"}}'
        found = values(read())
        assert found[f"sahel_source_last_run_items{labels}"] == 7
        assert found[f"sahel_source_day_items{labels}"] == 7
        assert found[f"sahel_source_failures_in_a_row{labels}"] == 2
        assert found[f"sahel_source_silent{labels}"] == 0
        assert found[f"sahel_source_lag_seconds{labels}"] == 0
        assert 60 <= found[f"sahel_source_age_seconds{labels}"] < 120
        assert (
            abs(
                found[f"sahel_source_last_success_timestamp_seconds{labels}"]
                - source.last_success.timestamp()
            )
            < 0.01
        )
        assert found['sahel_runs{state="importing"}'] == 1
        assert found[f'sahel_run_share_percent{{run="{run.pk}"}}'] == 40
        assert found["sahel_runs_whose_worker_died"] == 1

    def test_nothing_that_anybody_wrote_is_in_it(self):
        source = feed(
            f'Wire "{CANARY}"', last_error=CANARY, url=f"https://{CANARY}.example/", failures_in_a_row=9
        )
        run = file_run(source, file_name=CANARY, last_error=CANARY, attempts=4)
        IngestItem.objects.create(run=run, outcome="quarantined", reason=CANARY, payload={"a": CANARY})
        report = make.report(
            source, title=CANARY, text=f"Gunmen killed two people near {CANARY}.", external_id=CANARY
        )
        Report.objects.filter(pk=report.pk).update(
            state="quarantined", state_reason=CANARY, last_error=CANARY
        )
        beats()
        text = read()
        # The name of the source, as a slug, is what the label is made of; nothing else.
        assert CANARY not in text
        slug = f'source="wire-{CANARY.lower()}"'
        assert text.lower().count(CANARY.lower()) == text.count(slug)

    def test_it_costs_the_same_number_of_queries_however_much_there_is(self):
        def cost() -> int:
            with CaptureQueriesContext(connection) as captured:
                read()
            return len(captured)

        empty = cost()
        for n in range(9):
            file_run(feed(f"Wire {n}"))
        assert cost() == empty == 13


@pytest.mark.django_db
class TestWhoMayRead:
    @pytest.mark.parametrize(
        ("token", "address", "headers", "status"),
        [
            ("", "127.0.0.1", {}, 200),
            ("", "::1", {}, 200),
            ("", "203.0.113.5", {}, 404),
            # behind a proxy on this machine everybody seems to be here
            ("", "127.0.0.1", {"X-Forwarded-For": "203.0.113.5"}, 404),
            ("", "127.0.0.1", {"X-Real-IP": "203.0.113.5"}, 404),
            ("", "127.0.0.1", {"Forwarded": "for=203.0.113.5"}, 404),
            ("", "127.0.0.1", {"Via": "1.1 proxy"}, 404),
            ("", "203.0.113.5", {"Authorization": "Bearer "}, 404),
            ("", "127.0.0.1", {"Authorization": "Bearer "}, 404),
            ("secret", "203.0.113.5", {"Authorization": "Bearer secret"}, 200),
            ("secret", "203.0.113.5", {"Authorization": "Bearer secret", "X-Forwarded-For": "1.2.3.4"}, 200),
            ("secret", "203.0.113.5", {"Authorization": "Bearer Secret"}, 404),
            ("secret", "203.0.113.5", {"Authorization": "secret"}, 404),
            ("secret", "203.0.113.5", {"Authorization": "Bearer séc"}, 404),
            ("secret", "203.0.113.5", {}, 404),
            ("secret", "127.0.0.1", {"Authorization": "Bearer wrong"}, 404),
            ("secret", "127.0.0.1", {}, 200),
        ],
    )
    @pytest.mark.usefixtures("plain_static_files")
    def test_this_machine_or_who_has_the_token(self, settings, token, address, headers, status):
        settings.METRICS_TOKEN = token
        assert Client(REMOTE_ADDR=address).get("/metrics", headers=headers).status_code == status

    @pytest.mark.usefixtures("plain_static_files")
    def test_being_signed_in_is_no_key(self, analyst_client):
        analyst_client.defaults["REMOTE_ADDR"] = "203.0.113.5"
        assert analyst_client.get("/metrics").status_code == 404

    @pytest.mark.parametrize("method", ["post", "put", "delete", "patch"])
    def test_it_is_only_read(self, method):
        assert getattr(Client(), method)("/metrics").status_code == 405


def test_without_a_database_it_is_503_with_the_reason(django_db_blocker, monkeypatch):
    def away(*_args: object) -> None:
        raise OperationalError("connection refused")

    monkeypatch.setattr(connection, "ensure_connection", away)
    with django_db_blocker.unblock():
        answer = Client().get("/metrics")
    assert (answer.status_code, answer.content, answer["Content-Type"]) == (
        503, b"the database does not answer\n", "text/plain",
    )  # fmt: skip


@pytest.mark.django_db
@pytest.mark.parametrize("path", ["/metrics", "/health/live", "/health/ready"])
def test_probes_are_answered_over_plain_http(settings, path):
    settings.SECURE_SSL_REDIRECT = True
    assert Client().get(path).status_code == 200
