"""What each role may do, as the migration gives it."""

from __future__ import annotations

from typing import Any

import pytest
from django.contrib.auth.models import Group

from tests import make

pytestmark = pytest.mark.django_db
DESK = {"editor": make.editor, "reviewer": make.reviewer}


def permissions(group: str) -> set[str]:
    return set(Group.objects.get(name=group).permissions.values_list("codename", flat=True))


def test_the_groups_are_these() -> None:
    assert set(Group.objects.values_list("name", flat=True)) == {"analyst", "editor", "reviewer", "demo"}


def test_an_analyst_reads_incidents_and_comments_on_them() -> None:
    assert permissions("analyst") == {"view_incident", "view_comment", "add_comment"}


def test_a_demo_account_has_no_permission_by_that() -> None:
    assert permissions("demo") == set()


def test_a_reviewer_is_an_editor_who_may_publish() -> None:
    assert permissions("reviewer") - permissions("editor") == {"publish_incident"}
    assert permissions("editor") - permissions("reviewer") == set()


@pytest.mark.parametrize(
    "codename",
    [
        "submit_report", "add_report", "add_incident", "change_incident", "change_proposal", "view_exact_location",
        "add_ingestrun", "view_source", "delete_casualtyestimate", "add_place", "add_actor", "view_revision",
    ],
)  # fmt: skip
@pytest.mark.parametrize("role", DESK)
def test_the_desk_may(role: str, codename: str) -> None:
    assert DESK[role]().has_perm(f"incidents.{codename}")


@pytest.mark.parametrize(
    "codename",
    [
        "add_source", "change_source", "delete_source", "delete_incident", "delete_report", "delete_actor",
        "delete_place", "add_region", "change_region", "add_change", "change_change", "delete_change",
        "add_revision", "change_revision", "delete_revision", "add_evidence", "delete_evidence",
        "add_apitoken", "view_apitoken", "delete_exactlocation",
    ],
)  # fmt: skip
@pytest.mark.parametrize("role", ["analyst", "editor", "reviewer"])
def test_nobody_but_the_admin_may(role: str, codename: str) -> None:
    person = {"analyst": make.analyst, **DESK}[role]()
    assert not person.has_perm(f"incidents.{codename}")
    assert make.admin().has_perm(f"incidents.{codename}")


@pytest.mark.parametrize("person", [make.editor, make.analyst, make.other_editor])
def test_only_a_reviewer_may_publish(person: Any) -> None:
    assert not person().has_perm("incidents.publish_incident")
    assert make.reviewer().has_perm("incidents.publish_incident")


@pytest.mark.parametrize("app", ["auth", "admin", "sessions", "contenttypes"])
@pytest.mark.parametrize("group", ["analyst", "editor", "reviewer", "demo"])
def test_no_role_reaches_accounts_or_logs(group: str, app: str) -> None:
    assert not Group.objects.get(name=group).permissions.filter(content_type__app_label=app).exists()
