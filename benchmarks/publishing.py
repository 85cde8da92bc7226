"""From a reviewer's publication to the map: an edit goes through review, is looked for, and is taken back the same way."""

from __future__ import annotations

import json
import os
import time
from collections.abc import Callable, Iterator
from itertools import cycle

from django.contrib.auth.models import User

from benchmarks.browser import Map, opened, tell_limit
from benchmarks.measure import Reader
from incidents import record, review
from incidents.models import Incident

SELECTION = "type=battles&since=2016-01-01&until=2016-12-31"
PATH = f"/api/v1/map/?bbox=-18,3,32,26&zoom=5&{SELECTION}"
PAGE = f"/?{SELECTION}&lon=1.6&lat=15.75&zoom=5"
TIMES, PATIENCE = 5, 30.0


def publish(incident: Incident, values: dict[str, object]) -> float:
    """An editor's change and a reviewer's publication of it; when the latter was committed, by perf_counter."""
    editor, reviewer = (
        User.objects.get_or_create(username=f"bench-{role}")[0] for role in ("editor", "reviewer")
    )
    fresh = Incident.objects.unpublished_too().get(pk=incident.pk)
    proposal = review.revise(fresh, record.read(fresh).with_values(values), by=editor, reason="benchmark")
    if proposal is None:
        raise RuntimeError("the edit changes nothing")
    review.accept(proposal, by=reviewer)
    return time.perf_counter()


def seconds_until(seen: Callable[[], bool], committed: float) -> float:
    while not seen():
        if time.perf_counter() - committed > PATIENCE:
            raise RuntimeError(f"the edit is not on the map after {PATIENCE:.0f} s")
    return time.perf_counter() - committed


def there_and_back(count: Callable[[], int]) -> float:
    """The longer of two times in seconds: a battle becomes a riot and leaves the selection, then comes back."""
    chosen = Incident.objects.for_audience(2).filter(
        event_type="battles", date_start__year=2016, synthetic=True
    )
    incident, before = chosen.order_by("pk")[0], count()
    kind = {"event_type": incident.event_type, "sub_event_type": incident.sub_event_type}
    left = seconds_until(
        lambda: count() == before - 1, publish(incident, {"event_type": "riots", "sub_event_type": None})
    )
    back = seconds_until(lambda: count() == before, publish(incident, kind))
    return max(left, back)


def measure(reader: Reader, port: int) -> None:
    # The browser's driver keeps an event loop in this thread, where Django would refuse to read.
    os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "1"
    api = max(there_and_back(lambda: json.loads(reader.get(PATH))["total"]) for _time in range(TIMES))
    tell_limit("a published edit is in the map's answer after", api * 1000, "ms", 2000)
    with opened() as browser:
        ours = Map(browser)
        ours.open(f"http://127.0.0.1:{port}{PAGE}")
        ours.settle()
        keys = cycle(("ArrowRight", "ArrowLeft"))
        page = max(there_and_back(lambda: nudged(ours, keys)) for _time in range(TIMES))
    tell_limit("a published edit is on an open map, moved a little, after", page * 1000, "ms", 2000)


def nudged(ours: Map, keys: Iterator[str]) -> int:
    """Moves the map by the next arrow key; the total of the answer that it then draws."""
    with ours.page.expect_response(lambda answer: "/api/v1/map/" in answer.url) as found:
        ours.page.locator("#map").press(next(keys))
    return int(found.value.json()["total"])
