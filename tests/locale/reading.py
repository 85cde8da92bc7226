"""What a page says to a reader, and what of it is English that the catalogue has in French."""

from __future__ import annotations

import re
from collections.abc import Iterator
from html.parser import HTMLParser

from tests.locale.catalogue import ENTRIES

PLACEHOLDER = re.compile(r"%\(\w+\)s|%s|\{\w+\}")


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
                whole = r".+?".join(re.escape(part) for part in PLACEHOLDER.split(original))
                yield whole.replace("%%", "%")


ENGLISH = re.compile("|".join(sorted(english_patterns(), key=len, reverse=True)))


def english_of(page: VisibleText) -> list[str]:
    return [part for text in page.texts for part in text.split(" · ") if ENGLISH.fullmatch(part)]
