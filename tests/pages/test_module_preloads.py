"""Pages name every module that their script needs, so that no round trip waits for another."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from django.test import Client

from incidents.templatetags.modules import _imported

SCRIPTS = Path(__file__).parent.parent.parent / "static" / "js"
LINK = re.compile(r'<link rel="modulepreload" href="[^"]*?js/([\w-]+?)(?:\.[0-9a-f]{12})?\.js">')


@pytest.mark.django_db
@pytest.mark.usefixtures("plain_static_files")
def test_the_map_page_names_each_module_of_its_first_view_once(client: Client) -> None:
    named = LINK.findall(client.get("/").content.decode())
    assert len(named) == len(set(named))
    assert {"incidentmap", "timeline", "list", "order"} <= set(named)


def test_modules_that_are_fetched_when_they_are_wanted_are_not_named() -> None:
    named = {name.removeprefix("js/").removesuffix(".js") for name in _imported("js/app.js")}
    later = {"choropleth", "fan", "shapes", "readout", "pickingtools"}
    assert named & later == set()


@pytest.mark.parametrize("script", ["app", "incidentpage", "dossierpage", "compare", "changespage"])
def test_every_module_that_is_named_is_there(script: str) -> None:
    assert [name for name in _imported(f"js/{script}.js") if not (SCRIPTS / Path(name).name).exists()] == []
