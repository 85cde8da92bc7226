"""Every page in French says nothing in English; a language that is not spoken is a safe default."""

from __future__ import annotations

import pytest
from django.conf import settings
from django.template.loader import render_to_string
from django.test import Client, override_settings
from django.utils import translation

from incidents import changes
from incidents.models import ApiToken, SavedView
from tests import make
from tests.locale.reading import english_of, read_page

NO_BREAK_SPACE = "\u00a0"
FRENCH_ONLY = {"summaries": {"fr": "Trois personnes tuées à Ansongo."}}


@pytest.mark.parametrize(
    ("html", "found"),
    [
        ("<p>Filters</p>", ["Filters"]),
        ("<p>Filtres</p>", []),
        ('<p title="Copy link">Copier</p>', ["Copy link"]),
        ("<template><p>at least {n} killed</p></template>", ["at least {n} killed"]),
        ("<p>at least 12 killed</p>", ["at least 12 killed"]),
        ("<p>Ansongo</p><code>Filters</code>", []),
        (
            '<html lang="fr"><button lang="en" aria-label="English">EN</button><p lang="fr">Copy link</p>',
            ["Copy link"],
        ),
    ],
)
def test_english_on_a_page_is_noticed(html: str, found: list[str]) -> None:
    assert english_of(read_page(html)) == found


@pytest.fixture
def stocked(db: None, plain_static_files: None) -> dict[str, str]:
    """Addresses of pages by name, over an incident that was corrected, one retracted and one made up."""
    root = make.published_incident(**FRENCH_ONLY)
    make.edited(root, verification="confirmed", reason="seconde source")
    gone = make.retracted(reason="rapport retiré", **FRENCH_ONLY)
    make.synthetic(**FRENCH_ONLY)
    changes.number_changes()
    SavedView.objects.create(owner=make.analyst(), name="Nord", query="region=ML07")
    ApiToken.issue(user=make.analyst(), name="Nord")
    return {"incident": f"/incidents/{root.public_id}/", "retracted": f"/incidents/{gone.public_id}/"}


PAGES = [
    ("map", "/", 200),
    ("map with a mistake", "/?since=xx&foo=1&near=1&actor=nobody", 400),
    ("map without rows", "/?min_killed=5000", 200),
    ("incident", "", 200),
    ("retracted", "", 410),
    ("actor", "/actors/isgs/", 200),
    ("region", "/regions/ML07/", 200),
    ("changes", "/changes/", 200),
    ("changes with a mistake", "/changes/?since=xx&foo=1", 400),
    ("comparison to choose", "/compare/", 200),
    ("comparison", "/compare/?by=period&a=2018-04-30..2018-07-28&b=2018-07-29..2018-10-26", 200),
    ("comparison by region", "/compare/?by=region&a=ML07&b=ML10&since=2018-01-01&until=2018-12-31", 200),
    ("comparison with a mistake", "/compare/?by=moon&a=x&b=y", 400),
    ("saved views", "/views/", 200),
    ("API tokens", "/tokens/", 200),
    ("signing in", "/sign-in/", 200),
    ("nothing there", "/nothing/", 404),
]


@pytest.mark.parametrize(("name", "path", "status"), PAGES, ids=[name for name, _path, _status in PAGES])
def test_a_french_page_says_nothing_in_english(
    stocked: dict[str, str], analyst_client: Client, name: str, path: str, status: int
) -> None:
    for client in (Client(), analyst_client):
        response = client.get(path or stocked[name], headers={"Accept-Language": "fr"}, follow=True)
        page = read_page(response.content.decode())
        assert (response.status_code, page.root["lang"], page.root["dir"]) == (status, "fr", "ltr")
        assert english_of(page) == []


@pytest.mark.parametrize("template", ["400.html", "403.html", "404.html", "503.html"])
def test_a_failure_is_told_in_french(plain_static_files: None, template: str) -> None:
    with translation.override("fr"):
        page = read_page(render_to_string(template))
    assert page.root["lang"] == "fr"
    assert english_of(page) == []


def test_the_last_resort_speaks_both_languages_without_any_machinery(plain_static_files: None) -> None:
    for language in ("en", "fr"):
        with translation.override(language):
            html = render_to_string("500.html")
        assert "Something went wrong on our side" in html
        assert 'lang="fr"' in html
        assert "Une erreur est survenue de notre côté" in html


def test_pages_write_days_and_figures_the_french_way(stocked: dict[str, str]) -> None:
    make.published_incidents([{}] * 5)
    french = Client(headers={"Accept-Language": "fr"})
    incident = read_page(french.get(stocked["incident"]).content.decode()).texts
    assert "3 tués" in incident
    assert any(text.startswith("30 sept. 2018") for text in incident)
    comparison = french.get("/compare/?by=period&a=2018-09-01..2018-09-30&b=2018-10-01..2018-10-10")
    assert "0,23 par jour" in comparison.content.decode()


def test_problems_that_pages_show_are_told_in_french(stocked: dict[str, str]) -> None:
    response = Client().get("/?since=xx&foo=1", headers={"Accept-Language": "fr"})
    assert response.context["problem"] == [
        {"parameter": "foo", "message": "n’est pas un paramètre ici"},
        {"parameter": "since", "message": f"“xx”{NO_BREAK_SPACE}: attend un jour sous la forme AAAA-MM-JJ"},
    ]


# Languages that are asked for ----------------------------------------------------------------------------
@pytest.mark.parametrize(
    ("asked", "given"),
    [
        ("fr", "fr"),
        ("fr-ML", "fr"),
        ("FR", "fr"),
        ("de, fr;q=0.5", "fr"),
        ("xx", "en"),
        ("", "en"),
        ("*", "en"),
        ("zz-ZZ, yy;q=x", "en"),
        ("<script>", "en"),
        ("x" * 5_000, "en"),
    ],
)
def test_the_language_asked_for_or_a_safe_default(
    db: None, plain_static_files: None, asked: str, given: str
) -> None:
    response = Client().get("/sign-in/", headers={"Accept-Language": asked})
    assert (response.status_code, response["Content-Language"]) == (200, given)
    assert read_page(response.content.decode()).root["lang"] == given


@pytest.mark.parametrize(
    ("cookie", "given"), [("fr", "fr"), ("xx", "en"), ("../../etc", "en"), ("fr\x7f", "en")]
)
def test_the_language_of_the_cookie(db: None, plain_static_files: None, cookie: str, given: str) -> None:
    client = Client()
    client.cookies[settings.LANGUAGE_COOKIE_NAME] = cookie
    assert client.get("/sign-in/")["Content-Language"] == given


@pytest.mark.parametrize("path", ["/", "incident", "/changes/", "/compare/", "/regions/ML07/", "/nothing/"])
def test_a_language_written_from_the_right_turns_the_page(stocked: dict[str, str], path: str) -> None:
    with override_settings(LANGUAGES=[*settings.LANGUAGES, ("ar", "Arabic")]):
        response = Client().get(stocked.get(path, path), headers={"Accept-Language": "ar"})
    root = read_page(response.content.decode()).root
    assert (root["lang"], root["dir"]) == ("ar", "rtl")
