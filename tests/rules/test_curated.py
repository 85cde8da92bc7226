"""The reference tables: loading them again changes nothing, and what people added stays."""

from __future__ import annotations

from typing import Any

import pytest
from django.apps import apps
from django.core.serializers import serialize

from incidents import reference
from incidents.curated import load_reference
from incidents.models import Actor, ActorName, ActorRelation, Annotation, Place, PlaceName, Region
from tests import make

pytestmark = pytest.mark.django_db
TABLES = (Region, Place, PlaceName, Actor, ActorName, ActorRelation, Annotation)


def contents() -> dict[str, str]:
    return {model.__name__: serialize("json", model._base_manager.order_by("pk")) for model in TABLES}


def links() -> dict[str, int]:
    return {name: getattr(Region, name).through.objects.count() for name in ("neighbours", "predecessors")}


def test_a_second_run_changes_nothing_and_says_what_the_files_hold() -> None:
    before, linked = contents(), links()
    counts = load_reference()
    assert (contents(), links()) == (before, linked)
    assert counts == {
        "regions": len(reference.regions()), "places": len(reference.places()), "actors": len(reference.actors()),
        "annotations": len(reference.timeline_annotations()),
    }  # fmt: skip


def test_learnt_names_people_and_corrections_survive() -> None:
    place, actor = make.place(), make.actor()
    learnt = PlaceName.objects.create(place=place, name="Ansongho", key="ansongo", kind="learnt")
    alias = ActorName.objects.create(actor=actor, name="EIGS-test", kind="learnt")
    own_place = Place.objects.create(
        key="own-well", name="Own well", feature="well", country="MLI", curated=False
    )
    own_actor = Actor.objects.create(slug="own-militia", name="Own militia", inter=4)
    Region.objects.filter(pcode="ML07").update(approximate=False)
    load_reference()
    for row in (learnt, alias, own_place, own_actor):
        row.refresh_from_db()
    assert make.region("ML07").approximate is False


def test_an_annotation_that_an_editor_changed_or_deleted_stays_so() -> None:
    first, second = Annotation.objects.all()[:2]
    Annotation.objects.filter(pk=first.pk).update(label="Reworded", public=False)
    second.delete()
    load_reference()
    first.refresh_from_db()
    assert (first.label, first.public) == ("Reworded", False)
    assert not Annotation.objects.filter(label=second.label, date_start=second.date_start).exists()


def test_a_curated_value_that_was_spoilt_is_mended() -> None:
    Place.objects.filter(key="ml-ansongo").update(name="Spoilt", radius_m=1)
    load_reference()
    assert (make.place().name, make.place().radius_m) == ("Ansongo", 4000)


@pytest.mark.parametrize(
    ("pcode", "parent", "holds"),
    [("ML0701", "ML07", "ML0701"), ("ML07", "MLI", "ML0701"), ("MLI", None, "ML10")],
)
def test_the_tree_of_regions(pcode: str, parent: str | None, holds: str) -> None:
    region = make.region(pcode)
    assert (region.parent.pcode if region.parent else None) == parent
    assert region.holds(make.region(holds))
    assert not make.region("NER").holds(region)


@pytest.mark.parametrize(
    ("slug", "name"), [("isgs", "Islamic State"), ("jnim", "Jama"), ("fama", ""), ("civilians", "Civilians")]
)
def test_an_actor_bears_its_present_official_name(slug: str, name: str) -> None:
    actor = make.actor(slug)
    current = {n.name for n in actor.names.all() if n.kind == "official" and not n.valid_to}
    assert actor.name in current
    assert name in actor.name


def test_every_place_lies_in_a_region_of_its_country() -> None:
    wrong = [
        row.key
        for row in Place.objects.select_related("region")
        if row.region and row.region.country != row.country
    ]
    assert wrong == []


def test_every_name_has_its_key_for_forgiving_look_ups() -> None:
    assert not PlaceName.objects.filter(key="").exists()


def test_no_reference_row_is_made_up() -> None:
    assert not Actor.objects.filter(synthetic=True).exists()


def test_the_tables_are_the_models_that_the_files_fill(django_assert_max_num_queries: Any) -> None:
    with django_assert_max_num_queries(120):
        load_reference()
    assert {model._meta.app_label for model in TABLES} == {apps.get_app_config("incidents").label}
