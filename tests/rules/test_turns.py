"""A turn is one process's at a time, and nobody waits for it."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import psycopg2
import pytest
from django.db import connection

from incidents.turns import held

SPACE = 7_339_999


@pytest.fixture
def elsewhere() -> Iterator[Any]:
    """The cursor of another process."""
    options = connection.get_connection_params()
    other = psycopg2.connect(
        **{key: options[key] for key in ("dbname", "user", "host", "port") if key in options}
    )
    other.autocommit = True
    cursor = other.cursor()
    yield cursor
    # The server ends a closed connection's process a moment later, and the next test would find its locks.
    cursor.execute("SELECT pg_advisory_unlock_all()")
    other.close()


def takes(cursor: Any, number: int) -> bool:
    cursor.execute("SELECT pg_try_advisory_lock(%s, %s)", [SPACE, number])
    return bool(cursor.fetchone()[0])


@pytest.mark.django_db
def test_a_turn_is_held_for_the_block_and_given_back(elsewhere: Any) -> None:
    with held(SPACE, 1) as is_ours:
        assert (is_ours, takes(elsewhere, 1), takes(elsewhere, 2)) == (True, False, True)
    assert takes(elsewhere, 1)


@pytest.mark.django_db
def test_a_turn_in_other_hands_is_not_waited_for_and_stays_theirs(elsewhere: Any) -> None:
    assert takes(elsewhere, 1)
    with held(SPACE, 1) as is_ours:
        assert not is_ours
    with held(SPACE, 1) as is_ours:
        assert not is_ours


@pytest.mark.django_db
def test_of_several_turns_the_first_free_one_is_taken(elsewhere: Any) -> None:
    assert takes(elsewhere, 0)
    with held(SPACE, 0, 1, 2) as is_ours:
        assert (is_ours, takes(elsewhere, 2), takes(elsewhere, 1)) == (True, True, False)


@pytest.mark.django_db
def test_a_turn_is_given_back_after_an_error(elsewhere: Any) -> None:
    with pytest.raises(ZeroDivisionError), held(SPACE, 1):
        1 / 0  # noqa: B018
    assert takes(elsewhere, 1)


@pytest.mark.usefixtures("real_commits")
def test_a_turn_goes_with_its_connection_and_the_error_of_the_block_is_told(elsewhere: Any) -> None:
    def lose_it() -> None:
        with held(SPACE, 1):
            connection.close()
            raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        lose_it()
    # Its process at the server needs a moment to end.
    elsewhere.execute("SET lock_timeout = '5s'")
    elsewhere.execute("SELECT pg_advisory_lock(%s, 1)", [SPACE])
