"""Armed men who are named by their people or as a state's volunteers: "Dogon militiamen", "hommes armés peuls"."""

from __future__ import annotations

from incidents.ingest.extract.people.people_words import COMMUNITIES
from incidents.ingest.extract.text.tokens import Passage
from incidents.ingest.extract.text.wordlists import phrase_list, word_set
from incidents.ingest.extract.who import actor_words as words

LONGEST = 5
JOINING = word_set("et and")
# The auxiliaries of Burkina Faso's army, by the law of 21 January 2020; others help the sick and the hungry.
VOLUNTEERS_SLUG, VOLUNTEERS_COUNTRY, VOLUNTEERS_SINCE = "vdp", "BFA", "2020-01-21"
VOLUNTEERS = phrase_list(
    "civilian volunteers|volunteers|volunteer fighters|volunteer unit|volunteer units|volunteer force|volunteer patrol|"
    "volunteer|volontaires civils|volontaires|volontaire"
)
HELPING = word_set(
    "health community red cross aid humanitarian medical relief youth local peace croix rouge sante communautaires "
    "humanitaires humanitaire secouristes benevoles retours retour departs donneurs depart returns"
)
# The only words that `militia` may begin with.
FIRST_WORDS = COMMUNITIES.keys() | words.ARMED | words.MILITIA_NOUNS | words.BAND | VOLUNTEERS.first_words


def militia(passage: Passage, position: int, country: str | None, day: str) -> tuple[str, int]:
    """The slug of the armed men whom the words at `position` name, and how many words; `day` (ISO) decides about volunteers."""
    people, length = armed_community(passage, position)
    if people:
        return f"{people}-militia", length
    has_volunteers = country == VOLUNTEERS_COUNTRY and day >= VOLUNTEERS_SINCE
    return VOLUNTEERS_SLUG, volunteers(passage, position) if has_volunteers else 0


def armed_community(passage: Passage, position: int) -> tuple[str, int]:
    """The community whose armed men the words at `position` are, and how many words say so; nothing when they do not.

    "Dogon militiamen", "des miliciens peuls", "armed Fulani men", "éleveurs peuls armés"; and both peoples of "Fulani and
    Dogon militias", "groupes d'autodéfense peuls et dogons", each by its own word.
    """
    if COMMUNITIES.keys().isdisjoint(passage.words[position : position + LONGEST]):
        return "", 0
    people, length = _armed_people(passage, position)
    if not people and passage.words[position] in COMMUNITIES:
        shares = _armed_people(passage, position + 2)[0] or _armed_before(passage, position)
        is_joined = passage.word(position + 1) in JOINING or passage.word(position - 1) in JOINING
        people, length = (passage.words[position], 1) if shares and is_joined else ("", 0)
    return (COMMUNITIES[people], length) if people else ("", 0)


def volunteers(passage: Passage, position: int) -> int:
    """How many words at `position` name volunteers who fight; 0 when they do not."""
    length = passage.follows(position, VOLUNTEERS)
    beside = (passage.word(position - 1), passage.word(position + length))
    return length if length and HELPING.isdisjoint(beside) else 0


def _armed_people(passage: Passage, position: int) -> tuple[str, int]:
    for length in range(2, LONGEST + 1):
        phrase = passage.words[position : position + length]
        if len(phrase) < length or any(passage.is_break(at) for at in range(position + 1, position + length)):
            return "", 0
        people = [word for word in phrase if word in COMMUNITIES]
        others = set(phrase) - set(people)
        ends = phrase[0] in people or phrase[-1] in people or phrase[0] in words.ARMED
        is_militia = len(others) == 1 and others <= words.MILITIA_NOUNS and length == 2
        is_armed = others & words.ARMED and others <= words.ARMED | words.MILITIA_NOUNS | words.BAND
        if len(people) == 1 and ends and (is_militia or (is_armed and others - words.ARMED)):
            return people[0], length
    return "", 0


def _armed_before(passage: Passage, position: int) -> bool:
    """Whether "et dogons" goes on "groupes d'autodéfense peuls"."""
    begins = range(max(0, position - 1 - LONGEST), max(0, position - 2))
    lengths = ((at, _armed_people(passage, at)[1]) for at in begins)
    return any(length and at + length == position - 1 for at, length in lengths)
