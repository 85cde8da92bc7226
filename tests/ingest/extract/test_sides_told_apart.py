"""How many died where each side's dead are told apart, where a figure stands alone, or beside those who blew themselves up."""

from __future__ import annotations

from datetime import date

import pytest

from incidents.ingest.extract import extract
from incidents.ingest.gazetteer import Tables

PUBLISHED = date(2022, 10, 7)  # a Friday
CASES: dict[str, list[tuple[str, list[int | None]]]] = {
    "en": [
        (
            'Six soldiers were killed on Monday when their convoy was ambushed near Bourem. Soldiers "responded vigorously" and 17 "terrorists" were neutralised, the army said.',
            [23],
        ),
        (
            'Fifteen soldiers, not nine, died on Monday in an attack on their post at Bourem, the ministry said. It said "some forty terrorists" were killed as they withdrew.',
            [55],
        ),
        (
            "A suicide bomber blew up a car on Monday at a checkpoint outside Bourem, killing four fighters and himself.",
            [5],
        ),
        (
            "Government troops attacked rebel positions at Bourem on Monday. The Red Cross has counted nine dead soldiers. The rebels say that two of their own men were killed.",
            [11],
        ),
        ("Market of Bourem hit on Monday by armed men. 8 civ KIA so far, maybe 10.", [None]),
        ("Neither guard was harmed on Monday when armed men raided the compound of an NGO at Bourem.", [0]),
        (
            'Five gendarmes were killed on Monday in an attack on their post at Bourem, and a civilian died in Gao. "We deplore five dead in our ranks. On the enemy side, nine terrorists were neutralised."',
            [15],
        ),
        (
            "A suicide bomber drove a pickup into a checkpoint at Bourem on Monday, killing two soldiers. The driver of the vehicle also died.",
            [3],
        ),
        (
            "An attack on Monday on the post at Bourem cost the lives of two gendarmes. One assailant was also killed, and a child, caught in the crossfire, died of her injuries.",
            [4],
        ),
        (
            "On Monday gunmen shot at a truck near Bourem, driver shot first. Mayor's count 31 dead, 17 hurt.",
            [31],
        ),
        (
            "Gunmen attacked Bourem on Monday. Current toll: among the volunteers, seven dead; three civilians, too, were killed, including a nurse.",
            [10],
        ),
        (
            "VDP post at Barsalogho hit on Monday by armed men. VDP lost 5, attackers lost 4 by VDP count, civ nil.",
            [9],
        ),
        (
            'Mali\'s army lost nine men and killed, it says, "at least twenty" jihadist fighters when insurgents attacked Bourem on Monday.',
            [29],
        ),
        (
            'The army retook Bourem on Monday. "More than forty terrorists" were killed, against five on our side, it added.',
            [45],
        ),
        (
            "Gunmen ambushed an escort near Bourem on Monday. Of the escort, six men were killed. The attackers lost three.",
            [9],
        ),
        (
            "Hunters and herders clashed at Bourem on Monday. The dead are four on the hunters' side and two among the herders.",
            [6],
        ),
        (
            "Two rockets were fired at the camp of Bourem on Monday. All landed in the sand without causing casualties.",
            [0],
        ),
        (
            "An attack on Bourem on Monday cost the lives of three gendarmes. One attacker was also killed, and a boy of ten, caught in the crossfire, died of his injuries the next day.",
            [5],
        ),
        (
            "A woman blew herself up at Bourem on Monday. Besides the bomber, four people, two of them guards, died there and six were wounded.",
            [5],
        ),
        ("A woman blew herself up at Bourem on Monday. Besides the attacker, four people were killed.", [5]),
        ("A grenade was thrown into a house at Bourem on Monday. Injured: a trader. Dead: nobody.", [0]),
        (
            "Two women blew themselves up at Bourem on Monday. Besides the two attackers, five people were killed and ten wounded.",
            [7],
        ),
        (
            "Gunmen attacked Bourem on Monday. An officer said that nine of the infiltrators had been killed and two captured, while three of his own soldiers were dead and five wounded.",
            [12],
        ),
        (
            "Gunmen ambushed an escort near Bourem on Monday. Three guards and a driver died. Five of the assailants are said to have been killed.",
            [9],
        ),
        (
            "MSA fighters clashed with gunmen at Bourem on Monday; the movement reports four dead on its side and claims six on the other.",
            [10],
        ),
        (
            "Two members of a government-backed volunteer force were killed on Monday when their motorbike struck a mine near Bourem.",
            [2],
        ),
    ],
    "fr": [
        (
            "Neuf membres des forces de sécurité nigériennes ont été tués lundi dans l'attaque d'un poste à Sanam.",
            [9],
        ),
        ("Deux membres du GATIA ont été tués lundi à Bourem par des hommes armés.", [2]),
        (
            "Attaque lundi à Bourem par des hommes armés. Les parents comptent 12 morts, peut-être 20, tous civils.",
            [None],
        ),
        ("Un poste a été attaqué lundi à Bourem. L'échange de tirs n'a fait ni mort ni blessé.", [0]),
        (
            "Un engin a explosé lundi près de Bourem, tuant quatre soldats. Un bilan précédent faisait état de trois morts.",
            [4],
        ),
        (
            "On annonçait cinq morts mardi après l'attaque de Bourem par des hommes armés lundi; ce sont finalement huit volontaires qui ont perdu la vie.",
            [8],
        ),
        (
            "Le 3 octobre 2022, des éléments du MNLA et du MAA se sont affrontés à Bourem. Bilan : MNLA 2 morts, MAA 4 morts.",
            [6],
        ),
        (
            "Des hommes armés ont attaqué Bourem lundi. Les chiffres divergent : 14 corps inhumés mardi pour les uns, 19 pour les autres.",
            [None],
        ),
        (
            "Drone lundi sur un campement à Bourem. Bilan : tués 4 femmes, 2 enfants, 1 vieux. Blessés on parle de six.",
            [7],
        ),
        ("L'armée malienne a perdu trois hommes et tué neuf de ses agresseurs, lundi, près de Bourem.", [12]),
        (
            "Trois kamikazes se sont fait exploser lundi à Bourem, ne tuant qu'eux-mêmes et blessant douze fidèles.",
            [3],
        ),
        (
            "Lundi à Bourem, une patrouille a accroché un convoi. Un gendarme est décédé et cinq trafiquants, d'après l'armée, ont été tués.",
            [6],
        ),
        (
            "Bourem a été attaquée lundi par des combattants de l'EIGS. Le bilan : neuf civils tués, auxquels il faut ajouter trois membres du MSA qui défendaient le puits.",
            [12],
        ),
        (
            "L'armée a repris lundi la ville de Bourem, mettant en déroute les occupants, dont 24 auraient été « neutralisés ». Deux militaires y sont tombés.",
            [26],
        ),
        (
            "Le bilan de l'attaque de Bourem a été porté à 18 morts, a annoncé vendredi le ministre, alors qu'un précédent communiqué en dénombrait 14. L'attaque a eu lieu lundi, quand des hommes armés ont encerclé le village. Quatre des blessés ont succombé à l'hôpital.",
            [18],
        ),
        (
            "Lundi, un site de déplacés à Bourem a été la cible d'hommes armés. Six déplacés ont été tués. Les chiffres initiaux, qui portaient sur trois décès, ont été revus.",
            [6],
        ),
        (
            "Bourem lundi : attaque camp VDP par GSIM, 7 VDP tués, 3 disparus, matériel pris, GSIM 2 tués.",
            [9],
        ),
        (
            "Lundi, des tirs de mortier ont visé le camp de la Minusma à Bourem. Sept obus sont tombés ; deux Casques bleus ont été grièvement atteints et un interprète malien est décédé de ses blessures.",
            [1],
        ),
        (
            "Frappe drone lundi sur Bourem. FLA parle de 9 civils tués dt 5 enfants, FAMa disent 9 terros.",
            [9],
        ),
        (
            "Vers le 4 octobre 2022 (semaine du 3), deux civils accusés d'espionnage ont été décapités par ISWAP à N'Guigmi.",
            [2],
        ),
    ],
}


@pytest.mark.parametrize(
    ("language", "text", "killed"),
    [(language, text, killed) for language, cases in CASES.items() for text, killed in cases],
)
def test_how_many_died(language: str, text: str, killed: list[int | None], reference_tables: Tables) -> None:
    drafts = extract(text, published=PUBLISHED, tables=reference_tables, language=language).incidents
    assert [total.best if (total := draft.total("killed")) else None for draft in drafts] == killed
