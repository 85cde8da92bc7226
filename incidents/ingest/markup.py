"""HTML of an entry to plain text: what a person would read, without scripts, styles and drawings."""

from __future__ import annotations

import re
from html.parser import HTMLParser

SILENT = {"script", "style", "svg", "math", "template", "iframe", "object", "noscript", "head"}
BREAKING = {"p", "div", "br", "li", "ul", "ol", "tr", "table", "h1", "h2", "h3", "h4", "h5", "h6", "blockquote",
            "section", "article", "hr", "pre", "dd", "dt", "figcaption"}  # fmt: skip
_BLANKS = re.compile(r"[^\S\n]+")
_TAG = re.compile(r"<[^<>]*>")
_LINES = re.compile(r"\s*\n\s*")


class _Text(HTMLParser):
    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.pieces: list[str] = []
        self._silent: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag in SILENT:
            self._silent.append(tag)
        elif tag in BREAKING:
            self.pieces.append("\n")

    def handle_endtag(self, tag: str) -> None:
        if tag in self._silent:
            # An unclosed drawing inside it ends with it.
            del self._silent[self._silent.index(tag) :]
        elif tag in BREAKING:
            self.pieces.append("\n")

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag in BREAKING:
            self.pieces.append("\n")

    def handle_data(self, data: str) -> None:
        if not self._silent:
            self.pieces.append(data)


def plain_text(markup: str, kind: str = "text/html") -> str:
    """The text of HTML, one line per block. Text that says it is plain (`text/plain`) keeps its signs."""
    if not markup:
        return ""
    if kind == "text/plain":
        return _LINES.sub("\n", _BLANKS.sub(" ", markup)).strip()
    reader = _Text()
    try:
        reader.feed(markup)
        reader.close()
        text = "".join(reader.pieces)
    except AssertionError:  # how the standard library meets `<![nonsense[`
        text = _TAG.sub("\n", markup)
    return _LINES.sub("\n", _BLANKS.sub(" ", text)).strip()
