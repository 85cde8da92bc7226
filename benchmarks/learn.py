"""Learns the decisions that ship (`incidents/reference/learnt.json`) from the golden notes that were once unread.

`python -m benchmarks.learn` writes the file; `--leave-out` prints what such decisions add to the rules' drafts of notes
that they were not learnt from, a fifth of the sets at a time; `--draft FOLDER` drafts notes that nobody has read yet with
today's rules and keeps the drafts. Names are read from the database where a whole gazetteer is loaded.
"""

from __future__ import annotations

import argparse
import json
import os
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path

import django

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "sahel.settings")
django.setup()

from benchmarks.extraction import tell  # noqa: E402
from incidents.ingest.drafts import IncidentDraft  # noqa: E402
from incidents.ingest.extract import extract, heard  # noqa: E402
from incidents.ingest.extract.decisions.another import with_opened  # noqa: E402
from incidents.ingest.extract.decisions.heard import Note  # noqa: E402
from incidents.ingest.extract.decisions.learnt import SHIPPED  # noqa: E402
from incidents.ingest.extract.reading import Reader, read  # noqa: E402
from incidents.ingest.gazetteer import Tables  # noqa: E402
from incidents.ingest.knownnames import tables_from_database  # noqa: E402
from incidents.ingest.lessons import Family, Lesson, learn  # noqa: E402
from incidents.ingest.scoring import Facts, facts_of, score  # noqa: E402
from tests.golden import unread  # noqa: E402
from tests.golden.notes import FOLDER, note_of, notes, reference_families  # noqa: E402

FOLDS = 5


def lessons(tables: Tables, family: Family) -> list[tuple[str, Lesson]]:
    """The set that each note belongs to, and the lesson. Drafts of what today's rules hear nothing in teach nothing."""
    drafts, found = unread.unread(), []
    for note in notes("open"):
        if note.name in drafts:
            told = heard(note.text, note.published, tables, note.language)
            lesson = Lesson(told, drafts[note.name] if told.units else [], note.truth(family))
            found.append((note.name.split("_")[1], lesson))
    return found


def leave_out(told: Sequence[tuple[str, Lesson]], family: Family) -> None:
    sets = sorted({name for name, _lesson in told})
    alone: list[tuple[Sequence[Facts], Sequence[Facts]]] = []
    decided: list[tuple[Sequence[Facts], Sequence[Facts]]] = []
    for fold in range(FOLDS):
        left = set(sets[fold::FOLDS])
        learnt = learn([lesson for name, lesson in told if name not in left], family)
        for lesson in (lesson for name, lesson in told if name in left):
            alone.append((lesson.truth, [facts_of(draft, family) for draft in lesson.drafts]))
            openers = learnt.openers(lesson.drafts, lesson.note)
            drafts = joined(lesson, learnt.again(lesson.drafts, lesson.note))
            drafts = with_opened(drafts, opened(lesson.note, openers))
            better = learnt.counted(learnt.decide(drafts, lesson.note), lesson.note)
            decided.append((lesson.truth, [facts_of(draft, family) for draft in better]))
    tell("rules of their day", score(alone))
    tell("with what other sets taught", score(decided))


def joined(lesson: Lesson, retold: Mapping[int, int]) -> Sequence[IncidentDraft]:
    """The drafts of their day, where today's rules read those that tell another again as a part of it."""
    if not retold:
        return lesson.drafts
    again = {draft.text_start: draft for draft in reader_of(lesson.note).incidents(retold=retold)[0]}
    kept = [draft for draft in lesson.drafts if draft.text_start not in retold]
    homes = set(retold.values())
    return [again.get(draft.text_start, draft) if draft.text_start in homes else draft for draft in kept]


def opened(note: Note, openers: frozenset[int]) -> list[IncidentDraft]:
    """The incidents of sentences in which the rules of their day had found none."""
    if not openers:
        return []
    return [one for one in reader_of(note).incidents(openers)[0] if one.text_start in openers]


def reader_of(note: Note) -> Reader:
    reader, _sections, _judged = read(note.whole, note.published, note.tables, note.language, None)
    return reader


def draft(folder: Path, tables: Tables) -> Iterator[str]:
    known = unread.unread()
    for path in sorted(folder.glob("*.json")):
        note = note_of(path)
        if note.name not in known:
            drafted = extract(note.text, published=note.published, tables=tables)
            yield unread.line_of(note.name, drafted.incidents)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--leave-out", action="store_true")
    parser.add_argument("--draft", type=Path, metavar="FOLDER")
    options = parser.parse_args()
    tables = tables_from_database() or Tables.from_reference()
    family = reference_families(tables)
    print(f"names from: {tables.origin}, {len(tables.places)} places")
    if options.draft:
        lines = list(draft(options.draft, tables))
        with unread.FILE.open("a", encoding="utf-8") as file:
            file.writelines(f"{line}\n" for line in lines)
        print(f"{len(lines)} notes drafted; move them to {FOLDER / 'open'}")
        return
    told = lessons(tables, family)
    if options.leave_out:
        leave_out(told, family)
        return
    learnt = learn([lesson for _name, lesson in told], family)
    SHIPPED.write_text(json.dumps(learnt.as_json(), ensure_ascii=False, indent=0) + "\n", encoding="utf-8")
    print(f"{SHIPPED.name}: {len(told)} notes, {SHIPPED.stat().st_size // 1000} kB")


if __name__ == "__main__":
    main()
