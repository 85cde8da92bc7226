"""Every text that templates and modules mark for translation, read without any tool of gettext."""

from __future__ import annotations

import ast
import re
from dataclasses import dataclass
from pathlib import Path

from django.conf import settings
from django.utils.translation.template import templatize

ROOT = Path(settings.BASE_DIR)
FUNCTIONS = {"gettext", "gettext_lazy", "ngettext", "ngettext_lazy", "pgettext", "pgettext_lazy", "npgettext"}


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
