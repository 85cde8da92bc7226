"""One plain sentence, one incident: how agencies, offices and radios most often say it, in both languages."""

from __future__ import annotations

from datetime import date

import pytest

from incidents.ingest.extract.decisions.learnt import shipped
from incidents.ingest.gazetteer import Tables

from .only_incident import only_incident

PUBLISHED = date(2024, 7, 10)  # a Wednesday
VIOLENCE, BATTLES, EXPLOSIONS = "violence_against_civilians", "battles", "explosions_remote_violence"
PROTESTS, RIOTS, STRATEGIC = "protests", "riots", "strategic_developments"
NOBODY_KNOWN, ISLAMISTS = "unidentified-armed-group", "unidentified-islamist-militia"

# The text, how many died (None: not told, or no one figure), the event type, who did it.
TOLD: list[tuple[str, int | None, str, list[str]]] = [
    ('Gunmen on motorbikes stormed the village of Bankilaré before dawn on Monday and opened fire on worshippers, leaving 14 dead, local officials said.', 14, VIOLENCE, [NOBODY_KNOWN]),
    ('At least nine people lost their lives when armed men attacked a gold mining site near Djibo on Monday.', 9, VIOLENCE, [NOBODY_KNOWN]),
    ('Six soldiers and a civilian driver died in an ambush by JNIM fighters between Boni and Hombori on Monday.', 7, BATTLES, ['jnim']),
    ("Niger's army said Tuesday it had killed 21 jihadists in clashes near Tillabéri on Monday; four of its soldiers also died.", 25, BATTLES, ['fan']),
    ('A roadside bomb killed three Chadian peacekeepers near Aguelhok on Monday, the UN mission said.', 3, EXPLOSIONS, []),
    ("Monday's attack on the market of Tera left 11 people dead, among them three children.", 11, VIOLENCE, [NOBODY_KNOWN]),
    ('Two aid workers were shot dead by unidentified men in Ménaka on Monday evening.', 2, VIOLENCE, [NOBODY_KNOWN]),
    ("JNIM claimed responsibility for Monday's attack on the gendarmerie post at Koutiala, in which three gendarmes died.", 3, BATTLES, ['jnim']),
    ("The death toll from Monday's attack on Seytenga has risen to 50, the government said.", 50, VIOLENCE, [NOBODY_KNOWN]),
    ('Suspected Islamic State fighters executed seven herders at a well outside Abala on Monday.', 7, VIOLENCE, ['isgs']),
    ('Malian forces, backed by Russian mercenaries, killed a dozen civilians in Moura on Monday, residents said.', 12, VIOLENCE, ['fama', 'wagner']),
    ('An air strike by the Malian army killed at least 17 people at a wedding party in Konokassi on Monday, locals said.', 17, EXPLOSIONS, ['fama']),
    ("Four gendarmes were wounded when their vehicle struck a mine near Fada N'Gourma on Monday.", None, EXPLOSIONS, []),
    ('No casualties were reported after rockets were fired at Gao airport on Monday.', 0, EXPLOSIONS, [NOBODY_KNOWN]),
    ('Unknown assailants kidnapped a German priest in Bamako on Monday.', None, VIOLENCE, [NOBODY_KNOWN]),
    ('Volunteers for the Defence of the Homeland repelled an attack at Barsalogho on Monday; ten assailants and two VDP members were killed.', 12, BATTLES, [NOBODY_KNOWN]),
    ('Hundreds of people marched in Niamey on Monday to demand the departure of American troops.', None, PROTESTS, ['protesters']),
    ('An angry crowd burned down the town hall in Kidal on Monday.', None, RIOTS, ['rioters']),
    ('Barkhane troops captured a senior ISGS commander near Indelimane on Monday.', None, STRATEGIC, ['barkhane']),
    ('Dozo hunters attacked the Fulani hamlet of Ouro Modi on Monday, killing 16 people and burning huts.', 16, VIOLENCE, ['dozos']),
    ('Militants raided Toumour overnight, killing 28 people and torching some 800 homes, a local official said on Monday.', 28, VIOLENCE, [NOBODY_KNOWN]),
    ('Boko Haram fighters attacked a military post at Blabrine on Monday, killing 12 Nigerien soldiers.', 12, BATTLES, ['boko-haram']),
    ('Eight Burkinabe police officers were killed and five injured on Monday in an ambush blamed on jihadists near Toeni.', 8, BATTLES, [ISLAMISTS]),
    ('The army said it neutralised about thirty terrorists in an operation near Tongomayel on Monday.', 30, BATTLES, ['burkina-armed-forces']),
    ('A suicide bomber struck a checkpoint in Timbuktu on Monday, killing one Malian soldier.', 1, EXPLOSIONS, [NOBODY_KNOWN]),
    ('Clashes between MSA fighters and ISGS near Anderamboukane on Monday left 30 dead on both sides.', 30, BATTLES, ['isgs']),
    ('Fifteen farmers had their throats slit in their fields at Doumga on Monday by men suspected of belonging to Boko Haram.', 15, VIOLENCE, ['boko-haram']),
    ('One person was killed and two were wounded on Monday when unknown gunmen fired on a bus near Gossi.', 1, VIOLENCE, [NOBODY_KNOWN]),
    ('Monday: IED on RN16 near Gossi hit a MINUSMA convoy, 1 peacekeeper KIA, 3 WIA.', 1, EXPLOSIONS, []),
    ('On 8 July, UAG killed two VDPs in Titao (Loroum).', 2, BATTLES, [NOBODY_KNOWN]),
    ('On 8 July 2024, JNIM militants attacked VDP positions in Kelbo. Three VDPs and seven militants were killed.', 10, BATTLES, ['jnim']),
    ('Unidentified gunmen murdered the mayor of Pensa at his home on Monday night.', 1, VIOLENCE, [NOBODY_KNOWN]),
    ('Attackers set fire to the school in Nassoumbou on Monday; nobody was hurt.', 0, STRATEGIC, [NOBODY_KNOWN]),
    ('The bodies of nine men were found on Monday outside Sebba; residents accuse the army of killing them.', 9, VIOLENCE, ['burkina-armed-forces']),
    ("Islamic State in the Greater Sahara claimed Monday's ambush near Tongo Tongo in which four American and four Nigerien soldiers were killed.", 8, BATTLES, ['isgs']),
    ('A Malian army helicopter opened fire on a market in Nia Ouro on Monday, killing six civilians.', 6, EXPLOSIONS, ['fama']),
    ('A French soldier was killed in combat operations against jihadists near Gao on Monday.', 1, BATTLES, [NOBODY_KNOWN]),
    ('Three women gathering firewood were abducted near Arbinda on Monday by suspected jihadists.', None, VIOLENCE, [ISLAMISTS]),
    ('Bandits held up a passenger bus near Gao on Monday, robbing travellers and killing the driver.', 1, VIOLENCE, [NOBODY_KNOWN]),
    ('Mortar shells hit the MINUSMA camp in Kidal on Monday, wounding two peacekeepers.', None, EXPLOSIONS, [NOBODY_KNOWN]),
    ('A vehicle carrying traders hit an explosive device on the Ansongo-Ménaka road on Monday: five dead.', 5, EXPLOSIONS, []),
    ('Some 40 civilians were massacred in Solhan on Monday by an unidentified armed group.', 40, VIOLENCE, [NOBODY_KNOWN]),
    ('Ten Malian soldiers were killed and several others were missing after an assault on their base at Mondoro on Monday.', 10, BATTLES, [NOBODY_KNOWN]),
    ('Between 15 and 20 villagers were killed in Zaongo on Monday.', None, VIOLENCE, [NOBODY_KNOWN]),
    ('Several people were killed in an attack on Gorgadji on Monday.', None, VIOLENCE, [NOBODY_KNOWN]),
    ('Gunmen killed a village chief and his two sons in Inates on Monday.', 3, VIOLENCE, [NOBODY_KNOWN]),
    ('Chadian troops killed 20 Boko Haram fighters near Bosso on Monday, losing two men.', 22, BATTLES, ['military-chad']),
    ('Des hommes armés à moto ont fait irruption lundi dans le village de Bankilaré et ouvert le feu sur les fidèles, faisant 14 morts, selon des responsables locaux.', 14, VIOLENCE, [NOBODY_KNOWN]),
    ("Au moins neuf personnes ont perdu la vie lundi dans l'attaque d'un site d'orpaillage près de Djibo.", 9, VIOLENCE, [NOBODY_KNOWN]),
    ('Six militaires et un chauffeur civil ont péri lundi dans une embuscade tendue par le JNIM entre Boni et Hombori.', 7, BATTLES, ['jnim']),
    ("L'armée nigérienne affirme avoir tué lundi 21 terroristes près de Tillabéri ; quatre de ses soldats sont morts.", 25, BATTLES, ['fan']),
    ("Une mine artisanale a tué trois Casques bleus tchadiens lundi près d'Aguelhok.", 3, EXPLOSIONS, []),
    ("L'attaque du marché de Téra, lundi, a fait 11 morts, dont trois enfants.", 11, VIOLENCE, [NOBODY_KNOWN]),
    ('Deux humanitaires ont été abattus lundi soir à Ménaka par des inconnus.', 2, VIOLENCE, [NOBODY_KNOWN]),
    ("Le JNIM a revendiqué l'attaque menée lundi contre le poste de gendarmerie de Koutiala, qui a coûté la vie à trois gendarmes.", 3, BATTLES, ['jnim']),
    ("Le bilan de l'attaque de Seytenga, lundi, est passé à 50 morts, selon le gouvernement.", 50, VIOLENCE, [NOBODY_KNOWN]),
    ("Des combattants présumés de l'État islamique ont exécuté lundi sept éleveurs près d'un puits à Abala.", 7, VIOLENCE, ['isgs']),
    ('Les forces maliennes, appuyées par des mercenaires russes, ont tué une douzaine de civils lundi à Moura, selon des habitants.', 12, VIOLENCE, ['fama', 'wagner']),
    ("Une frappe aérienne de l'armée malienne a tué au moins 17 personnes lundi lors d'un mariage à Konokassi.", 17, EXPLOSIONS, ['fama']),
    ("Quatre gendarmes ont été blessés lundi lorsque leur véhicule a heurté un engin explosif près de Fada N'Gourma.", None, EXPLOSIONS, []),
    ("Des roquettes ont été tirées lundi sur l'aéroport de Gao, sans faire de victimes.", 0, EXPLOSIONS, [NOBODY_KNOWN]),
    ('Des inconnus ont enlevé un prêtre allemand lundi à Bamako.', None, VIOLENCE, [NOBODY_KNOWN]),
    ('Les VDP ont repoussé une attaque lundi à Barsalogho ; dix assaillants et deux VDP ont été tués.', 12, BATTLES, [NOBODY_KNOWN]),
    ('Des centaines de personnes ont manifesté lundi à Niamey pour réclamer le départ des troupes américaines.', None, PROTESTS, ['protesters']),
    ('Une foule en colère a incendié la mairie de Kidal lundi.', None, RIOTS, ['rioters']),
    ("Les soldats de Barkhane ont capturé lundi un cadre de l'EIGS près d'Indelimane.", None, STRATEGIC, ['barkhane']),
    ('Des chasseurs dozos ont attaqué lundi le hameau peul de Ouro Modi, tuant 16 personnes et incendiant des cases.', 16, VIOLENCE, ['dozos']),
    ('Des combattants de Boko Haram ont attaqué lundi un poste militaire à Blabrine, tuant 12 soldats nigériens.', 12, BATTLES, ['boko-haram']),
    ('Huit policiers burkinabè ont été tués et cinq blessés lundi dans une embuscade imputée aux jihadistes près de Toeni.', 8, BATTLES, [ISLAMISTS]),
    ("L'armée dit avoir neutralisé une trentaine de terroristes lundi près de Tongomayel.", 30, BATTLES, ['burkina-armed-forces']),
    ("Des affrontements entre le MSA et l'EIGS ont fait 30 morts lundi près d'Anderamboukane.", 30, BATTLES, ['isgs', 'msa']),
    ('Quinze agriculteurs ont été égorgés lundi dans leurs champs à Doumga par des éléments présumés de Boko Haram.', 15, VIOLENCE, ['boko-haram']),
    ('Une personne a été tuée et deux autres blessées lundi quand des hommes armés ont tiré sur un car près de Gossi.', 1, VIOLENCE, [NOBODY_KNOWN]),
    ('Lundi : EEI sur RN16 près de Gossi contre convoi MINUSMA, 1 casque bleu tué, 3 blessés.', 1, EXPLOSIONS, []),
    ('Le 8 juillet 2024, des combattants du JNIM ont attaqué les positions des VDP à Kelbo. Trois VDP et sept assaillants ont été tués.', 10, BATTLES, ['jnim']),
    ('Le maire de Pensa a été assassiné lundi soir à son domicile par des hommes armés non identifiés.', 1, VIOLENCE, [NOBODY_KNOWN]),
    ("Des assaillants ont incendié l'école de Nassoumbou lundi ; aucune victime n'est à déplorer.", 0, STRATEGIC, [NOBODY_KNOWN]),
    ("Les corps de neuf hommes ont été découverts lundi près de Sebba ; les habitants accusent l'armée.", 9, VIOLENCE, ['burkina-armed-forces']),
    ("Un hélicoptère de l'armée malienne a ouvert le feu lundi sur le marché de Nia Ouro, tuant six civils.", 6, EXPLOSIONS, ['fama']),
    ('Un soldat français a été tué lundi au combat contre des jihadistes près de Gao.', 1, BATTLES, [NOBODY_KNOWN]),
    ("Trois femmes parties chercher du bois ont été enlevées lundi près d'Arbinda par des jihadistes présumés.", None, VIOLENCE, [ISLAMISTS]),
    ('Des coupeurs de route ont braqué un car lundi près de Gao et tué le chauffeur.', 1, VIOLENCE, [NOBODY_KNOWN]),
    ('Des obus de mortier sont tombés lundi sur le camp de la MINUSMA à Kidal, blessant deux Casques bleus.', None, EXPLOSIONS, [NOBODY_KNOWN]),
    ("Un véhicule de commerçants a sauté lundi sur une mine sur l'axe Ansongo-Ménaka : cinq morts.", 5, EXPLOSIONS, []),
    ('Une quarantaine de civils ont été massacrés lundi à Solhan par un groupe armé non identifié.', 40, VIOLENCE, [NOBODY_KNOWN]),
    ("Dix soldats maliens ont été tués et plusieurs autres sont portés disparus après l'assaut contre leur base de Mondoro lundi.", 10, BATTLES, [NOBODY_KNOWN]),
    ('Entre 15 et 20 villageois ont été tués lundi à Zaongo.', None, VIOLENCE, [NOBODY_KNOWN]),
    ('Plusieurs personnes ont été tuées lundi dans une attaque à Gorgadji.', None, VIOLENCE, [NOBODY_KNOWN]),
    ('Des hommes armés ont tué un chef de village et ses deux fils lundi à Inates.', 3, VIOLENCE, [NOBODY_KNOWN]),
    ('Les troupes tchadiennes ont tué 20 combattants de Boko Haram lundi près de Bosso et perdu deux hommes.', 22, BATTLES, ['military-chad']),
    ("L'assaut lancé lundi contre le camp de Boulkessi s'est soldé par la mort de 25 soldats.", 25, BATTLES, [NOBODY_KNOWN]),
    ('Lundi à Boni, des inconnus ont ouvert le feu sur une ambulance, tuant un infirmier et une patiente.', 2, VIOLENCE, [NOBODY_KNOWN]),
    ("Le convoi est tombé lundi dans une embuscade près d'Ayorou : onze gendarmes ont trouvé la mort, neuf sont portés disparus.", 11, BATTLES, [NOBODY_KNOWN]),
]  # fmt: skip
# What is said less often of the dead.
DEAD: list[tuple[str, int]] = [
    ("Le 9 juillet, trois VDP d'une patrouille attaquée à Djibo ont perdu la vie ; le corps d'un assaillant est resté sur le terrain.", 4),
    ("Lundi, l'aviation a pilonné des îlots proches de Bosso, éliminant 26 membres de Boko Haram selon l'armée.", 26),
    ('On Monday the air force pounded islands near Bosso, eliminating 26 members of Boko Haram, the army said.', 26),
    ("Trois combattants du MSA et du Gatia et douze hommes de l'EIGS ont été tués lundi près d'Akabar.", 15),
    ('Three fighters of the MSA and the GATIA and twelve men of ISGS were killed on Monday near Akabar.', 15),
    ("Lundi à Boulsa, des Koglwéogo ont fouetté à mort un quinquagénaire qu'ils soupçonnaient de vol.", 1),
    ('On Monday in Boulsa, Koglweogo whipped to death a man whom they suspected of theft.', 1),
    ('Lundi à Tongo Tongo, quinze combattants du groupe ont été tués dans un accrochage, et un soldat est tombé.', 16),
    ('On Monday at Tongo Tongo, fifteen fighters were killed in a clash, and a soldier fell.', 16),
    ('Ce matin 6h Jnim attaque camp FAMA à Mourdiah, repoussé, bilan armée 4 FAMA + 15 jnim tués.', 19),
    ("Lundi : patrouille FAMa et Wagner accrochée près de Boré ; un soldat et deux supplétifs russes tués, quatre jihadistes abattus, d'après une source militaire.", 7),
    ('Lundi, mine sous véh Garde nationale près de Tassara, 2 GN tués 4 bl.', 2),
    ('Un percepteur des impôts et son chauffeur ont été tués lundi à Falmey par des hommes armés.', 2),
    ('A tax collector and his driver were killed on Monday in Falmey by gunmen.', 2),
    ('Lundi, axe Bourzanga-Djibo : citerne saute sur EEI, chauffeur mort, apprenti blessé.', 1),
    ('Monday, Bourzanga-Djibo road: tanker hit IED, driver dead, apprentice wounded.', 1),
    ("Herders' camps near Ansongo were entered on Monday by riders numbering perhaps thirty, who set the men apart from the women, shot seventeen of the former and left with the animals.", 17),
    ("Lundi, deux soldats ont trouvé la mort à Dioura, quand des hommes de la Katiba Macina ont attaqué un poste. Trois militaires sont blessés, et deux assaillants ont été abattus, précise l'armée.", 4),
    ('Lundi, des hommes armés ont abattu un chef coutumier et ses deux fils à Falmey.', 3),
    ("Sept soldats ont été tués lundi dans une embuscade près de Diafarabé. Le JNIM a revendiqué l'opération et dit avoir perdu un homme.", 8),
    ("Lundi à Kidal, huit hommes, pour la plupart éleveurs, ont été retrouvés sans vie près du puits. Les habitants accusent l'armée.", 8),
    ('Victimes : huit hommes, pour la plupart éleveurs, retrouvés sans vie près du puits lundi à Kidal.', 8),
]  # fmt: skip


@pytest.mark.parametrize(("text", "killed", "event_type", "done_by"), TOLD)
def test_what_happened_how_many_died_and_who_did_it(
    text: str, killed: int | None, event_type: str, done_by: list[str], reference_tables: Tables
) -> None:
    incident = only_incident(text, reference_tables, published=PUBLISHED, learnt=shipped())
    toll = incident.total("killed")
    slugs = sorted(actor.slug or actor.name for actor in incident.perpetrators)
    assert (toll.best if toll else None, incident.event_type, slugs) == (killed, event_type, done_by)
    assert incident.place is not None
    assert incident.date is not None


@pytest.mark.parametrize(("text", "killed"), DEAD)
def test_how_many_died(text: str, killed: int, reference_tables: Tables) -> None:
    toll = only_incident(text, reference_tables, published=PUBLISHED, learnt=shipped()).total("killed")
    assert toll is not None
    assert toll.best == killed
