"""Queries whose SQL is made once answer as the ORM does."""

from __future__ import annotations

from threading import Thread

import pytest
from django.db import ProgrammingError, connection
from django.db.models import Value
from django.test.utils import CaptureQueriesContext

from incidents.kept import Kept, columns, instance, rows_of
from incidents.models import Place, Source
from tests import make

pytestmark = pytest.mark.django_db


def named(name: str, country: str):
    return Place.objects.filter(name=name, country=country).order_by("pk").values_list("pk", "name")


@pytest.mark.parametrize(
    ("name", "country"), [("Ansongo", "MLI"), ("Ansongo", "NER"), ("Ménaka", "MLI"), ("' or 1=1 --", "MLI")]
)
def test_it_answers_other_values_as_the_orm_does(name: str, country: str) -> None:
    kept = Kept(named, "a name that nobody has", "ZZZ")
    kept.rows("Gao", "MLI")  # made with other values before
    assert kept.rows(name, country) == list(named(name, country))


def test_the_orm_is_asked_once_and_the_database_each_time() -> None:
    asked = []

    def make_query(name: str):
        asked.append(name)
        return Place.objects.filter(name=name).values_list("pk")

    kept = Kept(make_query, "example")
    with CaptureQueriesContext(
        connection,
    ) as captured:
        kept.rows("Gao"), kept.rows("Fafa")
    assert (asked, len(captured)) == (["example"], 2)


@pytest.mark.parametrize(
    "query",
    [
        pytest.param(lambda _one: Place.objects.values_list("pk"), id="left out"),
        pytest.param(lambda one: Place.objects.filter(name=one).annotate(again=Value(one)).values_list("pk", "again"), id="twice"),
    ],
)  # fmt: skip
def test_an_example_that_does_not_stand_once_is_refused(query) -> None:
    with pytest.raises(RuntimeError, match="do not stand once each"):
        Kept(query, "example").rows("Gao")


def test_a_row_makes_the_models_object() -> None:
    source = make.source()
    row = Source.objects.filter(pk=source.pk).values_list("pk", *columns(Source)).get()
    made = instance(Source, row, 1)
    assert (made, made._state.adding, made.name, made.get_deferred_fields()) == (
        source,
        False,
        source.name,
        set(),
    )


# Planned once -------------------------------------------------------------------------------------------
def plans() -> list[str]:
    """The statements that this connection has planned."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT statement FROM pg_prepared_statements WHERE name LIKE 'kept%%'")
        return [statement for (statement,) in cursor.fetchall()]


def test_a_connection_plans_a_question_once() -> None:
    before = len(plans())
    kept = Kept(named, "a name that nobody has", "ZZZ")
    for name in ("Gao", "Ansongo", "Ménaka"):
        kept.rows(name, "MLI")
    assert len(plans()) == before + 1


def test_two_questions_have_a_plan_each_and_answer_for_themselves() -> None:
    places = Kept(named, "a name that nobody has", "ZZZ")
    sources = Kept(lambda name: Source.objects.filter(name=name).values_list("name"), "name of no source")
    source = make.source()
    assert (places.rows("Gao", "MLI")[0][1], sources.rows(source.name)) == ("Gao", [(source.name,)])


def test_a_percent_sign_of_the_statement_stays_one() -> None:
    assert rows_of("kept_percent", "SELECT '50 %%' || %s::text", [" of it"]) == [("50 % of it",)]


def test_another_connection_plans_for_itself() -> None:
    kept = Kept(named, "a name that nobody has", "ZZZ")
    here, there = kept.rows("Gao", "MLI"), []

    def ask() -> None:
        there.extend(kept.rows("Gao", "MLI"))
        connection.close()

    other = Thread(target=ask)
    other.start()
    other.join()
    assert there == here == list(named("Gao", "MLI"))


def test_what_the_database_refuses_is_the_error_that_django_has_for_it() -> None:
    with pytest.raises(ProgrammingError):
        rows_of("kept_refused", "SELECT nothing FROM nowhere", [])
