"""The health page of the desk, and the line about it on the desk's first page."""

from __future__ import annotations

import re

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from incidents.codes import ReportState
from tests import make
from tests.health.states import HOUR, MINUTE, ago, beats, feed, file_run, habit, waiting

pytestmark = pytest.mark.django_db
PAGE = "/admin/health/"


def read(client: Client, address: str = PAGE) -> str:
    answer = client.get(address)
    assert answer.status_code == 200
    return re.sub(r"\s+", " ", answer.content.decode().replace("\xa0", " ").replace("&nbsp;", " "))


def cells(page: str, section: str) -> list[list[str]]:
    """The texts of a table's rows."""
    part = page.partition(f'id="health-{section}"')[2].partition("</section>")[0]
    rows = re.findall(r"<tr.*?</tr>", part.partition("<tbody")[2])
    return [
        [re.sub(r"<[^>]+>", "", cell).strip() for cell in re.findall(r"<t[hd].*?</t[hd]>", row)]
        for row in rows
    ]


class TestWho:
    def test_an_editor_reads_it(self, aissa):
        assert aissa.get(PAGE).status_code == 200

    def test_nobody_else_does(self, analyst_client):
        for client in (Client(), analyst_client):
            answer = client.get(PAGE)
            assert (answer.status_code, answer["Location"]) == (302, f"/admin/login/?next={PAGE}")

    def test_it_is_linked_from_the_header_of_every_page_and_from_the_first_one(self, aissa):
        header = read(aissa, reverse("admin:incidents_report_changelist"))
        assert f'<a href="{PAGE}">Health</a> /' in header
        assert read(aissa, "/admin/").count(f'href="{PAGE}"') == 2

    def test_the_sign_in_page_does_not_show_it(self):
        assert PAGE not in Client().get("/admin/login/").content.decode()


class TestPage:
    def test_all_well(self, aissa):
        beats()
        feed()
        page = read(aissa)
        assert "Nothing. Sources, queue and workers are well." in page
        assert cells(page, "workers") == [
            ["extract", "● serving", "just now", "extract-1@host"],
            ["fetch", "● serving", "just now", "fetch-1@host"],
        ]
        assert cells(page, "sources") == [
            ["Sahel wire", "● well", "1 minute ago", "–", "in 8 minutes", "–", "0", "0"]
        ]  # fmt: skip

    def test_nothing_known_yet(self, aissa):
        page = read(aissa)
        assert [row[1:3] for row in cells(page, "workers")] == [
            ["▲ not heard", "never"],
            ["▲ not heard", "never"],
        ]
        assert "No source is polled and no file has come in yet." in page

    @pytest.mark.parametrize(
        ("fields", "words"),
        [
            ({"failures_in_a_row": 3, "last_error": "answered 404"}, "▲ failing"),
            ({"last_success": HOUR}, "▲ silent"),
            ({"next_due": HOUR}, "▲ overdue"),
            ({"last_success": None}, "○ not read yet"),
            ({}, "● well"),
        ],
    )
    def test_a_state_is_a_sign_and_a_word(self, aissa, fields, words):
        feed(**fields)
        assert cells(read(aissa), "sources")[0][1] == words

    def test_a_source_in_numbers(self, aissa):
        source = feed(next_due=ago(20 * MINUTE), failures_in_a_row=1, last_error="timed out")
        habit(source, [HOUR] * 4, last=2 * HOUR)
        assert cells(read(aissa), "sources") == [
            ["Sahel wiretimed out", "▲ overdue", "1 minute ago", "2 hours ago", "overdue for 20 minutes", "1", "5", "1"]
        ]  # fmt: skip

    def test_a_file_in_progress(self, aissa):
        file_run(make.source(), attempts=2)
        assert cells(read(aissa), "runs") == [
            ["april.csv", "Being taken in ▲ its worker ended", "40 %", "0 minutes"]
        ]

    def test_the_queue_in_numbers(self, aissa):
        waiting(20 * MINUTE)
        waiting(MINUTE, state=ReportState.QUARANTINED, state_reason="died")
        page = read(aissa)
        numbers = {
            words: re.sub(r"<[^>]+>", "", number)
            for words, number in re.findall(r"<dt>(.*?)</dt><dd>(.*?)</dd>", page)
        }
        assert numbers == {
            "waiting to be read": "1", "being read": "0", "oldest has waited": "20 minutes", "open proposals": "0", "exports to be made": "0",
            "set aside after failures": "1", "rows of files set aside": "0", "changes not in the feed yet": "0",
            "read, for an editor to look at": "0",
        }  # fmt: skip

    def test_every_link_leads_somewhere(self, esther):
        file_run(feed())
        part = read(esther).partition('<div class="health">')[2]
        links = set(re.findall(r'href="([^"]+)"', part.partition("</main>")[0].partition("<footer")[0]))
        assert len(links) == 7
        assert {link: esther.get(link).status_code for link in links} == dict.fromkeys(links, 200)

    def test_markup_in_a_name_or_an_error_stays_text(self, aissa):
        feed("<script>alert(1)</script>", failures_in_a_row=3, last_error="<b>no</b>")
        page = read(aissa)
        assert "<script>alert(1)" not in page
        assert "<b>no</b>" not in page

    def test_there_is_no_script_and_no_style_in_the_page(self, aissa):
        feed()
        part = read(aissa).partition('<div class="health">')[2]
        assert re.findall(r"<script|<style| style=| on[a-z]+=", part.partition("<footer")[0]) == []


class TestFirstPage:
    def test_says_that_all_is_well(self, aissa):
        beats()
        page = read(aissa, "/admin/")
        assert "Sources, queue and workers are well." in page

    def test_shows_the_first_trouble_and_how_many_there_are(self, aissa):
        beats(fetch=HOUR)
        waiting(HOUR, state=ReportState.QUARANTINED, state_reason="died")
        page = read(aissa, "/admin/")
        assert (
            "<strong>2 things need attention:</strong> Nobody has served the queue fetch for 1 hour." in page
        )
        assert "was set aside" not in page

    def test_one_trouble_is_one_thing(self, aissa):
        beats(fetch=HOUR)
        assert "<strong>1 thing needs attention:</strong>" in read(aissa, "/admin/")


def test_the_page_costs_the_same_number_of_queries_however_much_there_is(aissa):
    def cost() -> int:
        with CaptureQueriesContext(connection) as captured:
            read(aissa)
        return len(captured)

    few = cost()
    for n in range(8):
        file_run(feed(f"Wire {n}"))
        waiting(MINUTE)
    assert cost() == few
