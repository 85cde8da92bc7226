"""The French catalogue: complete, exact, and spoken by every page; other languages are a safe default."""

from __future__ import annotations

import ast
import re
import struct
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date
from html.parser import HTMLParser
from pathlib import Path
from typing import Any

import pytest
from django.conf import settings
from django.template.loader import render_to_string
from django.test import Client, override_settings
from django.utils import translation
from django.utils.translation.template import templatize

from incidents import changes
from incidents.codes import PROBABILITY_TERM_CHOICES
from incidents.models import SavedView
from incidents.views import comparewords
from incidents.views.periods import span
from tests import make

ROOT = Path(settings.BASE_DIR)
PO = ROOT / "locale" / "fr" / "LC_MESSAGES" / "django.po"
FUNCTIONS = {"gettext", "gettext_lazy", "ngettext", "ngettext_lazy", "pgettext", "pgettext_lazy", "npgettext"}
PLACEHOLDER = re.compile(r"%\(\w+\)s|%s|%%|\{\w+\}")
NO_BREAK_SPACE = "\u00a0"


# What the sources say ------------------------------------------------------------------------------------
@dataclass(frozen=True, order=True)
class Text:
    """What makes a text of its own: its context and, where it counts, its plural."""

    singular: str
    plural: str = ""
    context: str = ""


def text_of(function: str, words: list[str]) -> Text:
    context = words.pop(0) if "pgettext" in function else ""
    return Text(words[0], words[1] if function.lstrip("n") != function else "", context)


STRING = r"""(?:"(?:[^"\\]|\\.)*"|'(?:[^'\\]|\\.)*')"""
CALL = re.compile(rf"\b(n?p?gettext|_)\(u?({STRING})(?:, *u?({STRING}))?(?:, *u?({STRING}))?", re.DOTALL)


def texts_of_template(source: str) -> set[Text]:
    """Django turns a template into calls of gettext between letters that mean nothing."""
    found = set()
    for function, *arguments in CALL.findall(templatize(source)):
        found.add(text_of(function, [ast.literal_eval(argument) for argument in arguments if argument]))
    return found


def translators(tree: ast.Module) -> dict[str, str]:
    """Function by the name it bears in the module. `make messages` knows it by its own name or as `_` only."""
    names = {}
    for node in ast.walk(tree):
        if isinstance(node, ast.ImportFrom) and node.module == "django.utils.translation":
            for alias in node.names:
                if alias.name in FUNCTIONS:
                    assert alias.asname in (None, "_"), f"{alias.name} as {alias.asname} is not collected"
                    names[alias.asname or alias.name] = alias.name
    return names


def texts_of_module(source: str) -> set[Text]:
    tree = ast.parse(source)
    names, found = translators(tree), set()
    for node in ast.walk(tree):
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id in names:
            function = names[node.func.id].removesuffix("_lazy")
            number = 1 + ("pgettext" in function) + function.startswith("n")
            found.add(text_of(function, [ast.literal_eval(argument) for argument in node.args[:number]]))
    return found


def texts_of_sources() -> set[Text]:
    found: set[Text] = set()
    for path in (ROOT / "templates").rglob("*.html"):
        found |= texts_of_template(path.read_text())
    for folder in ("incidents", "sahel"):
        for path in (ROOT / folder).rglob("*.py"):
            found |= texts_of_module(path.read_text())
    # One entry serves "incident" and "incident, incidents".
    counted = {(text.context, text.singular) for text in found if text.plural}
    return {text for text in found if text.plural or (text.context, text.singular) not in counted}


@pytest.mark.parametrize(
    ("source", "texts"),
    [
        ('{% load i18n %}{% translate "Map" %}', {Text("Map")}),
        ("{% load i18n %}{% translate 'Map' context \"a noun\" %}", {Text("Map", context="a noun")}),
        ("{% load i18n %}{{ name|default:_('nobody') }}", {Text("nobody")}),
        ("{% load i18n %}{% blocktranslate with n=m %}{{ n }} km{% endblocktranslate %}", {Text("%(n)s km")}),
        (
            "{% load i18n %}{% blocktranslate count n=m %}{{ n }} day{% plural %}{{ n }} days{% endblocktranslate %}",
            {Text("%(n)s day", "%(n)s days")},
        ),
        ('{% load i18n %}{% translate "It\'s 90 %" %}', {Text("It's 90 %%")}),
        ("<p>not marked</p>", set()),
    ],
)
def test_texts_of_a_template_are_found(source: str, texts: set[Text]) -> None:
    assert texts_of_template(source) == texts


@pytest.mark.parametrize(
    ("source", "texts"),
    [
        ("from django.utils.translation import gettext as _\n_('Map')", {Text("Map")}),
        ("from django.utils.translation import gettext_lazy\ngettext_lazy('a ' 'map')", {Text("a map")}),
        (
            "from django.utils.translation import ngettext\nngettext('%(n)s day', '%(n)s days', 2)",
            {Text("%(n)s day", "%(n)s days")},
        ),
        ("from django.utils.translation import pgettext\npgettext('noun', 'Map')", {Text("Map", "", "noun")}),
        ("from elsewhere import _\n_('Map')", set()),
    ],
)
def test_texts_of_a_module_are_found(source: str, texts: set[Text]) -> None:
    assert texts_of_module(source) == texts


def test_a_name_that_the_collector_does_not_know_is_refused() -> None:
    with pytest.raises(AssertionError, match="gettext_lazy as lazy is not collected"):
        texts_of_module("from django.utils.translation import gettext_lazy as lazy\nlazy('Map')")


# What the catalogue says ---------------------------------------------------------------------------------
@dataclass
class Entry:
    flags: str = ""
    parts: dict[str, str] = field(default_factory=dict)

    @property
    def text(self) -> Text:
        return Text(self.parts["msgid"], self.parts.get("msgid_plural", ""), self.parts.get("msgctxt", ""))

    @property
    def forms(self) -> list[str]:
        return [words for part, words in self.parts.items() if part.startswith("msgstr")]


def entries_of(source: str) -> Iterator[Entry]:
    """The entries of a .po file, its header among them."""
    for block in source.strip().split("\n\n"):
        entry, part = Entry(), ""
        for line in block.splitlines():
            if line.startswith("#,"):
                entry.flags += line
            elif not line.startswith("#"):
                keyword, quote, rest = line.partition('"')
                part = keyword.strip() or part
                entry.parts[part] = entry.parts.get(part, "") + ast.literal_eval(quote + rest)
        yield entry


def compiled_texts(content: bytes) -> dict[bytes, bytes]:
    """The originals and translations of a .mo file (GNU gettext's format, little-endian)."""
    magic, _revision, number, originals, translations = struct.unpack_from("<5I", content)
    assert magic == 0x950412DE

    def at(table: int, index: int) -> bytes:
        length, offset = struct.unpack_from("<2I", content, table + 8 * index)
        return content[offset : offset + length]

    return {at(originals, index): at(translations, index) for index in range(number)}


def as_compiled(entry: Entry) -> tuple[bytes, bytes]:
    text = entry.text
    original = f"{text.context}\x04{text.singular}" if text.context else text.singular
    original += f"\0{text.plural}" if text.plural else ""
    return original.encode(), "\0".join(entry.forms).encode()


HEADER, *ENTRIES = entries_of(PO.read_text())


def named(entry: Entry) -> str:
    return entry.text.singular[:50]


def test_the_catalogue_holds_every_text_of_the_sources_and_nothing_else() -> None:
    sources, catalogue = texts_of_sources(), {entry.text for entry in ENTRIES}
    assert (sorted(sources - catalogue), sorted(catalogue - sources)) == ([], [])


def test_no_text_is_there_twice() -> None:
    assert len({(entry.text.context, entry.text.singular) for entry in ENTRIES}) == len(ENTRIES)


def test_every_text_is_translated_in_each_form() -> None:
    assert [named(entry) for entry in ENTRIES if not all(entry.forms)] == []
    assert [named(entry) for entry in ENTRIES if len(entry.forms) != (2 if entry.text.plural else 1)] == []


def test_nothing_is_guessed_and_nothing_is_left_over() -> None:
    assert [named(entry) for entry in [HEADER, *ENTRIES] if "fuzzy" in entry.flags] == []
    assert "#~" not in PO.read_text()


def test_french_has_two_forms_and_zero_is_singular() -> None:
    assert "Plural-Forms: nplurals=2; plural=(n > 1);" in HEADER.forms[0]
    assert "charset=UTF-8" in HEADER.forms[0]


def test_what_is_filled_in_is_the_same_in_both_languages() -> None:
    def differs(entry: Entry) -> bool:
        originals = [entry.text.singular, entry.text.plural or entry.text.singular]
        return any(
            sorted(PLACEHOLDER.findall(original)) != sorted(PLACEHOLDER.findall(form))
            for original, form in zip(originals, entry.forms, strict=False)
        )

    assert [named(entry) for entry in ENTRIES if differs(entry)] == []


@pytest.mark.parametrize(
    ("rule", "wrong"),
    [
        ("a space that may break before a double sign", r" [:;!?»]|« "),
        ("no space before a double sign", r"[^\W\d][;!?»]|«\w"),
        ("a straight apostrophe", r"\w'\w"),
        ("English quotation marks", r"[“”]"),
        ("two spaces", r"  "),
    ],
)
def test_french_typography(rule: str, wrong: str) -> None:
    assert [form for entry in ENTRIES for form in entry.forms if re.search(wrong, form)] == [], rule


def test_the_compiled_file_is_what_the_catalogue_compiles_to() -> None:
    expected = dict(as_compiled(entry) for entry in [HEADER, *ENTRIES])
    # The compiler leaves the moment of the collection out, so that the same texts give the same file.
    expected[b""] = re.sub(rb"POT-Creation-Date:.*\n", b"", expected[b""])
    assert compiled_texts(PO.with_suffix(".mo").read_bytes()) == expected


# Words and numbers ---------------------------------------------------------------------------------------
@pytest.mark.parametrize(
    ("said", "words"),
    [
        (lambda: comparewords.whole(12_345), f"12{NO_BREAK_SPACE}345"),
        (lambda: comparewords.figure(0.43), "0,43"),
        (lambda: comparewords.day(date(2018, 9, 30)), "30 septembre 2018"),
        (lambda: comparewords.days_named(date(2018, 9, 1), date(2018, 9, 30)), "du 1 septembre 2018 au 30 septembre 2018"),
        (lambda: span("2015-05", ""), "depuis mai 2015"),
        (lambda: str(dict(PROBABILITY_TERM_CHOICES)["icd203:almost_certain"]), "presque certain (95-99 %, ICD-203)"),
        (lambda: str(dict(PROBABILITY_TERM_CHOICES)["icd203:very_unlikely"]), "très improbable (5-20 %, ICD-203)"),
    ],
)  # fmt: skip
def test_figures_and_days_in_french(said: Any, words: str) -> None:
    with translation.override("fr"):
        assert said() == words


@pytest.mark.parametrize(
    ("toll", "words"),
    [
        ((None, None, None), "bilan non précisé"),
        ((0, 0, 0), "aucun mort"),
        ((1, 1, 1), "1 tué"),
        ((22, 22, 22), "22 tués"),
        ((15, None, 27), "15–27 tués"),
        ((45, 52, 61), f"45–61 tués (estimation{NO_BREAK_SPACE}: 52)"),
        ((1, 1, None), "au moins 1 tué"),
        ((12, 12, None), "au moins 12 tués"),
        ((None, None, 9), "au plus 9 tués"),
    ],
)
def test_tolls_in_french(toll: tuple[int | None, int | None, int | None], words: str) -> None:
    with translation.override("fr"):
        assert (
            render_to_string("_toll.html", dict(zip(("low", "best", "high"), toll, strict=True))).strip()
            == words
        )


JUNE = {
    "date_start": date(2018, 6, 4),
    "date_end": date(2018, 6, 4),
    "time_precision": "day",
    "date_meaning": "lasted",
}
WEEK = {**JUNE, "date_end": date(2018, 6, 10)}


@pytest.mark.parametrize(
    ("row", "words"),
    [
        (JUNE, "4 juin 2018"),
        (WEEK, "4 juin 2018 – 10 juin 2018"),
        ({**WEEK, "date_meaning": "once_within"}, "une seule fois entre le 4 juin 2018 et le 10 juin 2018"),
        ({**WEEK, "time_precision": "month"}, "juin 2018 (jour inconnu)"),
        ({**WEEK, "time_precision": "year"}, "courant 2018"),
    ],
)
def test_days_of_an_incident_in_french(row: dict[str, Any], words: str) -> None:
    with translation.override("fr"):
        assert render_to_string("_when.html", {"row": row}).strip() == words


# Pages ---------------------------------------------------------------------------------------------------
class VisibleText(HTMLParser):
    """What a reader reads or hears of a page, the sentences of its scripts among it.

    Code is not read, nor what the page itself says is in another language.
    """

    def __init__(self) -> None:
        super().__init__()
        self.texts: list[str] = []
        self.root: dict[str, str | None] = {}
        self._hidden = False

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.root = dict(attrs) if tag == "html" else self.root
        elsewhere = dict(attrs).get("lang", self.root.get("lang")) != self.root.get("lang")
        self._hidden = elsewhere or tag in ("script", "style", "code")
        if elsewhere:
            return
        spoken = {"title", "aria-label", "placeholder", "alt", "data-credit", "data-zoom-in", "data-zoom-out"}
        self.texts += [value for name, value in attrs if name in spoken and value]

    def handle_endtag(self, tag: str) -> None:
        self._hidden = False

    def handle_data(self, data: str) -> None:
        if data.strip() and not self._hidden:
            self.texts.append(" ".join(data.split()))


def read_page(html: str) -> VisibleText:
    page = VisibleText()
    page.feed(html)
    return page


def english_patterns() -> Iterator[str]:
    """Every English text that reads otherwise in French, with anything in the place of what is filled in."""
    for entry in ENTRIES:
        for original in {entry.text.singular, entry.text.plural}:
            words = re.findall(r"[A-Za-z]{2,}", PLACEHOLDER.sub(" ", original))
            if words and original not in entry.forms and not (entry.text.context.startswith("a short")):
                whole = r".+?".join(re.escape(part) for part in re.split(r"%\(\w+\)s|%s|\{\w+\}", original))
                yield whole.replace("%%", "%")


ENGLISH = re.compile("|".join(sorted(english_patterns(), key=len, reverse=True)))
FRENCH_ONLY = {"summaries": {"fr": "Trois personnes tuées à Ansongo."}}


def english_of(page: VisibleText) -> list[str]:
    return [text for text in page.texts if ENGLISH.fullmatch(text)]


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
        {"parameter": "“foo”", "message": "n’est pas un paramètre ici"},
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


# Scripts -------------------------------------------------------------------------------------------------
SCRIPTS = {path.name: path.read_text() for path in sorted((ROOT / "static" / "js").glob("*.js"))}
SAID = re.compile(r"\bsay(Count)?\(((?:[^(),]|\([^()]*\))+)")
LITERAL = re.compile(r'"([a-z_]+)"|`([a-z_]*)\$\{[^`]*\}([a-z_]*)`')


def keys_of_template() -> set[str]:
    return set(re.findall(r'data-text="(\w+)"', (ROOT / "templates" / "_texts.html").read_text()))


def keys_said(script: str) -> set[str]:
    """Keys as patterns: what a script puts together while it runs may be any word."""
    found = set()
    for counted, argument in SAID.findall(script):
        for plain, before, after in LITERAL.findall(re.sub(r'[=!]== "\w*"', "", argument)):
            key = plain or rf"{before}\w+{after}"
            found |= {f"{key}_one", f"{key}_other"} if counted else {key}
    return found


@pytest.mark.parametrize(
    ("script", "keys"),
    [
        ('say("copied")', {"copied"}),
        ('sayCount("incidents", n)', {"incidents_one", "incidents_other"}),
        ('say(measure === "count" ? "one_way" : "other_way", { n })', {"one_way", "other_way"}),
        ("say(`per_${unit}`)", {r"per_\w+"}),
        ("assay(1)", set()),
    ],
)
def test_keys_that_a_script_says_are_found(script: str, keys: set[str]) -> None:
    assert keys_said(script) == keys


@pytest.mark.parametrize("name", SCRIPTS)
def test_every_sentence_that_a_script_says_is_there(name: str) -> None:
    keys = keys_of_template()
    assert [
        said for said in keys_said(SCRIPTS[name]) if not any(re.fullmatch(said, key) for key in keys)
    ] == []


def test_every_sentence_is_said_by_some_script() -> None:
    said = {pattern for script in SCRIPTS.values() for pattern in keys_said(script)}
    named_anywhere = {word for script in SCRIPTS.values() for word in re.findall(r'"([a-z_]+)"', script)}
    assert {
        key
        for key in keys_of_template() - named_anywhere
        if not any(re.fullmatch(pattern, key) for pattern in said)
    } == set()


def test_formats_follow_the_language_of_the_document() -> None:
    every_script = "\n".join(SCRIPTS.values())
    made = re.findall(r"new (?:Intl\.\w+|Kind)\(([\w.]+)", every_script)
    asked = re.findall(r"\.toLocale\w+\(([\w.]*)", every_script)
    assert (set(made), set(asked)) == ({"language", "locale"}, {"document.documentElement.lang"})
