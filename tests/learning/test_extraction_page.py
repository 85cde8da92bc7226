"""The page on how far extraction is to be believed."""

from __future__ import annotations

import re

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from incidents.admin.extraction import Line
from incidents.calibration import PRIORS
from incidents.ingest.scoring import Rate
from incidents.models import EventModel, FieldConfidence
from tests import make

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("plain_static_files")]
PAGE = "/admin/extraction/"


@pytest.fixture
def esther() -> Client:
    client = Client()
    client.force_login(make.admin())
    return client


def read(client: Client) -> str:
    answer = client.get(PAGE)
    assert answer.status_code == 200
    return re.sub(r"\s+", " ", answer.content.decode().replace("\xa0", " "))


def rows(page: str) -> list[list[str]]:
    bodies = re.findall(r"<tbody.*?</tbody>", page)
    return [
        [re.sub(r"<[^>]+>", "", cell).strip() for cell in re.findall(r"<t[hd].*?</t[hd]>", row)]
        for body in bodies
        for row in re.findall(r"<tr.*?</tr>", body)
    ]


def fitted(**fields: object) -> FieldConfidence:
    given = {"field": "place", "kind": "exact", "prior_kept": 8.5, "prior_changed": 1.5, **fields}
    return FieldConfidence.objects.create(**given)


def test_only_the_desk_reads_it(analyst_client: Client) -> None:
    for client in (Client(), analyst_client):
        assert client.get(PAGE)["Location"] == f"/admin/login/?next={PAGE}"


def test_it_is_linked_from_the_header(esther: Client) -> None:
    assert f'<a href="{PAGE}">Extraction</a> /' in esther.get("/admin/").content.decode()


def test_before_any_decision_the_beliefs_are_shown_as_such(esther: Client) -> None:
    page = read(esther)
    assert (
        "0 drafts were confirmed. Nothing is fitted yet: what is said are beliefs from before any decision."
        in page
    )
    assert "None is trained. From 200 confirmed incidents on, manage.py train_event_type makes one." in page
    assert len(rows(page)) == len(PRIORS)
    assert rows(page)[0] == ["whole draft", "no words", "87 %", "", "–", "0/0", "87 %"]
    assert "<circle" not in page


def test_said_beside_kept_with_interval_and_counts(esther: Client) -> None:
    fitted(said=0.9, kept=90, changed=10, later_kept=25, later_changed=5)
    page = read(esther)
    assert ["place", "exact words", "90 %", "", "83 % [66–93] 25/30", "90/100", "90 %"] in rows(page)
    assert '<circle cx="104.0" cy="16.66' in page


def test_what_was_said_wrongly_has_a_sign(esther: Client) -> None:
    fitted(said=0.9, kept=30, changed=20, later_kept=5, later_changed=10)
    assert ["place", "exact words", "90 %", "", "▲ 33 % [15–58] 5/15", "30/50", "64 %"] in rows(read(esther))


def test_rules_and_languages_have_a_table_of_their_own(esther: Client) -> None:
    fitted(said=0.9, kept=30, rule="place-exact", language="fr", later_kept=9)
    assert rows(read(esther))[-1] == [
        "place", "exact words", "place-exact", "fr", "90 %", "100 % [70–100] 9/9", "30/30", "96 %",
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("in_use", "words"),
    [(True, "In use."), (False, "Not in use: it has to be better than the rules by 3 points.")],
)
def test_the_model_beside_the_rules(esther: Client, in_use: bool, words: str) -> None:
    EventModel.objects.create(
        trained_with=400, tested=100, right=88, rules_right=66, later_from=timezone.now().date(), in_use=in_use,
        arrays=b"x", sha256="0" * 64,
    )  # fmt: skip
    page = re.sub(r"<[^>]+>", "", read(esther))
    assert words in page
    assert "88 % (88/100)" in page
    assert "66 % (66/100)" in page


def test_it_takes_as_many_queries_for_many_rows_as_for_none(esther: Client) -> None:
    def queries() -> int:
        with CaptureQueriesContext(connection) as counted:
            read(esther)
        return len(counted)

    few = queries()
    for n in range(30):
        fitted(rule=f"rule-{n}", kept=30)
    assert queries() == few


def test_numbers_of_the_drawing_stay_numbers_in_french(esther: Client) -> None:
    fitted(said=0.905, kept=90, changed=10, later_kept=25, later_changed=5)
    page = esther.get(PAGE, headers={"accept-language": "fr"}).content.decode()
    assert not re.search(r'\b(?:x|y|x1|x2|y1|y2|cx|cy|r|width)="[^"]*,', page)


@pytest.mark.parametrize(
    ("said", "right", "of", "is_off"), [(90, 9, 10, False), (90, 5, 10, True), (50, 0, 0, False)]
)
def test_said_is_off_when_it_lies_outside_the_interval_of_what_was_kept(
    said: float, right: int, of: int, is_off: bool
) -> None:
    assert Line("place", "exact", "", "", said, said, Rate(right, of), right, of).is_off is is_off
