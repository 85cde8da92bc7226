"""Every named rule of the database refuses what it is there to refuse, whatever wrote it."""

from __future__ import annotations

import pytest
from django.apps import apps
from django.contrib.gis.geos import Point
from django.db import IntegrityError, connection, transaction
from django.db.models import Model

from incidents import models
from tests.models.broken import BROKEN, NOT_ON_EARTH, POINT_RULES, Broken
from tests.models.rows import ANSONGO, published, saved, valid

pytestmark = pytest.mark.django_db
OUR_MODELS = list(apps.get_app_config("incidents").get_models())


def refused_by(error: pytest.ExceptionInfo[IntegrityError]) -> str:
    return error.value.__cause__.diag.constraint_name  # type: ignore[union-attr]


def write(case: Broken) -> None:
    values = case.values() if callable(case.values) else case.values
    if case.update is not None:
        row = saved(case.model, **values)
        case.model._base_manager.filter(pk=row.pk).update(**case.update(row))
    elif case.shared:
        first = saved(case.model, **values)
        saved(case.model, **{column: getattr(first, column) for column in case.shared})
    else:
        case.model._base_manager.bulk_create([case.model(**valid(case.model, **values))])


@pytest.mark.parametrize("case", BROKEN, ids=str)
def test_the_database_names_the_rule_that_was_broken(case: Broken) -> None:
    with pytest.raises(IntegrityError) as error, transaction.atomic():
        write(case)
    assert refused_by(error) == case.rule


@pytest.mark.parametrize("where", NOT_ON_EARTH)
@pytest.mark.parametrize(("rule", "model", "column"), POINT_RULES, ids=[rule for rule, *_rest in POINT_RULES])
def test_a_point_that_is_not_on_earth_is_refused_from_raw_sql(
    rule: str, model: type[Model], column: str, where: str
) -> None:
    radius = {"radius_m": 10} if model is not models.Place else {}
    row = saved(model, **{column: ANSONGO}, **radius)
    statement = f"UPDATE {model._meta.db_table} SET {column} = ST_SetSRID({where}, 4326) WHERE id = %s"  # noqa: S608
    with pytest.raises(IntegrityError) as error, transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(statement, [row.pk])
    assert refused_by(error) == rule


@pytest.mark.parametrize("corner", [(-180, -90), (180, 90), (-180, 90), (180, -90), (0, 0)])
@pytest.mark.parametrize(("rule", "model", "column"), POINT_RULES, ids=[rule for rule, *_rest in POINT_RULES])
def test_the_corners_of_the_earth_are_on_earth(
    rule: str, model: type[Model], column: str, corner: tuple[int, int]
) -> None:
    radius = {"radius_m": 10} if model is not models.Place else {}
    row = saved(model, **{column: Point(*corner, srid=4326)}, **radius)
    assert getattr(model._base_manager.get(pk=row.pk), column).coords == corner


@pytest.mark.parametrize("model", OUR_MODELS, ids=lambda model: model.__name__)
def test_a_valid_row_is_accepted(model: type[Model]) -> None:
    assert model._base_manager.filter(pk=saved(model).pk).count() == 1


def test_every_named_rule_has_a_line_in_these_tables() -> None:
    named = {rule.name for model in OUR_MODELS for rule in model._meta.constraints}
    tested = {case.rule for case in BROKEN} | {rule for rule, *_rest in POINT_RULES}
    assert named - tested == set(), "rules without a test"
    assert tested - named == set(), "tests of rules that are gone"


@pytest.mark.parametrize(
    ("low", "best", "high"),
    [
        (None, None, None),
        (3, None, None),
        (None, None, 9),
        (3, None, 9),
        (3, 3, 3),
        (0, 0, 0),
        (None, 4, None),
    ],
)
def test_a_vague_toll_stays_vague(low: int | None, best: int | None, high: int | None) -> None:
    row = saved(models.Incident, killed_low=low, killed_best=best, killed_high=high)
    assert models.Incident._base_manager.filter(pk=row.pk).values_list(
        "killed_low", "killed_best", "killed_high"
    ).get() == (low, best, high)


@pytest.mark.parametrize("text", ["", "2015", "2015-05", "2015-05-31", "1999-12", "2030"])
def test_a_date_may_be_known_to_the_year_or_month_only(text: str) -> None:
    assert saved(models.Actor, active_from=text).active_from == text


def test_words_alone_are_an_estimate() -> None:
    assert saved(models.CasualtyEstimate, best=None, words="dozens").words == "dozens"


def test_two_estimates_of_one_kind_may_stand_when_one_is_recommended() -> None:
    first = saved(models.CasualtyEstimate)
    saved(models.CasualtyEstimate, incident=first.incident, recommended=False, best=9)
    assert models.CasualtyEstimate.objects.filter(incident=first.incident).count() == 2


def test_another_person_may_publish() -> None:
    assert saved(models.Incident, **published()).audience == 2
