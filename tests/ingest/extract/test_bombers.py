"""Who blew himself up is among the dead wherever the text says that he died, in whatever words, and is counted once."""

from __future__ import annotations

from datetime import date

import pytest

from incidents.ingest.drafts import IncidentDraft
from incidents.ingest.gazetteer import Tables

from .only_incident import only_incident

PUBLISHED = date(2024, 7, 10)  # a Wednesday

# The text, how many died in all, how many of them attackers.
DIED = [
    ("A suicide bomber drove a pickup into a checkpoint at Bourem on Monday, killing two soldiers. The driver also died.", 3, 1),
    ("A woman blew herself up at Bourem on Monday. Besides the bomber, four people, two of them guards, died there.", 5, 1),
    ("On Monday a man blew himself up at a checkpoint at Gao. Nobody apart from the bomber was killed.", 1, 1),
    ("Two women with explosive belts blew themselves up at Bosso on Monday; they killed nobody but themselves, though three were hurt.", 2, 2),
    ("A suicide bomber blew up a car at a checkpoint outside Tessalit on Monday, killing four of them and himself.", 5, 1),
    ("A gendarme and three civilians are dead after a suicide bomber blew himself up on Monday at the post in Konna. He died in the explosion.", 5, 1),
    ("Two young women blew themselves up on Monday at the entrance of a camp in Toumour. Two other people died with them and eleven were hurt.", 4, 2),
    ("Two girls in their teens blew themselves up on Monday at the site in Kabléwa; apart from the two, a fish trader died.", 3, 2),
    ("Two female suicide bombers killed four people at a well in Bosso on Monday. The bombers were also dead.", 6, 2),
    ("A suicide bomber exploded at a checkpoint in Tessalit on Monday. Three fighters were killed, in addition to the bomber, and two were injured.", 4, 1),
    ("Trois kamikazes se sont fait exploser lundi à Bourem, ne tuant qu'eux-mêmes et blessant douze fidèles.", 3, 3),
    ("Lundi, un kamikaze s'est fait exploser à Bourem, tuant deux policiers en plus de lui-même.", 3, 1),
    ("Lundi à Chétimari, deux femmes kamikazes se sont fait exploser. Quatre personnes sont mortes, sans compter les deux kamikazes.", 6, 2),
    ("Lundi, deux femmes kamikazes se sont fait exploser à Bosso. Trois habitants du site sont morts avec elles et dix autres sont blessés.", 5, 2),
    ("Une femme a actionné sa ceinture d'explosifs lundi au milieu du marché de Bosso, emportant cinq commerçants avec elle.", 6, 1),
    ("Lundi, voiture lancée par un kamikaze contre le camp de Tombouctou : 2 Casques bleus tués, plus le conducteur.", 3, 1),
]  # fmt: skip
# Of whom the text does not say that they died, or whom the figure holds already.
NOT_COUNTED_AGAIN = [
    ("A suicide bomber drove a pickup into a checkpoint at Bourem on Monday, killing two soldiers.", 2),
    ("On Monday a suicide bomber hit Gao. Toll as of this morning: eight dead, including both bombers, and fourteen injured.", 8),
    ("A suicide bomber blew up his car in Gao on Monday. A trader died with his son.", 2),
    ("Mardi, deux jeunes filles ceinturées d'explosifs se sont donné la mort à Bosso, emportant dix personnes avec elles.", 12),
    ("Gunmen attacked a post at Bourem on Monday. Besides the attacker, nobody was seen.", None),
]  # fmt: skip


def dead(incident: IncidentDraft, group: str = "all") -> int | None:
    rows = [row.toll.best for row in incident.casualties if (row.kind, row.group) == ("killed", group)]
    return rows[0] if rows else None


@pytest.mark.parametrize(("text", "killed", "attackers"), DIED)
def test_who_blew_himself_up_counts_where_the_text_says_that_he_died(
    text: str, killed: int, attackers: int, reference_tables: Tables
) -> None:
    incident = only_incident(text, reference_tables, published=PUBLISHED)
    assert (dead(incident), dead(incident, "attackers")) == (killed, attackers)


@pytest.mark.parametrize(("text", "killed"), NOT_COUNTED_AGAIN)
def test_who_is_counted_already_or_not_said_to_have_died_counts_no_more(
    text: str, killed: int | None, reference_tables: Tables
) -> None:
    assert dead(only_incident(text, reference_tables, published=PUBLISHED)) == killed


def test_the_wounded_beside_them_are_not_theirs(reference_tables: Tables) -> None:
    text = "Two girls blew themselves up in Bosso on Monday. Five people died besides the bombers and 13 were wounded."
    incident = only_incident(text, reference_tables, published=PUBLISHED)
    injured = [(row.group, row.toll.best) for row in incident.casualties if row.kind == "injured"]
    assert injured == [("all", 13)]
