"""docker-compose.yml, Dockerfile, settings and the private services tell one story."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

import pytest
import yaml
from django.conf import settings

from sahel import local
from sahel.run import WORKERS

ROOT = Path(__file__).parent.parent
COMPOSE: dict[str, Any] = yaml.safe_load((ROOT / "docker-compose.yml").read_text())
SERVICES: dict[str, Any] = COMPOSE["services"]
OURS = ("prepare", "columns", "web", "worker-extract", "worker-fetch", "beat")
# Names that a variable of .env has inside compose only.
COMPOSE_ONLY = {"POSTGRES_PASSWORD", "REDIS_PASSWORD", "PORT"}


def settings_variables() -> set[str]:
    """Names of the environment variables that the settings read."""
    text = (ROOT / "sahel" / "settings.py").read_text()
    return set(re.findall(r"env_(?:text|bool|int|list|one_of)\(\s*['\"]([A-Z_]+)", text))


def substituted(text: str) -> set[str]:
    return set(re.findall(r"\$\{([A-Z_]+)", text))


def test_the_services_are_database_broker_preparation_columns_web_two_workers_and_beat():
    assert set(SERVICES) == {"db", "redis", *OURS}


def test_each_queue_has_one_worker_with_as_many_processes_as_in_make_run():
    served = {
        queue: int(command[command.index("--concurrency") + 1])
        for name, service in SERVICES.items()
        if name.startswith("worker-")
        for command in [service["command"]]
        for queue in [command[command.index("--queues") + 1]]
    }
    assert served == WORKERS
    assert tuple(served) == settings.QUEUES


def test_a_worker_is_asked_for_under_the_name_that_it_has():
    for queue in settings.QUEUES:
        service = SERVICES[f"worker-{queue}"]
        assert service["command"][service["command"].index("--hostname") + 1] == f"{queue}@%h"
        assert f"-d {queue}@$$HOSTNAME " in service["healthcheck"]["test"][-1]


def test_one_process_is_left_for_the_polls_while_files_are_taken_in_and_exports_made():
    assert WORKERS["fetch"] > settings.IMPORTS_AT_ONCE + settings.EXPORTS_AT_ONCE


def test_the_broker_can_be_another_one_by_its_address_alone():
    assert SERVICES["web"]["environment"]["BROKER_URL"].startswith("${BROKER_URL:-redis://")


def test_only_the_web_port_is_published():
    assert {name for name, service in SERVICES.items() if "ports" in service} == {"web"}


@pytest.mark.parametrize("name", sorted(set(SERVICES) - {"prepare"}))
def test_every_lasting_service_has_a_health_check(name):
    assert SERVICES[name]["healthcheck"]["test"]


@pytest.mark.parametrize("name", OURS)
def test_our_services_run_without_root_and_without_new_privileges(name):
    service = SERVICES[name]
    assert service["user"] == "10001"
    assert service["cap_drop"] == ["ALL"]
    assert service["security_opt"] == ["no-new-privileges:true"]


def test_the_image_runs_as_the_account_that_compose_names():
    dockerfile = (ROOT / "Dockerfile").read_text()
    assert "--uid 10001" in dockerfile
    assert re.search(r"^USER sahel$", dockerfile, re.MULTILINE)


@pytest.mark.parametrize("name", OURS)
def test_every_variable_that_compose_sets_is_read_by_the_settings(name):
    assert set(SERVICES[name]["environment"]) - settings_variables() == set()


def test_the_environment_example_names_what_compose_asks_for():
    example = (ROOT / ".env.example").read_text()
    named = set(re.findall(r"^([A-Z_]+)=", example, re.MULTILINE))
    wanted = set(re.findall(r"\$\{([A-Z_]+):\?", (ROOT / "docker-compose.yml").read_text()))
    assert wanted - named == set()
    assert named - settings_variables() - COMPOSE_ONLY == set()


def test_no_secret_has_a_value_in_the_files():
    example = dict(
        line.split("=", 1) for line in (ROOT / ".env.example").read_text().splitlines() if line[:1].isupper()
    )
    assert [example[name] for name in ("SECRET_KEY", "POSTGRES_PASSWORD", "REDIS_PASSWORD")] == ["", "", ""]
    text = (ROOT / "docker-compose.yml").read_text()
    assert re.findall(r"(?:PASSWORD|SECRET_KEY): (?!\$\{)\S+", text) == []


def test_postgres_has_the_same_major_version_as_the_private_cluster():
    image, tag = SERVICES["db"]["image"].split(":")
    assert image == "postgis/postgis"
    assert tag.split("-")[0] == local.DEFAULT_POSTGRES


def test_redis_has_the_major_version_of_debian():
    image, tag = SERVICES["redis"]["image"].split(":")
    assert image == "redis"
    assert tag.split("-")[0] == "7"
    assert local.PACKAGES == ("redis-server",)


def test_redis_keeps_wakeups_as_in_the_private_services():
    command = SERVICES["redis"]["command"][-1]
    own = (ROOT / "sahel" / "local.py").read_text()
    for option in ("--appendonly", "--maxmemory-policy", "noeviction"):
        assert option in command
        assert option in own


def test_python_of_the_image_is_one_that_the_project_supports():
    version = re.search(r"^FROM python:(3\.\d+)-", (ROOT / "Dockerfile").read_text(), re.MULTILINE)
    assert version is not None
    assert version[1] in {"3.11", "3.12", "3.13"}


def test_web_workers_and_beat_wait_for_the_prepared_database():
    for name in ("web", "worker-extract", "worker-fetch", "beat"):
        assert SERVICES[name]["depends_on"]["prepare"] == {"condition": "service_completed_successfully"}


def test_lock_files_have_hashes_and_no_addresses():
    for name in ("requirements.txt", "requirements-dev.txt"):
        text = (ROOT / name).read_text()
        assert "://" not in text
        pinned = re.findall(r"^[a-z0-9][a-z0-9._\[\]-]*==", text, re.MULTILINE | re.IGNORECASE)
        assert len(pinned) > 20
        assert text.count("--hash=sha256:") >= len(pinned)


def test_direct_dependencies_carry_their_reason():
    text = (ROOT / "pyproject.toml").read_text()
    listed = re.findall(r'^    "[a-z][^"]*[<>=][^"]*",(.*)$', text, re.MULTILINE)
    assert len(listed) > 20
    assert [rest for rest in listed if "#" not in rest] == []
