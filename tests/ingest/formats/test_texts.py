"""What text is kept of a page, a PDF and a document, and which of them are refused. No database."""

from __future__ import annotations

import zipfile
from io import BytesIO
from pathlib import Path

import pytest

from incidents.ingest.formats import FileRefused, docx, html, pdf, plaintext
from tests.ingest.formats import made
from tests.ingest.written import written

STORY = (
    "<h1>Attack near Ansongo</h1><p>Gunmen on motorcycles attacked the village of Tin-Hama on Tuesday night and killed"
    " three people, residents said. The attackers left towards the border.</p><p>The army said that it had sent a"
    " patrol. Two people were taken to the hospital of Gao, according to a nurse there.</p>"
)
HEAD = '<title>Attack near Ansongo</title><meta property="article:published_time" content="2018-09-30T08:00:00Z">'


# HTML --------------------------------------------------------------------------------------------------
def test_of_a_page_the_main_text_its_title_and_its_stated_day_are_kept(tmp_path: Path) -> None:
    found = html.read_text(written(tmp_path, made.page(STORY, HEAD), "page.html"))
    assert "Gunmen on motorcycles attacked the village of Tin-Hama" in found.text
    assert "taken to the hospital of Gao" in found.text
    assert [word for word in ("Subscribe", "Imprint", "<p>") if word in found.text] == []
    assert (found.title, found.published) == ("Attack near Ansongo", "2018-09-30")


def test_a_day_that_only_the_text_names_is_not_the_pages(tmp_path: Path) -> None:
    story = STORY.replace("on Tuesday night", "on 25 September 2018")
    found = html.read_text(written(tmp_path, made.page(story), "page.html"))
    assert "25 September 2018" in found.text
    assert found.published is None


def test_scripts_and_handlers_of_a_page_leave_no_trace(tmp_path: Path) -> None:
    story = (
        STORY + "<script>alert(1)</script><p onclick='alert(2)'>The patrol came back <b>on Friday</b>.</p>"
    )
    found = html.read_text(written(tmp_path, made.page(story, HEAD), "page.html"))
    assert "The patrol came back" in found.text
    assert "alert" not in found.text


@pytest.mark.parametrize("encoding", ["utf-8", "cp1252"])
def test_a_page_is_read_in_the_encoding_that_it_names(encoding: str, tmp_path: Path) -> None:
    text = (
        made.page(STORY.replace("Ansongo", "Ménaka"), HEAD)
        .decode()
        .replace("charset='utf-8'", f"charset='{encoding}'")
    )
    found = html.read_text(written(tmp_path, text.encode(encoding), "page.htm"))
    assert "Attack near Ménaka" in found.text


@pytest.mark.parametrize(
    ("content", "reason"),
    [
        (b"", "the file is empty"),
        (b"%PDF-1.7", "is not an HTML page: it is a PDF file"),
        (b"GIF89a/*", "is not an HTML page: it is a picture (GIF)"),
        (b"external_id,date_start\n", "is not an HTML page: it holds no element of one"),
        (b'{"a": 1}', "is not an HTML page: it holds no element of one"),
        (b"<html><body><div id='app'></div><script>go()</script></body></html>", "holds no main text"),
        (
            b"<svg xmlns='http://www.w3.org/2000/svg'><script/></svg>",
            "is not an HTML page: it is a picture (SVG)",
        ),
    ],
    ids=lambda value: str(value)[:40],
)
def test_what_is_no_page_with_a_text_is_refused(content: bytes, reason: str, tmp_path: Path) -> None:
    with pytest.raises(FileRefused) as refused:
        html.read_text(written(tmp_path, content, "page.html"))
    assert reason in str(refused.value)


@pytest.mark.parametrize("depth", [5_000, 200_000])
def test_a_page_of_deeply_nested_elements_is_refused_in_time(depth: int, tmp_path: Path) -> None:
    content = b"<html><body>" + b"<div>" * depth + b"<p>" + STORY.encode() + b"</p></body></html>"
    with pytest.raises(FileRefused, match=r"page\.html: holds no main text"):
        html.read_text(written(tmp_path, content, "page.html"))


# PDF ---------------------------------------------------------------------------------------------------
def test_of_a_pdf_the_text_of_all_its_pages_is_kept(tmp_path: Path) -> None:
    content = made.pdf("Attack near Ansongo", "", "Three people died")
    assert (
        pdf.read_text(written(tmp_path, content, "a.pdf")).text == "Attack near Ansongo\n\nThree people died"
    )


def test_a_script_in_a_pdf_is_not_run_and_not_kept(tmp_path: Path) -> None:
    content = made.pdf("Attack near Ansongo", script="app.alert")
    assert b"JavaScript" in content
    assert pdf.read_text(written(tmp_path, content, "a.pdf")).text == "Attack near Ansongo"


@pytest.mark.parametrize(
    ("content", "reason"),
    [
        (b"", "the file is empty"),
        (b"PK\x03\x04", "is not a PDF file: it is a ZIP archive"),
        (b"Attack near Ansongo", "is not a PDF file: it is a text"),
        (made.pdf("", ""), "holds pictures of pages and no text (a scan): send its text"),
        (made.locked(made.pdf("secret")), "is encrypted: save it without a password"),
        (b"%PDF-1.4\ngarbage", "is a PDF file that cannot be read: "),
        (made.pdf("text")[:100], "cannot be read: "),
        (made.pdf(*["x"] * 301), "has 301 pages; at most 300 are read"),
    ],
    ids=range(8),
)
def test_a_pdf_without_text_that_can_be_read_is_refused(content: bytes, reason: str, tmp_path: Path) -> None:
    with pytest.raises(FileRefused) as refused:
        pdf.read_text(written(tmp_path, content, "a.pdf"))
    assert reason in str(refused.value)


# DOCX --------------------------------------------------------------------------------------------------
def run(text: str, tag: str = "t") -> str:
    return f'<w:r><w:{tag} xml:space="preserve">{text}</w:{tag}></w:r>'


CHANGED = (
    f'<w:p {made.W}>{run("Gunmen killed ")}<w:del w:id="1" w:author="Secret Author">{run("30", "delText")}</w:del>'
    f'<w:ins w:id="2" w:author="Secret Author">{run("three")}</w:ins>{run(" people.")}'
    f'<w:moveFrom w:id="3" w:author="Secret Author">{run(" Moved away.")}</w:moveFrom></w:p>'
)
TABLE = (
    f"<w:tbl {made.W}><w:tr><w:tc><w:p>{run('Place')}</w:p></w:tc><w:tc><w:p>{run('Killed')}</w:p></w:tc></w:tr>"
    f"<w:tr><w:trPr><w:del w:id='4' w:author='x'/></w:trPr><w:tc><w:p>{run('Gone')}</w:p></w:tc></w:tr>"
    f"<w:tr><w:tc><w:p>{run('Ansongo')}</w:p></w:tc><w:tc><w:p>{run('3')}</w:p></w:tc></w:tr></w:tbl>"
)
BREAKS = f"<w:p {made.W}><w:r><w:t>One</w:t><w:br/><w:t>two</w:t><w:tab/><w:t>three</w:t></w:r></w:p>"


@pytest.mark.parametrize(
    ("blocks", "text"),
    [
        (["Attack near Ansongo", "", "Three people died"], "Attack near Ansongo\n\nThree people died"),
        ([CHANGED], "Gunmen killed three people."),
        (["Before", TABLE, "After"], "Before\nPlace\tKilled\nAnsongo\t3\nAfter"),
        ([BREAKS], "One\ntwo\tthree"),
    ],
    ids=["paragraphs", "tracked changes", "table", "breaks"],
)
def test_of_a_document_the_accepted_text_is_kept(blocks: list[str], text: str, tmp_path: Path) -> None:
    content = made.document(*blocks, author="Secret Author")
    found = docx.read_text(written(tmp_path, content, "a.docx"))
    assert found.text == text
    assert "Secret" not in repr(found)


def test_a_text_box_is_read_once(tmp_path: Path) -> None:
    box = f"<w:txbxContent><w:p>{run('In the box')}</w:p></w:txbxContent>"
    block = (
        f'<w:p {made.W} xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006">{run("Outside")}<w:r>'
        f"<mc:AlternateContent><mc:Choice>{box}</mc:Choice><mc:Fallback>{box}</mc:Fallback></mc:AlternateContent>"
        "</w:r></w:p>"
    )
    assert docx.read_text(written(tmp_path, made.document(block), "a.docx")).text == "Outside\nIn the box"


def test_comments_of_a_document_are_not_kept(tmp_path: Path) -> None:
    content = made.document("Attack near Ansongo")
    with zipfile.ZipFile(BytesIO(content)) as archive:
        files: dict[str, bytes | str] = {name: archive.read(name) for name in archive.namelist()}
    files["word/comments.xml"] = (
        f"<w:comments {made.W}><w:comment>{run('who leaked this?')}</w:comment></w:comments>"
    )
    assert docx.read_text(written(tmp_path, made.zipped(files), "a.docx")).text == "Attack near Ansongo"


@pytest.mark.parametrize(
    ("content", "reason"),
    [
        (b"", "the file is empty"),
        (b"Attack near Ansongo", "is not a DOCX file: it is a text"),
        (b"\xd0\xcf\x11\xe0", "is not a DOCX file: it is an old Office file, or one with a password"),
        (made.workbook(("a",)), "is not a DOCX file: it is an XLSX file"),
        (made.zipped({"a.txt": "x"}), "is not a DOCX file that can be read: "),
        (made.document("x")[:-100], "is a ZIP archive that cannot be read: "),
        (made.document(), "holds no text"),
        (made.zipped({"word/document.xml": b" " * 60_000_000}), "unpacks to "),
    ],
    ids=range(8),
)
def test_a_document_that_cannot_be_read_is_refused(content: bytes, reason: str, tmp_path: Path) -> None:
    with pytest.raises(FileRefused) as refused:
        docx.read_text(written(tmp_path, content, "a.docx"))
    assert reason in str(refused.value)


# Plain text ----------------------------------------------------------------------------------------------
@pytest.mark.parametrize(
    ("content", "text"),
    [
        ("Ménaka".encode(), "Ménaka"),
        ("\ufeffMénaka".encode(), "Ménaka"),
        (b"one\r\ntwo", "one\ntwo"),
        (b"one\ntwo\x00", "one\ntwo\ufffd"),
        ("\u202etxet \u2d63 \U0001f534".encode(), "\u202etxet \u2d63 \U0001f534"),
    ],
)
def test_a_plain_text_is_taken_as_it_stands(content: bytes, text: str, tmp_path: Path) -> None:
    assert plaintext.read_text(written(tmp_path, content, "a.txt")).text == text


@pytest.mark.parametrize(
    ("content", "reason"),
    [
        ("one\nMénaka".encode("cp1252"), "a.txt, line 2: is not UTF-8 (byte 0xE9): save it as UTF-8"),
        ("Ménaka".encode("utf-16"), "a.txt: is a text in UTF-16: save it as UTF-8"),
        (b"x" * 2_000_000, "a.txt: a note has at most 1024 kB; rows go into a CSV"),
        (b"<html><body>log in</body></html>", "a.txt: is an HTML page"),
        (b"\x89PNG\r\n", "a.txt: is a picture (PNG)"),
    ],
    ids=lambda value: str(value)[:30],
)
def test_a_text_that_cannot_be_read_is_refused(content: bytes, reason: str, tmp_path: Path) -> None:
    with pytest.raises(FileRefused) as refused:
        plaintext.read_text(written(tmp_path, content, "a.txt"))
    assert str(refused.value) == reason
