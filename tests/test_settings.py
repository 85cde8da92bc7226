"""Settings say what they expect, refuse what is unsafe, and agree with one another."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
from django.conf import settings
from django.core.checks import run_checks
from django.core.exceptions import ImproperlyConfigured
from django.test import override_settings

from sahel import checks
from sahel.settings import database_from_url, env_bool, env_int, env_list, env_one_of, env_text

ROOT = Path(__file__).parent.parent


# The environment -----------------------------------------------------------------------------------------
@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("1", True),
        ("true", True),
        ("Yes", True),
        ("ON", True),
        ("0", False),
        ("false", False),
        ("no", False),
        ("", False),
    ],
)
def test_a_switch(monkeypatch: pytest.MonkeyPatch, text: str, value: bool) -> None:
    monkeypatch.setenv("SWITCH", text)
    assert env_bool("SWITCH", not value) is value


@pytest.mark.parametrize(
    ("read", "text", "said"),
    [
        (lambda: env_bool("X", True), "maybe", "X='maybe': expected 1 or 0"),
        (lambda: env_int("X", 1), "ten", "X='ten': expected a whole number"),
        (lambda: env_one_of("X", "a", {"a", "b"}), "c", "X='c': expected one of a, b"),
    ],
)
def test_a_value_that_is_none_is_named(
    monkeypatch: pytest.MonkeyPatch, read: Any, text: str, said: str
) -> None:
    monkeypatch.setenv("X", text)
    with pytest.raises(ImproperlyConfigured, match=said):
        read()


@pytest.mark.parametrize(("text", "items"), [("", []), ("a", ["a"]), (" a , b,, ", ["a", "b"])])
def test_a_list(monkeypatch: pytest.MonkeyPatch, text: str, items: list[str]) -> None:
    monkeypatch.setenv("X", text)
    assert env_list("X", "default") == items


def test_what_is_not_set_is_the_default(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("X", raising=False)
    assert (env_text("X", "d"), env_int("X", 3), env_bool("X", True), env_list("X", "a,b")) == (
        "d",
        3,
        True,
        ["a", "b"],
    )


@pytest.mark.parametrize(
    ("url", "parts"),
    [
        ("postgresql://u:p@h:5433/n", ("n", "u", "p", "h", "5433")),
        ("postgres://u@h/n", ("n", "u", "", "h", "")),
        ("postgis:///n", ("n", "", "", "", "")),
        ("postgresql:///n?host=/run/pg&user=u&port=6", ("n", "u", "", "/run/pg", "6")),
        ("postgresql://u%40x:p%2F%3A@h/n%20m", ("n m", "u@x", "p/:", "h", "")),
    ],
)
def test_an_address_of_a_database(url: str, parts: tuple[str, ...]) -> None:
    found = database_from_url(url)
    assert tuple(found[name] for name in ("NAME", "USER", "PASSWORD", "HOST", "PORT")) == parts


@pytest.mark.parametrize("url", ["mysql://h/n", "sqlite:///n", "n", ""])
def test_another_database_is_refused(url: str) -> None:
    with pytest.raises(ImproperlyConfigured, match="DATABASE_URL"):
        database_from_url(url)


# Checks --------------------------------------------------------------------------------------------------
def told(**changed: Any) -> set[str]:
    with override_settings(**changed):
        return {message.id for message in run_checks(include_deployment_checks=True)}


@pytest.mark.parametrize(
    ("changed", "id_"),
    [
        ({"SECRET_KEY": "insecure-" + "x" * 80}, "sahel.E001"),
        ({"SECRET_KEY": "short"}, "sahel.E001"),
        ({"ALLOWED_HOSTS": ["*"]}, "sahel.E002"),
        ({"CELERY_BROKER_URL": "redis://broker.example:6379/0"}, "sahel.W003"),
        ({"FETCH_PORTS": [8080]}, "sahel.E007"),
        ({"FETCH_ALLOWED_NETWORKS": ["127.0.0.1/32"]}, "sahel.E007"),
        ({"TIME_ZONE": "Africa/Bamako"}, "sahel.E004"),
        ({"SECURE_PROXY_SSL_HEADER": ("HTTP_X_FORWARDED_PROTO", "https")}, "sahel.W008"),
        ({"REDIS_URL": ""}, "sahel.W009"),
        ({"LEASE_SECONDS": 1}, "sahel.E005"),
    ],
)
def test_an_unsafe_setting_is_told(changed: dict[str, Any], id_: str) -> None:
    assert id_ in told(**changed)


@pytest.mark.parametrize(
    "url",
    ["redis://:secret@broker.example:6379/0", "redis://localhost:6379/0", "redis+socket:///run/redis.sock"],
)
def test_a_broker_with_a_password_or_on_this_machine_is_fine(url: str) -> None:
    with override_settings(CELERY_BROKER_URL=url):
        assert checks.broker_has_a_password(None) == []


def test_the_tests_own_settings_break_none_of_our_rules() -> None:
    assert {id_ for id_ in told() if id_ and id_.startswith("sahel.")} == set()


@pytest.mark.parametrize(
    "check", [name for name in dir(checks) if name.startswith(("secret", "hosts", "time", "lease"))]
)
def test_a_check_says_what_to_do(check: str) -> None:
    bad = {"SECRET_KEY": "short", "ALLOWED_HOSTS": ["*"], "TIME_ZONE": "CET", "LEASE_SECONDS": 1}
    with override_settings(**bad):
        for message in getattr(checks, check)(None):
            assert message.hint or message.id in {"sahel.E004", "sahel.E005"}


# What settings promise -----------------------------------------------------------------------------------
def test_the_public_policy_has_no_inline_script_and_no_nonce() -> None:
    directives = settings.CONTENT_SECURITY_POLICY["DIRECTIVES"]
    assert directives["script-src"] == ["'self'"]
    assert directives["default-src"] == ["'none'"]
    assert not [value for values in directives.values() for value in values if "unsafe" in str(value)]


def test_wake_ups_are_taken_off_the_broker_as_they_are_read() -> None:
    # The report's row is the queue: what a dying worker held comes back by its lease, not by the broker.
    from sahel.celery import app
    from sahel.messages import WakeUpRequest, WakeUps

    assert isinstance(app.amqp, WakeUps)
    assert app.Task.Request == f"{WakeUpRequest.__module__}:{WakeUpRequest.__name__}"
    assert settings.CELERY_ACCEPT_CONTENT == ["json"]


def test_a_lease_outlives_the_longest_work_on_a_report() -> None:
    assert settings.LEASE_SECONDS > settings.REPORT_SECONDS


def test_nobody_gets_in_unless_a_view_says_so() -> None:
    assert settings.REST_FRAMEWORK["DEFAULT_PERMISSION_CLASSES"] == ["rest_framework.permissions.IsAdminUser"]


def settings_of(**environment: str) -> subprocess.CompletedProcess[str]:
    """What a process prints that starts with this environment."""
    code = (
        "import django; django.setup(); from django.conf import settings as s;"
        "print(s.DEBUG, s.SECURE_SSL_REDIRECT, s.SESSION_COOKIE_SECURE, s.SECURE_HSTS_SECONDS, s.REVIEW_RULE,"
        " s.CONTENT_SECURITY_POLICY['DIRECTIVES']['img-src']); print(s.RATE_LIMITS); print(f'[{s.REDIS_URL}]')"
    )
    known = {name: os.environ[name] for name in ("PATH", "HOME", "DATABASE_URL") if name in os.environ}
    environment = {**known, "DJANGO_SETTINGS_MODULE": "sahel.settings", **environment}
    return subprocess.run(
        [sys.executable, "-c", code], cwd=ROOT, env=environment, capture_output=True, text=True, check=False
    )


def test_production_is_the_default() -> None:
    assert settings_of().stdout.split()[:5] == ["False", "True", "True", "63072000", "two_person"]


def test_a_tile_server_is_one_that_the_operator_names() -> None:
    assert (
        "https://*.tiles.example" in settings_of(TILES_URL="https://{s}.tiles.example/{z}/{x}/{y}.png").stdout
    )


def test_limits_are_far_above_what_a_person_does_on_the_map() -> None:
    """A move of the map asks for three answers (map, timeline, list), at the earliest 150 ms after it has ended.

    A person who drags it twice a second for a whole minute sends 360 requests.
    """
    finished = settings_of()
    assert finished.stdout.splitlines()[1] == str(
        {"anonymous": (600, 60), "account": (1200, 60), "token": (1200, 60), "reports": (120, 60),
         "exports": (30, 60), "failed-keys": (20, 60), "sign-in": (5, 900)}
    )  # fmt: skip
    assert 2 * 3 * 60 < 600


@pytest.mark.parametrize(
    ("environment", "url"),
    [
        ({}, "redis://localhost:6379/0"),
        ({"BROKER_URL": "redis+socket:///run/redis.sock"}, "unix:///run/redis.sock"),
        ({"BROKER_URL": "rediss://:secret@broker.example/1"}, "rediss://:secret@broker.example/1"),
        ({"BROKER_URL": "amqp://broker.example"}, ""),
        (
            {"BROKER_URL": "amqp://broker.example", "REDIS_URL": "redis://other.example/0"},
            "redis://other.example/0",
        ),
    ],
)
def test_limits_are_counted_where_the_broker_is_or_where_the_operator_says(
    environment: dict[str, str], url: str
) -> None:
    assert settings_of(**environment).stdout.splitlines()[2] == f"[{url}]"


def test_a_review_rule_that_is_none_stops_the_start() -> None:
    finished = settings_of(REVIEW_RULE="nobody")
    assert finished.returncode != 0
    assert "REVIEW_RULE='nobody': expected one of single, two_person" in finished.stderr
