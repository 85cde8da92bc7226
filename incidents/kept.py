"""A query whose SQL the ORM makes once and PostgreSQL plans once for each connection.

For what every request asks, putting the query together and planning it take longer than the answer.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from itertools import count
from threading import Lock, local
from typing import Any

from django.db import connection
from django.db.models import Model, QuerySet

_NUMBERS = count(1)


class _Known(local):
    """The connection of this thread and the statements that it has planned: another connection knows none of them."""

    connection: Any = None
    names: frozenset[str] = frozenset()


_KNOWN = _Known()


def rows_of(name: str, sql: str, values: Sequence[Any]) -> list[tuple[Any, ...]]:
    """The rows that a statement gives, which each connection plans once under this name."""
    with connection.cursor() as cursor:
        cursor.execute(_planned(name, sql, len(values)), list(values))
        found: list[tuple[Any, ...]] = cursor.fetchall()
        return found


def _planned(name: str, sql: str, number: int) -> str:
    """The statement that asks for the plan, which is made where this connection has none."""
    session = connection.connection
    if _KNOWN.connection is not session:
        _KNOWN.connection, _KNOWN.names = session, frozenset()
    if name not in _KNOWN.names:
        places = count(1)
        numbered = re.sub("%[s%]", lambda found: f"${next(places)}" if found[0] == "%s" else "%", sql)
        with connection.wrap_database_errors, session.cursor() as cursor:
            cursor.execute(f"PREPARE {name} AS {numbered}")
        _KNOWN.names |= {name}
    return f"EXECUTE {name}({', '.join(['%s'] * number)})" if number else f"EXECUTE {name}"


class Kept:
    """`make(*examples)` gives the query; `rows(*values)` asks it with other values in the examples' places.

    Examples must be unlike every other parameter of the query, and of the values' types. Raises RuntimeError,
    with the first question, when one of them does not stand in the SQL exactly once.
    """

    def __init__(self, make: Callable[..., QuerySet[Any, Any]], *examples: Any) -> None:
        self._make, self._examples = make, examples
        self._name = f"kept_{next(_NUMBERS)}"
        self._sql: tuple[str, list[Any], list[int]] | None = None
        self._lock = Lock()

    def rows(self, *values: Any) -> list[tuple[Any, ...]]:
        sql, parameters, places = self._sql or self._made()
        asked = list(parameters)
        for place, value in zip(places, values, strict=True):
            asked[place] = value
        return rows_of(self._name, sql, asked)

    def _made(self) -> tuple[str, list[Any], list[int]]:
        with self._lock:
            if self._sql is None:
                sql, given = self._make(*self._examples).query.sql_with_params()
                parameters = list(given)
                if any(parameters.count(example) != 1 for example in self._examples):
                    raise RuntimeError(f"the examples do not stand once each in {sql}")
                self._sql = sql, parameters, [parameters.index(example) for example in self._examples]
            return self._sql


def instance(model: type[Model], row: tuple[Any, ...], first: int = 0) -> Any:
    """The model's object from its columns in a row, which begin at `first`."""
    names = [field.attname for field in model._meta.concrete_fields]
    return model.from_db("default", names, row[first : first + len(names)])


def columns(model: type[Model], prefix: str = "") -> list[str]:
    """The names of a model's columns for `values_list`, in the order that `instance` takes."""
    return [prefix + field.attname for field in model._meta.concrete_fields]
