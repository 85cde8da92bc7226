"""How a party's name is written, and by which of its names it is shown."""

from __future__ import annotations

from incidents.ingest.extract.who import actor_words as words
from incidents.ingest.gazetteer import ActorEntry, ActorName
from incidents.spelling import fold, words_of

# An acronym may be written as a name is: "Minusma", "Aqmi".
SHORTEST_NAME = 4


def is_written_like(written: str, name: ActorName) -> bool:
    """Short names and acronyms count only with their capitals: FAMa, MSA; names of two words always."""
    if len(words_of(name.name)) > 1 and len(words_of(written)) > 1:
        return True
    letters = sum(letter.isupper() for letter in name.name)
    if fold(name.name) in words.COMMON_NOUNS:
        return True
    if letters >= 2:
        # "Minusma" and "Barkhane" are written so, and "jnim" in messages; "Ad" is no acronym.
        spelled = sum(letter.isupper() for letter in written) >= 2 or (
            len(written) >= SHORTEST_NAME and (written[0].isupper() or letters == len(written))
        )
        return fold(written) == fold(name.name) and spelled
    return letters == 0 or written[0].isupper()


def display_name(entry: ActorEntry, day: str) -> str:
    """The name in the output: the acronym in use on that day, else the official name, else any."""
    valid = [name for name in entry.names if _is_valid(name, day)] or list(entry.names)
    # In the year of a change both names are valid: the newer one counts.
    valid.sort(key=lambda name: name.valid_from or "", reverse=True)
    for kind in ("acronym", "official"):
        for language in ("en", None, "fr"):
            named = [name.name for name in valid if name.kind == kind and name.language == language]
            if named:
                return named[0]
    return valid[0].name if valid else entry.slug


def name_as_written(entry: ActorEntry, written: str) -> str | None:
    """An English acronym stays as the source has it, whatever the group called itself that year."""
    acronyms = [name.name for name in entry.names if name.kind == "acronym" and name.language != "fr"]
    return next((name for name in acronyms if fold(name) == fold(written)), None)


def _is_valid(name: ActorName, day: str) -> bool:
    begun = name.valid_from is None or name.valid_from <= day
    return begun and (name.valid_to is None or day[: len(name.valid_to)] <= name.valid_to)
