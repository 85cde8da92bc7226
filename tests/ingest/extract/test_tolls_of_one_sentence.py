"""How many died by a sentence or two, read by themselves: who is one and the same, who is one more, who is nobody."""

from __future__ import annotations

from datetime import date

import pytest

from incidents.ingest.extract.reading import read
from incidents.ingest.extract.text.tokens import passage
from incidents.ingest.extract.tolls.totals import Statement, group_tolls
from incidents.ingest.gazetteer import Tables

PUBLISHED = date(2022, 5, 4)

ONE_AND_THE_SAME = [
    ("en", "A man, a Fulani trader, was killed on the road to Bourem.", 1),
    ("en", "A man, a Fulani trader from Bambara Maoudé, was killed on the road to Bourem.", 1),
    ("en", "One demonstrator, a nineteen-year-old student, was killed by the police.", 1),
    ("en", "They shot dead a policeman, a father of six.", 1),
    ("en", "They killed a man, a farmer, and wounded two others near Ber.", 1),
    ("fr", "Un homme, un commerçant peul, a été tué près de Ber.", 1),
    ("fr", "Il a abattu un policier, un père de famille, et blessé un autre.", 1),
    ("fr", "Deux vendeurs, un père et son fils, ont été tués à la sortie du marché.", 2),
    ("en", "The victims, four traders on their way to the fair, were robbed and then shot dead.", 4),
    (
        "fr",
        "Les victimes, trois bergers de la commune, ont été enterrées, après avoir été tuées au puits.",
        3,
    ),
    ("fr", "Sur les neuf passagers, quatre ont été tués.", 4),
    ("en", "Sixteen people, for the most part women and children, were killed at Ber.", 16),
    ("fr", "Neuf personnes ont perdu la vie, des hommes pour la plupart, dont le maître coranique.", 9),
    ("en", "Seventeen villagers were killed, not fourteen as first reported.", 17),
    ("fr", "Le bilan est revu à la baisse : onze civils tués, et non quatorze.", 11),
    ("en", "The toll of the raid was raised from 12 to 15 on Monday.", 15),
    ("fr", "Cinq blessés ont succombé à l'hôpital, ce qui porte le nombre de nos morts à 24.", 24),
    ("en", "The toll, first put at ten, has been corrected to eight dead.", 8),
    ("fr", "Deux, voire trois bergers ont été tués lundi près de Ber.", None),
    ("en", "The number of dead has since reached 13.", 13),
]
ONE_MORE = [
    ("en", "A teacher, a nurse and a guard were killed at Ber.", 3),
    ("en", "Killed: 2 gendarmes, 1 forester, 1 shopkeeper. Wounded: 6.", 4),
    ("fr", "Une vendeuse, deux clientes, un gérant et un gardien ont été tués au marché.", 5),
    ("en", "Gunmen killed the chief of Tondibo and his two sons.", 3),
    ("en", "They killed an old man, his wife and their grandson at dusk.", 3),
    ("en", "A couple and their three children were killed when their cart hit a mine.", 5),
    ("fr", "Un couple et ses trois enfants ont été tués par l'explosion.", 5),
    (
        "fr",
        "Vingt soldats et supplétifs des Volontaires pour la défense de la patrie (VDP) ont été tués.",
        20,
    ),
    ("fr", "Dix soldats des forces spéciales et deux supplétifs ont été tués.", 12),
    ("en", "The army lost four men and the rebels six.", 10),
    ("fr", "L'armée a eu quatre tués, et les rebelles six.", 10),
    ("fr", "L'EIGS a perdu neuf combattants à Ndaki, le JNIM quatre.", 13),
    ("fr", "Trois morts parmi les premiers, un parmi les seconds.", 4),
    ("fr", "Trois morts dans les rangs du MNLA, un côté Ganda Izo.", 4),
    ("fr", "Quinze soldats tués d'un côté, trente djihadistes de l'autre.", 45),
    ("fr", "L'armée annonce la mort de 33 de ses soldats ainsi que celle de 40 terroristes.", 73),
    ("en", "Three soldiers died on the spot and three others succumbed on the way to Niamey.", 6),
    ("fr", "Six sont morts sur place, un septième pendant son transfert.", 7),
    ("fr", "Le véhicule a été mitraillé : un infirmier tué, le conducteur aussi.", 2),
    ("en", "Ten passengers were killed instantly and another died at the health centre.", 11),
    ("fr", "Neuf corps ont été ramenés lundi et deux autres retrouvés le lendemain dans un canal.", 11),
    (
        "en",
        "The army recovered the bodies of five of its men. It puts the dead on the other side at eleven.",
        16,
    ),
    (
        "en",
        'One policeman was killed. "The enemy left five of his own on the ground," the statement said.',
        6,
    ),
    ("fr", "Un berger et ses trois neveux ont été égorgés, accusés d'avoir renseigné les militaires.", 4),
    ("fr", "Accusés d'avoir renseigné les militaires, un berger et ses trois neveux ont été égorgés.", 4),
]
OF_WHOM_THE_TEXT_HAD_TOLD = [
    ("en", "A drone struck about twenty fighters near Indelimane. All were killed.", 20),
    ("fr", "Une frappe a visé une vingtaine de combattants près d'Indelimane. « Tous ont été tués », dit l'armée.", 20),
    ("fr", "Six bûcherons ont été capturés en brousse. Tous ont été exécutés, affirme un rescapé.", 6),
    ("en", "None of the five men aboard survived.", 5),
    ("en", "Two teachers were kidnapped on Friday and both were found dead near Ber.", 2),
    ("en", "Five men who had been abducted a week ago were found with their throats cut.", 5),
    ("fr", "Cinq hommes enlevés il y a une semaine ont été retrouvés égorgés.", 5),
    ("fr", "L'attaque a blessé huit personnes, dont une est morte pendant son transfert.", 1),
    ("fr", "Deux blessés ont succombé depuis.", 2),
    ("fr", "Deux gardiens ont été roués de coups. L'un d'eux, âgé de 61 ans, est décédé lundi.", 1),
    ("fr", "Deux passagers tués sur le coup. Mise à jour : une fillette est décédée au centre, soit 3 morts.", 3),
    ("fr", "Cinq personnes ont été brûlées vives dans leurs cases.", 5),
    ("fr", "La tuerie de Bodio a emporté une trentaine de Dogons.", 30),
    ("fr", "Les assaillants ont exécuté 32 habitants, a annoncé le gouvernement, qui a décrété trois jours de deuil.", 32),
    ("en", "Forty fighters were killed in strikes on a training base in the forest.", 40),
]  # fmt: skip
HOW_AND_WHEN = [
    ("fr", "Des VDP ont tué par erreur 2 orpailleurs pris pour des jihadistes.", 2),
    ("en", "Soldiers killed by mistake two traders near Ber.", 2),
    ("en", "They looked for the chief, who was absent, and killed his two sons and a guard.", 3),
    ("en", "The chief was absent and they killed his two sons.", 2),
    ("en", "Two men were stopped at the barrier, and killed.", 2),
    ("en", "MINUSMA could confirm five fighters killed near Ber.", 5),
    ("en", "Another attack could kill dozens.", None),
    ("en", "Gunmen killed six gendarmes. On the assailants' side, three bodies were found on the ground.", 9),
]
NO_LONGER_SO = [
    ("en", "Gunmen killed six gendarmes. An earlier toll from a local elected official had spoken of four dead.", 6),
    ("fr", "Quatre soldats ont été tués. Le bilan provisoire communiqué mercredi par une source militaire était de trois morts.", 4),
    ("en", "Five people were killed. The provisional toll was three dead.", 5),
    ("fr", "Six hommes ont été tués à Ber. La région en compte désormais 412 000.", 6),
]  # fmt: skip
AGES_ARE_NO_DEAD = [
    ("en", "Two brothers aged 19 and 22 were shot dead.", 2),
    ("fr", "Deux bergers de 14 et 15 ans ont été tués par balles.", 2),
]
NOBODY = [
    ("en", "No life was lost.", 0),
    ("en", "The blast damaged one armoured car, hurting nobody.", 0),
    ("en", "Gunmen fired at the toll post around 3 a.m.; no victims have been reported.", 0),
    ("en", "The nurse said that none had died.", 0),
    ("fr", "Quatorze hommes ont été emmenés à Sévaré ; personne n'y a été blessé.", 0),
    ("en", "Neither side suffered any loss of life.", 0),
    ("fr", "RAS côté victimes.", 0),
    ("fr", "L'équipage, relâché aussitôt, est indemne.", 0),
    ("fr", "Les bergers avaient pris la fuite ; aucune violence physique n'est rapportée.", 0),
    ("fr", "Un engin a explosé à Ber, endommageant un blindé mais sans blesser personne.", 0),
    ("fr", "L'attaque du marché s'est terminée sans la moindre perte.", 0),
    ("en", "Two brothers aged 19 and 22 were wounded in a field.", None),
    ("fr", "Neuf habitants ont été jetés dans deux puits.", None),
    ("en", "We have no time to mourn, said the mayor.", None),
]


@pytest.mark.parametrize(
    ("language", "text", "killed"),
    [
        *ONE_AND_THE_SAME,
        *ONE_MORE,
        *OF_WHOM_THE_TEXT_HAD_TOLD,
        *HOW_AND_WHEN,
        *NO_LONGER_SO,
        *AGES_ARE_NO_DEAD,
        *NOBODY,
    ],
)
def test_so_many_died(language: str, text: str, killed: int | None, reference_tables: Tables) -> None:
    reader, _sections, _judged = read(
        passage(text, 0, len(text)), PUBLISHED, reference_tables, language, "MLI"
    )
    statements = [Statement(unit.passage, toll) for unit in reader.units for toll in unit.tolls]
    rows, _flags = group_tolls(statements)
    assert [row.toll.best for row in rows if (row.kind, row.group) == ("killed", "all")] == (
        [killed] if killed is not None or rows_of_dead(statements) else []
    )


def rows_of_dead(statements: list[Statement]) -> bool:
    """Whether the dead are told of at all: then a row without a best value stands for them."""
    return any(statement.toll.kind == "killed" for statement in statements)
