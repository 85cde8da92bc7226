"""What all tests share: the reference tables, loaded once; the people of a desk; real commits."""

from __future__ import annotations

import gc
from collections.abc import Iterator
from importlib import import_module
from typing import Any

import pytest
from django.apps import apps
from django.conf import settings
from django.contrib.auth.models import Group
from django.db import connection, connections
from django.test import Client, override_settings
from django.test.utils import setup_databases, teardown_databases
from django.utils import translation

from incidents.curated import load_reference
from incidents.models import Region, Source
from tests import make


def pytest_collection_finish() -> None:
    """What was collected stays: the collector need not look through it again and again (a sixth of the time)."""
    gc.collect()
    gc.freeze()
    gc.set_threshold(50_000, 10, 10)


@pytest.fixture(scope="session")
def django_db_setup(
    django_test_environment: None,
    django_db_blocker: Any,
    django_db_keepdb: bool,
    django_db_createdb: bool,
) -> Iterator[None]:
    """The curated regions, places and actors lie in the test database before the first test.

    The plugin's own fixture makes a database only when a test is marked for one: tests with `real_commits` alone
    would find none.
    """
    keep = django_db_keepdb and not django_db_createdb
    with django_db_blocker.unblock():
        made = setup_databases(verbosity=0, interactive=False, aliases={"default"}, keepdb=keep)
        load_reference()
    yield
    if not django_db_keepdb:
        with django_db_blocker.unblock():
            teardown_databases(made, verbosity=0)


@pytest.fixture(scope="session", autouse=True)
def static_folder(tmp_path_factory: pytest.TempPathFactory) -> None:
    """WhiteNoise warns of a folder that is not there, as in a fresh clone."""
    settings.STATIC_ROOT = tmp_path_factory.mktemp("static")


def _reload_what_a_flush_took() -> None:
    if not Region.objects.exists():
        load_reference()
    if not Group.objects.filter(name="editor").exists():
        config = apps.get_app_config("incidents")
        models_module = config.models_module
        import_module("incidents.migrations.0003_groups").make_groups(apps, None)
        config.models_module = models_module


@pytest.fixture(autouse=True)
def in_english() -> Iterator[None]:
    """A request in French leaves its language to whatever this thread does next."""
    yield
    translation.deactivate()


@pytest.fixture(autouse=True)
def reference(request: pytest.FixtureRequest) -> None:
    """A test with `transaction=True` empties every table at its end: the next one finds them filled again."""
    marker = request.node.get_closest_marker("django_db")
    if marker is not None and marker.kwargs.get("transaction"):
        request.getfixturevalue("transactional_db")
        _reload_what_a_flush_took()


@pytest.fixture
def real_commits(django_db_setup: None, django_db_blocker: Any) -> Iterator[None]:
    """For writers with connections of their own. Afterwards reports, incidents and accounts are gone again;
    the reference tables stay, which is what makes this cheaper than `transaction=True`."""
    with django_db_blocker.unblock():
        _reload_what_a_flush_took()
        known_sources = list(Source.objects.values_list("pk", flat=True))
        try:
            yield
        finally:
            with connection.cursor() as cursor:
                cursor.execute(
                    "TRUNCATE incidents_incident, incidents_report, incidents_ingestrun, auth_user CASCADE"
                )
            Source.objects.exclude(pk__in=known_sources).delete()
            connections.close_all()


@pytest.fixture
def committed(django_capture_on_commit_callbacks: Any) -> Any:
    """`with committed():` runs what waits for the commit (the numbering of changes) at the end of the block."""
    return lambda: django_capture_on_commit_callbacks(execute=True)


@pytest.fixture
def analyst_client(db: None) -> Client:
    """A browser in which Chantal the analyst has signed in."""
    client = Client()
    client.force_login(make.analyst())
    return client


@pytest.fixture
def plain_static_files() -> Iterator[None]:
    """Static files under their own names: pages render without `collectstatic` having run."""
    plain = {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"}
    with override_settings(STORAGES={**settings.STORAGES, "staticfiles": plain}):
        yield
