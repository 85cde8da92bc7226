"""What every request passes through: strange addresses, a database that is away, private answers."""

from __future__ import annotations

import pytest
from django.db import DataError, InterfaceError, OperationalError
from django.http import HttpRequest, HttpResponse
from django.test import Client, RequestFactory

from sahel.middleware import DatabaseAwayMiddleware, PrivateWhenSignedInMiddleware
from tests import make


@pytest.mark.usefixtures("plain_static_files")
@pytest.mark.parametrize(
    ("error", "status"),
    [
        (OperationalError("canceling statement due to statement timeout"), 503),
        (InterfaceError("connection already closed"), 503),
        (DataError("year is out of range"), 400),
    ],
)
def test_an_error_of_the_database_is_told_without_asking_the_database(error, status):
    # No database is allowed in this test: a look at the session would fail it.
    request = RequestFactory().get("/", headers={"Cookie": "sessionid=abc"})
    answer = DatabaseAwayMiddleware(lambda r: HttpResponse()).process_exception(request, error)
    assert answer is not None
    assert answer.status_code == status
    assert answer.get("Retry-After") == ("5" if status == 503 else None)


def test_other_errors_are_left_to_django():
    middleware = DatabaseAwayMiddleware(lambda r: HttpResponse())
    assert middleware.process_exception(RequestFactory().get("/"), ValueError("a defect")) is None


@pytest.mark.parametrize(
    ("headers", "is_private"),
    [
        ({}, False),
        ({"Cookie": "sessionid=abc"}, True),
        ({"Authorization": "Bearer abc"}, True),
        ({"Cookie": "a=b"}, False),
    ],
)
def test_an_answer_to_somebody_with_credentials_is_never_cached(headers, is_private):
    def view(request: HttpRequest) -> HttpResponse:
        return HttpResponse("x", headers={"ETag": '"1"'})

    answer = PrivateWhenSignedInMiddleware(view)(RequestFactory().get("/", headers=headers))
    assert ("no-store" in answer.get("Cache-Control", ""), "ETag" in answer) == (is_private, True)


@pytest.mark.parametrize("path", ["/%00", "/api/v1/incidents/?q=%00", "/?q=" + "a" * 100_001])
def test_strange_addresses_are_400_with_a_problem_document(path):
    answer = Client().get(path)
    assert (answer.status_code, answer["Content-Type"]) == (400, "application/problem+json")


@pytest.mark.django_db
def test_a_demo_account_works_from_this_machine_only():
    from django.contrib.auth.models import Group

    person = make.analyst()
    person.set_password("a long password of ours")
    person.save()
    person.groups.add(Group.objects.get(name="demo"))
    form = {"username": person.username, "password": "a long password of ours"}
    assert Client().login(request=RequestFactory().get("/", REMOTE_ADDR="127.0.0.1"), **form)
    assert not Client().login(request=RequestFactory().get("/", REMOTE_ADDR="203.0.113.5"), **form)
    forwarded = RequestFactory().get("/", REMOTE_ADDR="127.0.0.1", headers={"X-Forwarded-For": "203.0.113.5"})
    assert not Client().login(request=forwarded, **form)
