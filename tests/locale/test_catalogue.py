"""The French catalogue holds every text of the sources, each translated, and is compiled as it is written."""

from __future__ import annotations

import re

import pytest

from tests.locale.catalogue import ENTRIES, HEADER, PO, Entry, as_compiled, compiled_texts
from tests.locale.sources import Text, texts_of_module, texts_of_sources, texts_of_template

PLACEHOLDER = re.compile(r"%\(\w+\)s|%s|%%|\{\w+\}")


# What the sources say ------------------------------------------------------------------------------------
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
