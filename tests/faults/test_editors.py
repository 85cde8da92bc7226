"""What an editor at the desk notices while the broker is away: nothing."""

from __future__ import annotations

import http.cookiejar
import re
import subprocess
import sys
import time
import urllib.parse
import urllib.request
from collections.abc import Callable

import pytest

from sahel.local import PROJECT
from tests.queue.desk import Desk, seconds_until

pytestmark = pytest.mark.worker
SAVES = 20


@pytest.fixture(scope="module", autouse=True)
def pages(desk: Desk) -> None:
    """Pages need their static files collected, and a web server that knows of them."""
    subprocess.run(
        [sys.executable, "manage.py", "collectstatic", "--noinput", "-v", "0"], cwd=PROJECT, env=desk.environment,
        check=True,
    )  # fmt: skip
    desk.kill("web")
    desk.site.start_web()
    desk.site.wait_until_ready()


class Editor:
    """A browser in which an editor has signed in."""

    def __init__(self, desk: Desk) -> None:
        self.address = desk.site.address
        self.jar = http.cookiejar.CookieJar()
        self.opener = urllib.request.build_opener(urllib.request.HTTPCookieProcessor(self.jar))
        self.post(
            "admin/login/?next=/admin/",
            {"username": "aissa", "password": "a long password of ours"},
            "/admin/",
        )

    def get(self, path: str) -> str:
        with self.opener.open(self.address + path, timeout=30) as answer:
            return str(answer.read().decode())

    def post(self, path: str, fields: dict[str, str], leads_to: str) -> float:
        """Seconds until the page after it was there."""
        token = re.search(r'name="csrfmiddlewaretoken" value="([^"]+)"', self.get(path))
        assert token is not None
        body = urllib.parse.urlencode({**fields, "csrfmiddlewaretoken": token[1]}).encode()
        before = time.monotonic()
        with self.opener.open(self.address + path, body, timeout=30) as answer:
            assert urllib.parse.urlsplit(answer.url).path == leads_to
            answer.read()
        return time.monotonic() - before

    def save_report(self, name: str, source: int) -> float:
        return self.post(
            "admin/incidents/report/add/",
            {"source": str(source), "title": name, "text": f"Gunmen killed three people near Ansongo ({name}).",
             "published_at_0": "2018-10-02", "published_at_1": "08:00:00", "language": "en", "url": ""},
            "/admin/incidents/report/",
        )  # fmt: skip


def saves(desk: Desk, name: str) -> tuple[list[float], list[float]]:
    """(seconds of each save, seconds of each other request) of an editor who works on."""
    editor = Editor(desk)
    (source,) = desk.rows("SELECT min(source_id) FROM incidents_report")[0]
    saved, read = [], []
    for number in range(SAVES):
        saved.append(editor.save_report(f"{name} {number}", source))
        for path in (
            "admin/",
            "admin/health/",
            "admin/incidents/report/",
            "",
            "api/v1/incidents/",
            "health/ready",
        ):
            before = time.monotonic()
            editor.get(path)
            read.append(time.monotonic() - before)
    return saved, read


def all_read(desk: Desk, name: str) -> Callable[[], bool]:
    counted = "SELECT count(*) FROM incidents_report WHERE title LIKE %s AND state = 'proposed'"
    return lambda: desk.rows(counted, f"{name} %") == [(SAVES,)]


def tell(name: str, saved: list[float], read: list[float]) -> None:
    print(
        f"\n{name}: {len(saved)} saves, slowest {max(saved):.2f} s; {len(read)} other requests,"
        f" slowest {max(read):.2f} s"
    )


def test_an_editor_saves_within_two_seconds_while_redis_is_dead(desk: Desk) -> None:
    desk.submit("editor-source-0")
    with desk.without_redis():
        saved, read = saves(desk, "redis-dead")
    tell("editor, redis dead", saved, read)
    assert max(saved) < 2
    assert max(read) < 3
    seconds_until(all_read(desk, "redis-dead"), 60, lambda: "not all saved reports were read")


def test_no_request_takes_three_seconds_while_redis_is_frozen(desk: Desk) -> None:
    desk.submit("editor-source-1")
    assert desk.services.redis is not None
    with desk.frozen(desk.services.redis):
        saved, read = saves(desk, "redis-frozen")
    tell("editor, redis frozen", saved, read)
    assert max(saved + read) < 3
    seconds_until(all_read(desk, "redis-frozen"), 60, lambda: "not all saved reports were read")
