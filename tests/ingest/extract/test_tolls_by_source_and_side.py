"""Tolls of several sources and sides: who counts otherwise, what the other side lost, what is no count of this event."""

from __future__ import annotations

from datetime import date

import pytest

from incidents.ingest.gazetteer import Tables

from .only_incident import only_incident

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
    ("On Monday JNIM attacked the camp of Sebba; 12 soldiers and an undetermined number of attackers were killed.", (12, None)),
    ("Lundi, le JNIM a attaqué le camp de Sebba ; 12 soldats et un nombre indéterminé d'assaillants ont péri.", (12, None)),
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
    ("On Monday armed men burned a school near Sebba, nobody shot, people just ran.", 0),
    ("On Monday gunmen attacked the presidency in Sebba. Nobody is known to have died.", 0),
    ("On Monday bandits emptied the cattle pens of Sebba. No villager was harmed; they had hidden.", 0),
    ("On Monday their pickup went over a mine near Sebba; several men were wounded, none fatally.", 0),
    ("On Monday shells landed around the airport of Sebba, killing and wounding nobody.", 0),
    ("On Monday JNIM entered Sebba. Not one shot. Nobody hurt or killed.", 0),
    ("On Monday students burned tyres in Sebba and threw stones. No injuries on either side.", 0),
    ("Lundi, des hommes armés ont intercepté une ambulance près de Sebba. Pas de victime connue à ce stade.", 0),
    ("Lundi, une antenne relais a été détruite à Sebba par des inconnus. Ni tué ni blessé.", 0),
    ("In the night of Monday to Tuesday armed men attacked Sebba. Official toll 132 dead; local sources put it at 160.", (132, 160)),
    ("On Monday hunters attacked Sebba. Human rights officers confirmed 24 deaths; a herders' association, 32.", (24, 32)),
    ("Lundi, des hommes ont attaqué Sebba ; 48 morts selon le gouvernement, plus de 200 selon un collectif.", (48, 200)),
    ("Lundi, Sebba a été attaquée. Le mouvement donne le chiffre de 78 morts. Un élu va jusqu'à 112.", (78, 112)),
    ("Four soldiers died on Monday when a mine exploded near Sebba. An officer reached by phone put the dead at five.", (4, 5)),
    ("An official counted 35 corpses after Monday's attack on Sebba; a herders' association says that the dead exceeded 60.", (35, 60)),
    ("On Monday JNIM attacked Sebba; it boasts of 200 soldiers slain, hospital workers listed 85 deaths in all.", (85, 200)),
    ("On Monday the militia said it had killed a dozen rebels near Sebba for the loss of two of its own men.", 14),
    ("Lundi, le MSA a attaqué une colonne de l'EIGS près de Sebba, tuant 17 assaillants et en perdant cinq.", 22),
    ("Twelve soldiers were killed on Monday when gunmen attacked Sebba. Thirty-one of the assailants perished too.", 43),
    ("Lundi, un car a heurté une mine près de Sebba. 14 passagers tués dont sept élèves, 19 blessés.", 14),
    ("Lundi, des combattants ont attaqué Sebba. On dénombrait ce matin vingt-huit morts.", 28),
    ("Lundi, Sebba a été attaquée. Le premier décompte officiel, 95 tués, a été ramené à 35 par le gouvernement.", 35),
    ("Lundi, deux soldats ont donné leur vie lors de l'assaut contre un bivouac près de Sebba. Quatre des ravisseurs ont été tués.", 6),
    ("On Monday a car bomb tore through the gate of the camp at Sebba; one peacekeeper died and so did a guard.", 2),
    ("On Monday riders attacked Sebba. Residents buried 22 people; the governor's office speaks of fifteen dead.", (15, 22)),
]  # fmt: skip


@pytest.mark.parametrize(("text", "dead"), CASES)
def test_how_many_died(text: str, dead: int | tuple[int, int | None], reference_tables: Tables) -> None:
    """One number, or the lowest and the highest of figures that contradict each other."""
    incident = only_incident(text, reference_tables, published=PUBLISHED)
    toll = incident.total("killed")
    assert toll is not None
    assert (toll.best if toll.best is not None else (toll.low, toll.high)) == dead
