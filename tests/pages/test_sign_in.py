"""Signing in: few tries for one name from one address, then a pause. The same at both doors."""

from __future__ import annotations

from typing import Any

import pytest
from django.contrib.auth.models import User
from django.test import Client
from redis import Redis

from tests import make

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("plain_static_files")]
DOORS = ["/sign-in/", "/admin/login/"]
RIGHT = "a long password of ours"


@pytest.fixture(autouse=True)
def five_tries(settings: Any) -> None:
    """What an installation has, from nothing on; but a try costs no half second, which is what keeps hashes safe."""
    settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
    redis = Redis.from_url(settings.REDIS_URL)
    for key in redis.scan_iter("limit:sign-in:*"):
        redis.delete(key)
    redis.close()
    settings.RATE_LIMITS = {**settings.RATE_LIMITS, "sign-in": (5, 900)}


@pytest.fixture
def account() -> User:
    user = make.admin()
    user.set_password(RIGHT)
    user.save()
    return user


def enter(door: str, name: str = "esther", password: str = "wrong", address: str = "192.0.2.1") -> Any:
    return Client().post(door, {"username": name, "password": password}, REMOTE_ADDR=address)


@pytest.mark.parametrize("door", DOORS)
def test_after_five_wrong_passwords_not_even_the_right_one_is_looked_at(account: User, door: str) -> None:
    assert [enter(door).status_code for _time in range(6)] == [200] * 5 + [429]
    answer = enter(door, password=RIGHT)
    assert (answer.status_code, "sessionid" in answer.cookies) == (429, False)
    assert 890 <= int(answer["Retry-After"]) <= 900
    assert "Please try again in 15 minutes." in answer.content.decode()


@pytest.mark.parametrize("door", DOORS)
def test_the_right_password_within_five_tries_lets_in_and_begins_anew(account: User, door: str) -> None:
    for _round in range(3):
        assert [enter(door).status_code for _time in range(4)] == [200] * 4
        answer = enter(door, password=RIGHT)
        assert (answer.status_code, "sessionid" in answer.cookies) == (302, True)


def test_both_doors_count_together(account: User) -> None:
    assert [enter(DOORS[n % 2]).status_code for n in range(6)] == [200] * 5 + [429]


@pytest.mark.parametrize("other", [{"name": "aissa"}, {"address": "192.0.2.2"}])
def test_another_name_or_address_is_counted_by_itself(account: User, other: dict[str, str]) -> None:
    assert [enter("/sign-in/").status_code for _time in range(6)][-1] == 429
    assert enter("/sign-in/", **other).status_code == 200


def test_an_account_of_ones_own_does_not_open_the_tries_for_others(account: User) -> None:
    mine = Client()
    mine.force_login(make.analyst())
    tried = [
        mine.post(
            "/sign-in/", {"username": "esther", "password": "wrong"}, REMOTE_ADDR="192.0.2.1"
        ).status_code
        for _time in range(6)
    ]
    assert tried == [200] * 5 + [429]


@pytest.mark.parametrize("spelt", [" esther", "esther ", "ESTHER", "ｅsther"])
def test_other_spellings_of_a_name_are_no_further_tries(account: User, spelt: str) -> None:
    assert [enter("/sign-in/").status_code for _time in range(5)] == [200] * 5
    assert enter("/sign-in/", name=spelt).status_code == 429


@pytest.mark.parametrize("name", ["", "x" * 10_000, "a\x00b", "\ud800".encode("utf-8", "surrogatepass")])
def test_a_name_that_is_none_is_no_defect(name: Any) -> None:
    assert enter("/sign-in/", name=name).status_code == 200


@pytest.mark.parametrize("door", DOORS)
def test_looking_at_the_form_is_no_try(door: str) -> None:
    assert [Client().get(door).status_code for _time in range(7)] == [200] * 7


def test_the_refusal_is_told_in_the_readers_language(account: User) -> None:
    for _time in range(5):
        enter("/sign-in/")
    answer = Client().post(
        "/sign-in/",
        {"username": "esther", "password": "x"},
        REMOTE_ADDR="192.0.2.1",
        headers={"Accept-Language": "fr"},
    )
    assert (answer.status_code, "Trop d’essais" in answer.content.decode()) == (429, True)
