"""Tolls of several sources and sides: who counts otherwise, what the other side lost, what is no count of this event."""

from __future__ import annotations

from datetime import date

import pytest

from incidents.ingest.extract import extract
from incidents.ingest.gazetteer import Tables

PUBLISHED = date(2022, 10, 5)  # a Wednesday
CASES: list[tuple[str, int | tuple[int, int]]] = [
    ("Gunmen killed nine traders at Sebba on Monday, the mayor said. A hauliers' union counts 14 victims.", (9, 14)),
    ("Nine traders were killed at Sebba on Monday, the mayor said. The town's deputy insisted on fourteen.", (9, 14)),
    ("Nine traders were killed at Sebba on Monday. A list drawn up by relatives carries 14 names.", (9, 14)),
    ("Neuf commerçants ont été tués lundi à Sebba, selon le maire. L'association tient une liste de 14 noms.", (9, 14)),
    ("Neuf commerçants ont été tués lundi à Sebba, selon le maire. Les organisations locales parlent de plus de 14 victimes.", (9, 14)),
    ("Lundi, des hommes armés ont attaqué Sebba : neuf tués d'après la mairie, quatorze d'après les rescapés.", (9, 14)),
    ("Lundi, à Sebba, des hommes armés ont fait neuf morts selon le préfet, mais quatorze pour une source militaire.", (9, 14)),
    ("L'attaque de lundi à Sebba a fait neuf morts, selon le préfet. Un gradé dit plutôt 12.", (9, 12)),
    ("L'armée a d'abord parlé de seize tués lundi à Sebba. « Il y en a au moins 23 », rectifie un élu.", (16, 23)),
    ("Lundi à Sebba, seize soldats ont péri dans l'attaque du camp, a admis le ministre. Un infirmier dit avoir vu passer vingt et un corps.", (16, 21)),
    ("At least 45 soldiers were killed in the attack on the Sebba camp on Monday, a source said. JNIM's media arm put the toll at 62.", (45, 62)),
    ("On Monday JNIM attacked the camp of Sebba; 12 soldiers and an undetermined number of attackers were killed.", 12),
    ("Lundi, le JNIM a attaqué le camp de Sebba ; 12 soldats et un nombre indéterminé d'assaillants ont péri.", 12),
    ("On Monday soldiers shot dead 12 men at Sebba after a bomb which had killed two of their comrades there.", 12),
    ("Lundi à Sebba, des soldats ont abattu 12 hommes, après une bombe qui avait tué deux des leurs.", 12),
    ("On Monday a mine killed four passengers at Sebba. A referral line (toll-free) works in five languages.", 4),
    ("Lundi, deux caravanes se sont affrontées à Sebba : dix morts chez les éleveurs, sept chez les agriculteurs.", 17),
    ("Lundi, le GATIA et l'EIGS se sont battus à Sebba. Dix-huit morts parmi les jihadistes, deux chez les alliés.", 20),
    ("Lundi, le GSIM et l'EIGS se sont affrontés à Sebba. Le GSIM a perdu douze hommes, l'Etat islamique une vingtaine.", 32),
    ("Lundi à Sebba, embuscade : quatre soldats tués, dix-neuf blessés ; une quarantaine de morts chez l'ennemi.", 44),
    ("On Monday a driver blew up a truck at a post in Sebba, killing himself and three guards.", 4),
    ("Lundi à Sebba, un engin a soufflé une charrette. Deux sœurs (8 et 11 ans) décédées ; leur père amputé.", 2),
    ("On Monday a cart hit a mine near Sebba. Three children of one family lost their lives.", 3),
    ("On Monday seven employees of a well-drilling firm and a local official were shot dead in their camp at Sebba.", 8),
    ("On Monday, in Sebba, six soldiers died and 15 were wounded, as were five civilians.", 6),
    ("Le bilan de l'attaque de lundi à Sebba, d'abord de 60 morts, s'établit à 137.", 137),
    ("Lundi à Sebba, trois fidèles ont été égorgés, puis un quatrième est mort de ses blessures.", 4),
]  # fmt: skip


@pytest.mark.parametrize(("text", "dead"), CASES)
def test_how_many_died(text: str, dead: int | tuple[int, int], reference_tables: Tables) -> None:
    """One number, or the lowest and the highest of figures that contradict each other."""
    (incident,) = extract(text, published=PUBLISHED, tables=reference_tables).incidents
    toll = incident.total("killed")
    assert toll is not None
    assert (toll.best if toll.best is not None else (toll.low, toll.high)) == dead
