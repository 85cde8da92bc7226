"""Pytest plugin: private PostgreSQL and Redis around the whole run, before Django reads its settings.

Runs side by side each take a folder of their own, so that two terminals do not disturb each other.
"""

from __future__ import annotations

import os
from collections.abc import Iterator

import pytest

from sahel.local import CannotStart, PrivateServices, default_folder

SLOTS = 8
_services: PrivateServices | None = None


def _start_in_free_slot() -> PrivateServices:
    refusal: CannotStart | None = None
    for slot in range(SLOTS):
        services = PrivateServices(default_folder(f"test{slot}"), durable=False)
        try:
            services.start()
        except CannotStart as error:
            services.stop()
            refusal = error
            if "Already running" not in str(error):
                break
            continue
        return services
    raise pytest.UsageError(str(refusal))


@pytest.hookimpl(wrapper=True, tryfirst=True)
def pytest_load_initial_conftests(early_config: pytest.Config) -> Iterator[None]:
    global _services  # noqa: PLW0603  one pair of servers for the whole run
    if _services is None and not early_config.known_args_namespace.help:
        _services = _start_in_free_slot()
        os.environ["DATABASE_URL"] = _services.database_url
        os.environ["BROKER_URL"] = _services.broker_url
        os.environ["SECURE_SSL"] = "0"
        os.environ["SECRET_KEY"] = "key-of-the-tests-" + "x" * 50
        os.environ["SWEEP_SECONDS"] = "1"
        # A run asks more often than any person. Everything is counted all the same; the tests of limits lower them.
        for name in ("ANONYMOUS", "ACCOUNT", "TOKEN", "REPORTS", "EXPORTS", "FAILED_KEYS", "SIGN_IN"):
            os.environ[f"RATE_{name}"] = "1000000"
    try:
        return (yield)
    except BaseException:  # Django's settings or apps do not load: nothing will call pytest_unconfigure
        pytest_unconfigure(early_config)
        raise


def pytest_unconfigure(config: pytest.Config) -> None:
    global _services  # noqa: PLW0603
    if _services is not None:
        _services.stop()
        _services = None


@pytest.fixture(scope="session")
def private_services() -> PrivateServices:
    """The servers of this run, for tests that stop or freeze one of them."""
    assert _services is not None
    return _services
