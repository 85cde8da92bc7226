"""Scripts say only sentences of the template, each of which some script says, in the language of the document."""

from __future__ import annotations

import re

import pytest

from tests.locale.sources import ROOT

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
    assert (set(made), set(asked)) == ({"language", "locale"}, {"locale"})
