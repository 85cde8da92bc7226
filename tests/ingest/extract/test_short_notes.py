"""Notes of a few sentences: each incident that they tell is one, and none is told twice."""

from __future__ import annotations

from datetime import date

import pytest

from incidents.ingest.extract import extract
from incidents.ingest.extract.decisions.learnt import shipped
from incidents.ingest.gazetteer import Tables

PUBLISHED = date(2024, 7, 10)  # a Wednesday
VIOLENCE, BATTLES, EXPLOSIONS = "violence_against_civilians", "battles", "explosions_remote_violence"
PROTESTS, STRATEGIC = "protests", "strategic_developments"

# The text, and of each incident how many died (None: not told), the event type and the place.
TOLD: list[tuple[str, list[tuple[int | None, str, str]]]] = [
    (
        'Northern Burkina Faso saw a bloody weekend. On Saturday, armed men attacked the village of Aribinda, killing nine people. On Sunday, an improvised explosive device killed two soldiers between Djibo and Kongoussi. The same day, gunmen abducted four health workers near Gorom-Gorom.',
        [(9, VIOLENCE, 'Arbinda'), (2, EXPLOSIONS, 'Djibo - Kongoussi'), (None, VIOLENCE, 'Gorom-Gorom')],
    ),
    (
        'Two separate attacks left 14 people dead in central Mali on Monday. Eight villagers were killed when gunmen stormed Ogossagou in Bankass cercle. Six more were killed in Koro, where their truck hit a landmine.',
        [(8, VIOLENCE, 'Ogossagou'), (6, EXPLOSIONS, 'Koro')],
    ),
    (
        'Security incidents, week of 1-7 July. Gao: on 2 July gunmen robbed an NGO vehicle near Ansongo. Ménaka: on 4 July ISGS fighters killed three MSA members at Inékar. Tombouctou: on 6 July rockets fell near the airport without causing casualties.',
        [(None, STRATEGIC, 'Ansongo'), (3, BATTLES, 'Inékar'), (0, EXPLOSIONS, 'Tombouctou')],
    ),
    (
        'Six soldiers were killed on Sunday in Boulikessi. Elsewhere in the Mopti region, two traders were shot dead by bandits near Konna.',
        [(6, BATTLES, 'Boulkessi'), (2, VIOLENCE, 'Konna')],
    ),
    (
        "La fin de semaine a été meurtrière dans le Sahel burkinabè. Samedi, des hommes armés ont attaqué le village d'Arbinda, tuant neuf personnes. Dimanche, un engin explosif a tué deux soldats entre Djibo et Kongoussi. Le même jour, quatre agents de santé ont été enlevés près de Gorom-Gorom.",
        [(9, VIOLENCE, 'Arbinda'), (2, EXPLOSIONS, 'Djibo - Kongoussi'), (None, VIOLENCE, 'Gorom-Gorom')],
    ),
    (
        'Deux attaques distinctes ont fait 14 morts lundi dans le centre du Mali. Huit villageois ont été tués à Ogossagou, dans le cercle de Bankass. Six autres ont péri à Koro, où leur camion a sauté sur une mine.',
        [(8, VIOLENCE, 'Ogossagou'), (6, EXPLOSIONS, 'Koro')],
    ),
    (
        'Six militaires sont tombés dimanche à Boulikessi. Par ailleurs, dans la même région, deux commerçants ont été abattus par des bandits près de Konna.',
        [(6, BATTLES, 'Boulkessi'), (2, VIOLENCE, 'Konna')],
    ),
    (
        'Bulletin. À Gao, deux hommes ont été tués par balle lundi soir dans le quartier Château. À Kidal, une mine a blessé trois Casques bleus. À Ménaka, le marché a été pillé par des hommes à moto.',
        [(2, VIOLENCE, 'Gao'), (None, EXPLOSIONS, 'Kidal'), (None, STRATEGIC, 'Ménaka')],
    ),
    (
        'Radio news. In Gao, two men were shot dead on Monday night in the Château district. In Kidal, three peacekeepers were wounded by a mine. In Ménaka, men on motorbikes looted the market.',
        [(2, VIOLENCE, 'Gao'), (None, EXPLOSIONS, 'Kidal'), (None, STRATEGIC, 'Ménaka')],
    ),
    (
        'The Nigerien army killed 15 jihadists in an air strike near Tongo Tongo on Saturday. Two days later, ISGS retaliated by killing seven villagers in Banibangou.',
        [(15, EXPLOSIONS, 'Tongo Tongo'), (7, VIOLENCE, 'Banibangou')],
    ),
    (
        "L'armée nigérienne a tué 15 djihadistes dans une frappe aérienne près de Tongo Tongo samedi. Deux jours plus tard, l'EIGS s'est vengé en tuant sept villageois à Banibangou.",
        [(15, EXPLOSIONS, 'Tongo Tongo'), (7, VIOLENCE, 'Banibangou')],
    ),
    (
        'Attackers on motorbikes struck Boni on Monday. They first shot the guard of the town hall, then killed four men at the market. The assailants left towards Douentza, where people have been on edge since a mine killed a trader last month.',
        [(5, VIOLENCE, 'Boni')],
    ),
    (
        'Gunmen killed 12 people in Seytenga on Monday. The dead include five women. Survivors who reached Dori said the attackers came from the direction of Téra in Niger and set granaries alight.',
        [(12, VIOLENCE, 'Seytenga')],
    ),
    (
        'Lundi, des assaillants ont fait irruption à Boni. Ils ont abattu le gardien de la mairie puis tué quatre hommes au marché. Ils sont repartis vers Douentza, où une mine avait tué un commerçant le mois dernier.',
        [(5, VIOLENCE, 'Boni')],
    ),
    (
        'On Monday a patrol was ambushed at Inata; four gendarmes died. At Nassoumbou, 40 km away, a school was burnt down the same night.',
        [(4, BATTLES, 'Inata'), (None, STRATEGIC, 'Nassoumbou')],
    ),
    (
        'Unidentified gunmen killed four civilians in Markoye on 6 July. On 8 July, two soldiers died when their post at Tin-Akoff was attacked.',
        [(4, VIOLENCE, 'Markoye'), (2, BATTLES, 'Tin-Akoff')],
    ),
    (
        'Armed men kidnapped two drivers near Gossi on Sunday night. On Monday morning a soldier was killed by a mine near Hombori.',
        [(None, VIOLENCE, 'Gossi'), (1, EXPLOSIONS, 'Hombori')],
    ),
    (
        'Three herders were killed near Ansongo on Monday by ISGS. Five soldiers died the same day when the Labbezanga camp came under attack.',
        [(3, VIOLENCE, 'Ansongo'), (5, BATTLES, 'Labbezanga')],
    ),
    (
        "Trois éleveurs ont été tués lundi près d'Ansongo par l'EIGS. Le même jour, cinq soldats sont morts dans l'attaque du camp de Labbezanga.",
        [(3, VIOLENCE, 'Ansongo'), (5, BATTLES, 'Labbezanga')],
    ),
    (
        'Burkina Faso: two traders shot dead in Djibo (7 July); six VDPs killed in an ambush at Arbinda (8 July); eight girls abducted near Pama (8 July).',
        [(2, VIOLENCE, 'Djibo'), (6, BATTLES, 'Arbinda'), (None, VIOLENCE, 'Pama')],
    ),
    (
        'Burkina Faso : deux commerçants abattus à Djibo (7 juillet) ; six VDP tués dans une embuscade à Arbinda (8 juillet) ; huit filles enlevées près de Pama (8 juillet).',
        [(2, VIOLENCE, 'Djibo'), (6, BATTLES, 'Arbinda'), (None, VIOLENCE, 'Pama')],
    ),
    (
        '- 7 July, Gao: two rockets landed near the airport, no damage.\n- 8 July, Ménaka: a pharmacist was shot dead at his shop.',
        [(None, EXPLOSIONS, 'Gao'), (1, VIOLENCE, 'Ménaka')],
    ),
    (
        "- 7 juillet, Gao : deux roquettes sont tombées près de l'aéroport, sans faire de dégâts.\n- 8 juillet, Ménaka : un pharmacien a été abattu dans son officine.",
        [(None, EXPLOSIONS, 'Gao'), (1, VIOLENCE, 'Ménaka')],
    ),
    (
        'In Téra, bandits stole 60 cattle on Sunday and kidnapped the herder. In Gothèye, 12 men were executed on Monday by men on motorbikes.',
        [(None, VIOLENCE, 'Téra'), (12, VIOLENCE, 'Gothèye')],
    ),
    (
        'Four gendarmes were killed in Abala on Monday. The attack is the third in the area since May: 20 people have died there in two months.',
        [(4, BATTLES, 'Abala')],
    ),
    (
        "Quatre gendarmes ont été tués lundi à Abala. C'est la troisième attaque dans la zone depuis mai : vingt personnes y sont mortes en deux mois.",
        [(4, BATTLES, 'Abala')],
    ),
    (
        'Three soldiers were killed on Sunday in an ambush near Boni. Reinforcements sent on Monday hit a mine on the same road; nobody was hurt.',
        [(3, BATTLES, 'Boni'), (0, EXPLOSIONS, 'Boni')],
    ),
    (
        'ISGS attacked the Malian army at Tessit on Monday. Seventeen soldiers were killed, the army said. The air force then bombed the retreating column.',
        [(17, BATTLES, 'Tessit')],
    ),
    (
        'Twenty-four soldiers were killed in an attack on the military base at Koutougou on Monday. Of these, eleven were from the same unit. The attackers burned vehicles and took weapons.',
        [(24, BATTLES, 'Koutougou')],
    ),
    (
        'In the cercles of Bandiagara, Bankass and Koro violence went on. Six women were abducted on their way to the market of Bandiagara on Sunday. Eight farmers were killed near Bankass on Monday. On the same day, militants burnt the town hall of Koro.',
        [(None, VIOLENCE, 'Bandiagara'), (8, VIOLENCE, 'Bankass'), (None, STRATEGIC, 'Koro')],
    ),
    (
        'Boko Haram fighters killed five soldiers at a checkpoint near Diffa on Sunday. The next day the group kidnapped four girls in Bosso.',
        [(5, BATTLES, 'Diffa'), (None, VIOLENCE, 'Bosso')],
    ),
    (
        'Des combattants de Boko Haram ont tué cinq militaires à un poste près de Diffa dimanche. Le lendemain, le groupe a enlevé quatre filles à Bosso.',
        [(5, BATTLES, 'Diffa'), (None, VIOLENCE, 'Bosso')],
    ),
    (
        'A man was found dead in Dori on Monday with gunshot wounds. Police have opened an inquiry. The motive is not known.',
        [(1, VIOLENCE, 'Dori')],
    ),
    (
        'Malian security forces arrested six suspected members of JNIM in Sévaré on Monday and seized explosives.',
        [(None, STRATEGIC, 'Sévaré')],
    ),
    (
        'Gunmen killed seven people in Gorgadji on Saturday. Two days later the army clashed with the attackers near the village and killed fifteen of them.',
        [(7, VIOLENCE, 'Gorgadji'), (15, BATTLES, 'Gorgadji')],
    ),
    (
        "Des hommes armés ont tué sept personnes samedi à Gorgadji. Deux jours plus tard, l'armée a accroché les assaillants près du village et en a tué quinze.",
        [(7, VIOLENCE, 'Gorgadji'), (15, BATTLES, 'Gorgadji')],
    ),
]  # fmt: skip

TELLS_NOTHING = [
    'Since January, 340 civilians have been killed in the Tillabéri region, the UN said on Monday. Most died in attacks on villages in the Ouallam department.',
    "Depuis janvier, 340 civils ont été tués dans la région de Tillabéri, a indiqué lundi l'ONU. La plupart sont morts dans des attaques de villages du département de Ouallam.",
    'The court in Bamako on Monday sentenced two men to death for the 2015 attack on the Radisson hotel, in which 20 people died.',
    'Heavy rains killed seven people in Agadez on Monday and destroyed 200 houses.',
    'The army on Monday denied reports that its post at Boulikessi had been attacked. Calm reigns in the area, a spokesman said.',
    "L'armée a démenti lundi les informations selon lesquelles son poste de Boulikessi aurait été attaqué. Le calme règne dans la zone, a assuré un porte-parole.",
    'We assess that JNIM will try to tighten its blockade of Djibo in the coming weeks. Attacks on convoys are likely.',
    'Nigerien president visited Tillabéri on Monday and met families of soldiers killed last year at Inates.',
]  # fmt: skip


@pytest.mark.parametrize(("text", "incidents"), TOLD)
def test_each_incident_of_a_short_note_is_one(
    text: str, incidents: list[tuple[int | None, str, str]], reference_tables: Tables
) -> None:
    found = []
    for draft in extract(text, published=PUBLISHED, tables=reference_tables, learnt=shipped()).incidents:
        toll, place = draft.total("killed"), draft.place
        found.append((toll.best if toll else None, draft.event_type, place.name if place else ""))
    assert found == incidents


@pytest.mark.parametrize("text", TELLS_NOTHING)
def test_a_short_note_without_an_incident_has_none(text: str, reference_tables: Tables) -> None:
    assert extract(text, published=PUBLISHED, tables=reference_tables, learnt=shipped()).incidents == ()
