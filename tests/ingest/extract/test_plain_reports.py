"""Short reports of several sentences, as the genres write them: each incident with its toll, type, parties, days and place."""

from __future__ import annotations

from datetime import date

import pytest

from incidents.ingest.drafts import IncidentDraft
from incidents.ingest.extract import extract
from incidents.ingest.extract.decisions.learnt import shipped
from incidents.ingest.gazetteer import Tables

PUBLISHED = date(2024, 7, 10)  # a Wednesday
VIOLENCE, BATTLES, EXPLOSIONS = "violence_against_civilians", "battles", "explosions_remote_violence"
PROTESTS, RIOTS, STRATEGIC = "protests", "riots", "strategic_developments"
NOBODY_KNOWN, ISLAMISTS = "unidentified-armed-group", "unidentified-islamist-militia"

# Of each incident: how many died, the event type, who did it and how that is said, the first and last day, the place.
Told = tuple[int | None, str, dict[str, str], tuple[int, int], str]
REPORTS: list[tuple[str, list[Told]]] = [
    ('The Malian army said on Tuesday it had repelled an attack on its camp at Ménaka the previous night. Two soldiers died and eleven attackers were killed, it said in a statement.', [(13, BATTLES, {NOBODY_KNOWN: 'unknown'}, (8, 9), 'Ménaka')]),
    ("Five people were killed on Monday when their pickup truck hit a mine near Boni, in central Mali's Mopti region. There was no immediate claim of responsibility.", [(5, EXPLOSIONS, {}, (8, 8), 'Boni')]),
    ("On Sunday, suspected ISGS militants raided Inates in Niger's Tillabéri region, killing seven villagers. On Monday, Nigerien forces killed 15 militants in a pursuit operation near Bankilaré.", [(7, VIOLENCE, {'isgs': 'suspected'}, (7, 7), 'Inates'), (15, BATTLES, {'fds-niger': 'stated'}, (8, 8), 'Bankilaré')]),
    ('Weekly security update, 1-7 July. Three incidents were reported: on 2 July unidentified armed men abducted two NGO staff in Djibo; on 4 July an IED killed four VDP near Kaya; on 6 July protesters blocked the road at Dori, no injuries.', [(None, VIOLENCE, {NOBODY_KNOWN: 'unknown'}, (2, 2), 'Djibo'), (4, EXPLOSIONS, {}, (4, 4), 'Kaya'), (0, PROTESTS, {'protesters': 'stated'}, (6, 6), 'Dori')]),
    ('Alert: Gossi, 9 July. At around 0600 hrs armed men on motorcycles stopped a bus at a makeshift checkpoint north of the town. They took three passengers with them. Nobody was hurt.', [(0, VIOLENCE, {NOBODY_KNOWN: 'unknown'}, (9, 9), 'Gossi')]),
    ('A man was lynched by a mob in Koutiala on Monday after being accused of stealing a motorbike, police said.', [(1, RIOTS, {'rioters': 'stated'}, (8, 8), 'Koutiala')]),
    ('French forces killed a senior al-Qaida commander, Baye ag Bakabo, in northern Mali on Monday along with three other fighters near Aguelhok.', [(4, BATTLES, {'french-forces': 'stated'}, (8, 8), 'Aguelhok')]),
    ("Niger's government on Tuesday paid tribute to the 71 soldiers killed at Inates in 2019. The president laid a wreath in Niamey.", []),
    ('The UN said on Tuesday that 120 civilians were killed in the Liptako-Gourma region in June, down from 180 in May.', []),
    ('Heavy rains destroyed 300 houses in Gao on Monday, killing two people.', []),
    ('A Burkinabe court sentenced two men to life on Tuesday for their part in the 2016 attack on the Cappuccino cafe in Ouagadougou, which killed 30 people.', []),
    ('Dozens of people were killed when gunmen attacked Barsalogho in Burkina Faso on Saturday, witnesses said. Government sources put the toll at 40, while a local association spoke of 55.', [(None, VIOLENCE, {NOBODY_KNOWN: 'unknown'}, (6, 6), 'Barsalogho')]),
    ('ISWAP fighters overran a Nigerien military post at Toumour late on Sunday, killing eight soldiers and seizing vehicles before withdrawing. The defence ministry said 17 assailants died.', [(25, BATTLES, {'iswap': 'stated'}, (7, 7), 'Toumour')]),
    ('In the night from Sunday to Monday unknown gunmen attacked the customs post of Pétel Kolé, killing two customs officers and wounding one.', [(2, BATTLES, {NOBODY_KNOWN: 'unknown'}, (7, 8), 'Petelkolé')]),
    ('An air strike carried out by Barkhane on Friday killed around 15 fighters of the ISGS some 30 km south of Ménaka, the French general staff said.', [(15, EXPLOSIONS, {'barkhane': 'stated'}, (5, 5), 'Ménaka')]),
    ('Gunmen believed to belong to Katiba Macina shot dead a village chief in Dialloubé on Monday night, a councillor said.', [(1, VIOLENCE, {'katiba-macina': 'suspected'}, (8, 8), 'Dialloubé')]),
    ('Fighting between Dan Na Ambassagou and JNIM around Bandiagara on Sunday left six militiamen and four jihadists dead.', [(10, BATTLES, {'dan-na-ambassagou': 'stated', 'jnim': 'stated'}, (7, 7), 'Bandiagara')]),
    ('Armed bandits attacked traders returning from Ansongo market on Thursday. One trader was killed and goods were stolen.', [(1, VIOLENCE, {NOBODY_KNOWN: 'stated'}, (4, 4), 'Ansongo')]),
    ('Police in Niamey fired tear gas at opposition supporters on Saturday; about ten demonstrators were arrested.', [(None, PROTESTS, {'protesters': 'stated'}, (6, 6), 'Niamey')]),
    ("L'armée malienne a annoncé mardi avoir repoussé dans la nuit une attaque contre son camp de Ménaka. Deux soldats sont morts et onze assaillants ont été tués, selon un communiqué.", [(13, BATTLES, {NOBODY_KNOWN: 'unknown'}, (8, 9), 'Ménaka')]),
    ("Cinq personnes ont péri lundi quand leur pick-up a sauté sur une mine près de Boni, dans la région de Mopti. L'attaque n'a pas été revendiquée.", [(5, EXPLOSIONS, {}, (8, 8), 'Boni')]),
    ("Le JNIM affirme que ses combattants ont tué neuf militaires dans une embuscade mardi près de Djibo. L'armée fait état de six morts.", [(None, BATTLES, {'jnim': 'claimed'}, (9, 9), 'Djibo')]),
    ("Dimanche, des éléments présumés de l'EIGS ont attaqué Inates, dans la région de Tillabéri, tuant sept villageois. Lundi, les forces nigériennes ont abattu 15 assaillants lors d'un ratissage près de Bankilaré.", [(7, VIOLENCE, {'isgs': 'suspected'}, (7, 7), 'Inates'), (15, BATTLES, {'fds-niger': 'stated'}, (8, 8), 'Bankilaré')]),
    ("Point de sécurité du 1er au 7 juillet. Le 2 juillet, des hommes armés non identifiés ont enlevé deux employés d'une ONG à Djibo. Le 4 juillet, un engin explosif improvisé a tué quatre VDP près de Kaya. Le 6 juillet, des manifestants ont bloqué la route à Dori, sans faire de blessés.", [(None, VIOLENCE, {NOBODY_KNOWN: 'unknown'}, (2, 2), 'Djibo'), (4, EXPLOSIONS, {}, (4, 4), 'Kaya'), (0, PROTESTS, {'protesters': 'stated'}, (6, 6), 'Dori')]),
    ("Alerte : Gossi, 9 juillet. Vers 6 h, des hommes armés à moto ont arrêté un car au nord de la ville. Ils ont emmené trois passagers. Personne n'a été blessé.", [(0, VIOLENCE, {NOBODY_KNOWN: 'unknown'}, (9, 9), 'Gossi')]),
    ('Un homme accusé de vol de moto a été lynché par la foule lundi à Koutiala, selon la police.', [(1, RIOTS, {'rioters': 'stated'}, (8, 8), 'Koutiala')]),
    ('Le Niger a rendu hommage mardi aux 71 soldats tués à Inates en 2019.', []),
    ("Selon l'ONU, 120 civils ont été tués en juin dans le Liptako-Gourma, contre 180 en mai.", []),
    ('Les pluies ont détruit 300 maisons lundi à Gao et fait deux morts.', []),
    ('Des dizaines de personnes ont été tuées samedi à Barsalogho, au Burkina Faso, selon des témoins. Une source gouvernementale parle de 40 morts, une association locale de 55.', [(None, VIOLENCE, {NOBODY_KNOWN: 'unknown'}, (6, 6), 'Barsalogho')]),
    ("Des combattants de l'ISWAP ont pris d'assaut un poste militaire à Toumour dimanche soir, tuant huit soldats avant de se replier. Le ministère de la Défense fait état de 17 assaillants tués.", [(25, BATTLES, {'iswap': 'stated'}, (7, 7), 'Toumour')]),
    ('Dans la nuit de dimanche à lundi, des inconnus ont attaqué le poste de douane de Pétel Kolé, tuant deux douaniers et en blessant un autre.', [(2, BATTLES, {NOBODY_KNOWN: 'unknown'}, (7, 8), 'Petelkolé')]),
    ("Une frappe de Barkhane a tué vendredi une quinzaine de combattants de l'EIGS à une trentaine de kilomètres au sud de Ménaka, selon l'état-major français.", [(15, EXPLOSIONS, {'barkhane': 'stated'}, (5, 5), 'Ménaka')]),
    ("Des hommes soupçonnés d'appartenir à la Katiba Macina ont abattu un chef de village lundi soir à Dialloubé, selon un élu.", [(1, VIOLENCE, {'katiba-macina': 'suspected'}, (8, 8), 'Dialloubé')]),
    ('Les combats entre Dan Na Ambassagou et le JNIM, dimanche autour de Bandiagara, ont fait six morts chez les miliciens et quatre chez les jihadistes.', [(10, BATTLES, {'dan-na-ambassagou': 'stated', 'jnim': 'stated'}, (7, 7), 'Bandiagara')]),
    ("Des bandits armés ont attaqué jeudi des commerçants de retour du marché d'Ansongo. Un commerçant a été tué et des marchandises emportées.", [(1, VIOLENCE, {NOBODY_KNOWN: 'stated'}, (4, 4), 'Ansongo')]),
    ("L'État islamique au Sahel a revendiqué mardi l'assassinat de quatre civils à Talataye vendredi.", [(4, VIOLENCE, {'isgs': 'claimed'}, (5, 5), 'Talataye')]),
    ("Un poste de police de Fada N'Gourma a été attaqué mardi soir. Bilan : un policier tué, deux blessés. Les assaillants, non identifiés, ont emporté des armes.", [(1, BATTLES, {NOBODY_KNOWN: 'unknown'}, (9, 9), "Fada N'Gourma")]),
    ('Flash : attaque en cours contre le camp militaire de Sévaré ce mercredi matin. Pas de bilan disponible.', [(None, BATTLES, {NOBODY_KNOWN: 'unknown'}, (10, 10), 'Sévaré')]),
    ('Flash: attack under way against the military camp at Sévaré this Wednesday morning. No toll available yet.', [(None, BATTLES, {NOBODY_KNOWN: 'unknown'}, (10, 10), 'Sévaré')]),
    ('Two days after the massacre at Ogossagou, seven more people were killed in the village of Bankass on Monday. Dozo hunters are accused.', [(7, VIOLENCE, {'dozos': 'suspected'}, (8, 8), 'Bankass')]),
    ('A convoy of the Malian army fell into an ambush between Niono and Diabaly on Tuesday morning. At least three soldiers were killed and four vehicles were destroyed. JNIM claimed the attack in a statement.', [(3, BATTLES, {'jnim': 'claimed'}, (9, 9), 'Niono - Diabaly')]),
    ("Un convoi de l'armée malienne est tombé dans une embuscade mardi matin entre Niono et Diabaly. Au moins trois soldats ont été tués et quatre véhicules détruits. Le JNIM a revendiqué l'attaque.", [(3, BATTLES, {'jnim': 'claimed'}, (9, 9), 'Niono - Diabaly')]),
    ('Herders from the Daoussahak community were attacked at a camp near Tamalat on Saturday; 12 were killed and their animals taken. ISGS is suspected.', [(12, VIOLENCE, {'isgs': 'suspected'}, (6, 6), 'Tamalat')]),
    ('120 French paratroopers landed near Ménaka on Tuesday to reinforce the garrison.', [(None, STRATEGIC, {'french-forces': 'stated'}, (9, 9), 'Ménaka')]),
    ("No one has claimed Monday's ambush near Sévaré, in which two gendarmes were killed.", [(2, BATTLES, {NOBODY_KNOWN: 'unknown'}, (8, 8), 'Sévaré')]),
    ('The attack on Dioura on Monday, claimed by Katiba Macina, killed 23 soldiers.', [(23, BATTLES, {'katiba-macina': 'claimed'}, (8, 8), 'Dioura')]),
    ("The government attributed Monday's massacre of 11 villagers in Koulogon to Dozo hunters.", [(11, VIOLENCE, {'dozos': 'suspected'}, (8, 8), 'Koulogon')]),
    ("Ansaroul Islam is suspected of carrying out Monday's killing of three teachers near Djibo.", [(3, VIOLENCE, {'ansaroul-islam': 'suspected'}, (8, 8), 'Djibo')]),
    ('In a video, JNIM showed fighters storming the base at Mansila on Monday; it said 107 soldiers were killed. The army has not commented.', [(107, BATTLES, {'jnim': 'claimed'}, (8, 8), 'Mansila')]),
    ('GATIA and MSA fighters killed 17 ISGS militants near Agabagh on Monday.', [(17, BATTLES, {'gatia': 'stated', 'msa': 'stated'}, (8, 8), 'Agabagh')]),
    ('Koglweogo militiamen shot dead six Fulani herders in Yirgou on Monday in reprisal for the killing of a village chief.', [(6, VIOLENCE, {'koglweogo': 'stated'}, (8, 8), 'Yirgou')]),
    ('A Burkinabe drone strike killed at least 28 people at Bourasso market on Monday, Human Rights Watch said.', [(28, EXPLOSIONS, {'burkina-armed-forces': 'stated'}, (8, 8), 'Bourasso')]),
    ('Gendarmes opened fire on protesters in Sikasso on Monday, killing two.', [(2, PROTESTS, {'gendarmerie-mali': 'stated'}, (8, 8), 'Sikasso')]),
    ('Wagner mercenaries and Malian soldiers arrested 20 herders in Nampala on Monday.', [(None, STRATEGIC, {'wagner': 'stated', 'fama': 'stated'}, (8, 8), 'Nampala')]),
    ('MNJTF troops killed 34 Boko Haram fighters on islands in Lake Chad on Monday; one Nigerien soldier died.', [(35, BATTLES, {'mnjtf': 'stated'}, (8, 8), 'Lake Chad, Niger')]),
    ('Lakurawa fighters killed five herders in Konni on Monday over refusal to pay zakat.', [(5, VIOLENCE, {'lakurawa': 'stated'}, (8, 8), "Birni N'Konni")]),
    ('An explosion killed two children playing with a grenade in Timbuktu on Monday.', [(2, EXPLOSIONS, {}, (8, 8), 'Tombouctou')]),
    ('Le gouvernement a attribué à des chasseurs dozos le massacre de 11 villageois lundi à Koulogon.', [(11, VIOLENCE, {'dozos': 'suspected'}, (8, 8), 'Koulogon')]),
    ("Ansaroul Islam est soupçonné d'avoir tué trois enseignants lundi près de Djibo.", [(3, VIOLENCE, {'ansaroul-islam': 'suspected'}, (8, 8), 'Djibo')]),
    ("Selon des témoins, les hommes qui ont tué cinq personnes lundi à Tillia appartenaient à l'État islamique.", [(5, VIOLENCE, {'isgs': 'suspected'}, (8, 8), 'Tillia')]),
    ("Des combattants du Gatia et du MSA ont tué lundi 17 éléments de l'EIGS près d'Agabagh.", [(17, BATTLES, {'gatia': 'stated', 'msa': 'stated'}, (8, 8), 'Agabagh')]),
    ("Des Koglwéogo ont abattu lundi six éleveurs peuls à Yirgou en représailles à l'assassinat d'un chef de village.", [(6, VIOLENCE, {'koglweogo': 'stated'}, (8, 8), 'Yirgou')]),
    ('Une frappe de drone burkinabè a tué au moins 28 personnes lundi au marché de Bourasso, selon Human Rights Watch.', [(28, EXPLOSIONS, {'burkina-armed-forces': 'stated'}, (8, 8), 'Bourasso')]),
    ("Des gendarmes ont ouvert le feu lundi sur des manifestants à Sikasso, tuant deux d'entre eux.", [(2, PROTESTS, {'gendarmerie-mali': 'stated'}, (8, 8), 'Sikasso')]),
    ("Personne n'a revendiqué l'embuscade de lundi près de Sévaré, dans laquelle deux gendarmes ont été tués.", [(2, BATTLES, {NOBODY_KNOWN: 'unknown'}, (8, 8), 'Sévaré')]),
    ('Les FAMa et leurs partenaires russes ont mené lundi une opération à Nampala. Une dizaine de terroristes ont été neutralisés.', [(10, BATTLES, {'fama': 'stated', 'wagner': 'stated'}, (8, 8), 'Nampala')]),
    ("Les populations de Gorom-Gorom ont marché lundi pour dénoncer l'insécurité. La marche s'est déroulée sans incident.", [(None, PROTESTS, {'protesters': 'stated'}, (8, 8), 'Gorom-Gorom')]),
    ("Des jeunes ont saccagé lundi les locaux d'une ONG à Ménaka.", [(None, RIOTS, {'rioters': 'stated'}, (8, 8), 'Ménaka')]),
    ('Une patrouille mixte a saisi lundi trois motos et des munitions à Tera.', [(None, STRATEGIC, {NOBODY_KNOWN: 'unknown'}, (8, 8), 'Téra')]),
    ('Trois engins explosifs ont été désamorcés lundi par les démineurs de la Minusma à Aguelhok.', [(None, STRATEGIC, {'minusma': 'stated'}, (8, 8), 'Aguelhok')]),
    ('Le Jnim a signé lundi un accord de non-agression avec les chasseurs de Farabougou.', [(None, STRATEGIC, {'jnim': 'stated'}, (8, 8), 'Farabougou')]),
    ('JNIM and Dozo hunters signed a local peace agreement in Farabougou on Monday.', [(None, STRATEGIC, {'jnim': 'stated', 'dozos': 'stated'}, (8, 8), 'Farabougou')]),
    ('Two security guards were injured when a grenade was thrown at a police station in Niamey on Monday.', [(None, EXPLOSIONS, {NOBODY_KNOWN: 'unknown'}, (8, 8), 'Niamey')]),
    ('Men in military fatigues raped four women in Anzourou on Monday.', [(None, VIOLENCE, {NOBODY_KNOWN: 'unknown'}, (8, 8), 'Anzourou')]),
    ('Quatre femmes ont été violées lundi à Anzourou par des hommes armés.', [(None, VIOLENCE, {NOBODY_KNOWN: 'unknown'}, (8, 8), 'Anzourou')]),
    ('Twelve people, including two soldiers, were killed on Monday when JNIM attacked a convoy escorted by the army near Taparko.', [(12, BATTLES, {'jnim': 'stated'}, (8, 8), 'Taparko')]),
    ("Douze personnes, dont deux soldats, ont été tuées lundi quand le JNIM a attaqué un convoi escorté par l'armée près de Taparko.", [(12, BATTLES, {'jnim': 'stated'}, (8, 8), 'Taparko')]),
    ('An attack by gunmen on a church in Dablo on Monday killed a priest and five worshippers.', [(6, VIOLENCE, {NOBODY_KNOWN: 'unknown'}, (8, 8), 'Dablo')]),
    ("Un prêtre et cinq fidèles ont été tués lundi dans l'attaque d'une église à Dablo.", [(6, VIOLENCE, {NOBODY_KNOWN: 'unknown'}, (8, 8), 'Dablo')]),
    ('A soldier was killed and another wounded on Monday when their post at Koutougou came under fire.', [(1, BATTLES, {NOBODY_KNOWN: 'unknown'}, (8, 8), 'Koutougou')]),
    ('Un soldat a été tué et un autre blessé lundi lorsque leur poste de Koutougou a essuyé des tirs.', [(1, BATTLES, {NOBODY_KNOWN: 'unknown'}, (8, 8), 'Koutougou')]),
    ('Djibo 10/07 0730. Armed men in market yest evening, took 2 traders. No shots. Market open today.', [(None, VIOLENCE, {NOBODY_KNOWN: 'unknown'}, (9, 9), 'Djibo')]),
    ('09 Jul, Gossi: FAMa patrol hit IED 8km W of town, 3 KIA 5 WIA.', [(3, EXPLOSIONS, {}, (9, 9), 'Gossi')]),
    ('Team Ménaka: ISGS attacked Inékar this morning, 6 civ killed, animals taken. Pop moving to Ménaka.', [(6, VIOLENCE, {'isgs': 'stated'}, (10, 10), 'Inékar')]),
    ('Sévaré 10 July - shots heard near airport 0530, lasted 20 min. FAMa say attackers pushed back, 2 attackers dead, no own losses.', [(2, BATTLES, {NOBODY_KNOWN: 'unknown'}, (10, 10), 'Sévaré')]),
    ('Fada update: VDP post Natiaboani attacked Mon night by JNIM, 4 VDP dead, 3 missing.', [(4, BATTLES, {'jnim': 'stated'}, (8, 8), 'Natiaboani')]),
    ('Info from Tera: yesterday 3 trucks burnt on road to Niamey by GATs, drivers released unharmed.', [(0, STRATEGIC, {NOBODY_KNOWN: 'unknown'}, (9, 9), 'Téra')]),
    ('Kidal: 9 July, around 2100 2 mortar rounds fell near MINUSMA camp. No cas.', [(0, EXPLOSIONS, {NOBODY_KNOWN: 'unknown'}, (9, 9), 'Kidal')]),
    ('Dori - kidnapping. Nurse of the CSPS taken at home last night by 4 armed men.', [(None, VIOLENCE, {NOBODY_KNOWN: 'unknown'}, (9, 10), 'Dori')]),
    ('Djibo 10/07 7h30. HANI au marché hier soir, 2 commerçants enlevés. Pas de tirs. Marché ouvert ce jour.', [(None, VIOLENCE, {NOBODY_KNOWN: 'unknown'}, (9, 9), 'Djibo')]),
    ('09/07, Gossi : patrouille FAMa sur EEI à 8 km O de la ville, 3 tués 5 blessés.', [(3, EXPLOSIONS, {}, (9, 9), 'Gossi')]),
    ('Équipe Ménaka : EIGS a attaqué Inékar ce matin, 6 civils tués, animaux emportés. Pop en route vers Ménaka.', [(6, VIOLENCE, {'isgs': 'stated'}, (10, 10), 'Inékar')]),
    ('Point Fada : poste VDP de Natiaboani attaqué lundi soir par le JNIM, 4 VDP tués, 3 portés disparus.', [(4, BATTLES, {'jnim': 'stated'}, (8, 8), 'Natiaboani')]),
    ('Info Téra : hier 3 camions incendiés par des GAT sur la route de Niamey, chauffeurs relâchés sains et saufs.', [(0, STRATEGIC, {NOBODY_KNOWN: 'unknown'}, (9, 9), 'Téra')]),
    ('Kidal : le 9 juillet vers 21h, 2 obus de mortier sont tombés près du camp de la Minusma. RAS côté pertes.', [(0, EXPLOSIONS, {NOBODY_KNOWN: 'unknown'}, (9, 9), 'Kidal')]),
    ('Dori - enlèvement. Infirmier du CSPS pris chez lui cette nuit par 4 hommes armés.', [(None, VIOLENCE, {NOBODY_KNOWN: 'unknown'}, (9, 10), 'Dori')]),
    ('SITUATION REPORT, GAO REGION, 1-7 JULY 2024\n- On 3 July, unknown gunmen shot dead the deputy mayor of Bourem at his home.\n- On 5 July, a vehicle of traders struck a mine 15 km south of Ansongo; four people died and six were injured.\n- Between 4 and 6 July, some 1,200 people arrived in Gao from Tessit.', [(1, VIOLENCE, {NOBODY_KNOWN: 'unknown'}, (3, 3), 'Bourem'), (4, EXPLOSIONS, {}, (5, 5), 'Ansongo')]),
    ("RAPPORT DE SITUATION, RÉGION DE GAO, 1-7 JUILLET 2024\n- Le 3 juillet, des inconnus armés ont abattu l'adjoint au maire de Bourem à son domicile.\n- Le 5 juillet, un véhicule de commerçants a heurté une mine à 15 km au sud d'Ansongo ; quatre personnes sont mortes et six ont été blessées.\n- Entre le 4 et le 6 juillet, environ 1 200 personnes venant de Tessit sont arrivées à Gao.", [(1, VIOLENCE, {NOBODY_KNOWN: 'unknown'}, (3, 3), 'Bourem'), (4, EXPLOSIONS, {}, (5, 5), 'Ansongo')]),
    ('MALI: FLASH UPDATE No. 3\nOn 6 July, non-state armed groups attacked the village of Dinangourou (Koro cercle), killing 12 civilians and burning granaries. Around 3,000 people fled to Koro. This is the third attack on the village since January; a total of 31 people have been killed.', [(12, VIOLENCE, {NOBODY_KNOWN: 'unknown'}, (6, 6), 'Dinangourou')]),
    ("MALI : FLASH INFO No 3\nLe 6 juillet, des groupes armés non étatiques ont attaqué le village de Dinangourou (cercle de Koro), tuant 12 civils et brûlant des greniers. Environ 3 000 personnes ont fui vers Koro. C'est la troisième attaque contre le village depuis janvier ; au total, 31 personnes ont été tuées.", [(12, VIOLENCE, {NOBODY_KNOWN: 'unknown'}, (6, 6), 'Dinangourou')]),
    ('Good evening. Six people have been killed in an attack on a village near Bandiagara. It happened yesterday evening, according to the mayor, who says men on motorbikes fired at people returning from the fields. Nobody has said they did it.', [(6, VIOLENCE, {NOBODY_KNOWN: 'unknown'}, (9, 9), 'Bandiagara')]),
    ("Bonsoir. Six personnes ont été tuées dans l'attaque d'un village près de Bandiagara. Les faits remontent à hier soir, selon le maire : des hommes à moto ont tiré sur des paysans qui rentraient des champs. L'attaque n'est pas revendiquée.", [(6, VIOLENCE, {NOBODY_KNOWN: 'unknown'}, (9, 9), 'Bandiagara')]),
    ('In Niger, the army says it has lost ten men. They died on Monday when their convoy drove into an ambush at Bosey Bangou, on the border with Burkina Faso. The ministry blames JNIM.', [(10, BATTLES, {'jnim': 'suspected'}, (8, 8), 'Bosey Bangou')]),
    ("Au Niger, l'armée annonce avoir perdu dix hommes. Ils sont morts lundi dans l'embuscade tendue à leur convoi à Bosey Bangou, à la frontière du Burkina Faso. Le ministère met en cause le JNIM.", [(10, BATTLES, {'jnim': 'suspected'}, (8, 8), 'Bosey Bangou')]),
    ('Summary: On 8 July, JNIM fighters attacked the gold mine at Karma, killing three security guards. Significance: the attack shows that the group can strike within 40 km of Ouagadougou. Indicators: further attacks on mines. Risks: kidnapping of foreign staff.', [(3, VIOLENCE, {'jnim': 'stated'}, (8, 8), 'Karma')]),
    ("Résumé : le 8 juillet, des combattants du JNIM ont attaqué la mine d'or de Karma, tuant trois vigiles. Importance : l'attaque montre que le groupe peut frapper à moins de 40 km de Ouagadougou. Indicateurs : nouvelles attaques contre des mines. Risques : enlèvement de personnel étranger.", [(3, VIOLENCE, {'jnim': 'stated'}, (8, 8), 'Karma')]),
    ('The kidnapping of two Chinese engineers near Bagoé on 5 July by suspected jihadists points to a growing threat to mining in southern Mali. Kidnappings in the region rose from four in 2023 to eleven this year.', [(None, VIOLENCE, {ISLAMISTS: 'suspected'}, (5, 5), 'Bagoé')]),
    ("L'enlèvement de deux ingénieurs chinois le 5 juillet près de Bagoé par des jihadistes présumés illustre la menace croissante sur le secteur minier du sud du Mali. Les enlèvements dans la région sont passés de quatre en 2023 à onze cette année.", [(None, VIOLENCE, {ISLAMISTS: 'suspected'}, (5, 5), 'Bagoé')]),
    ('ALERT: NGO vehicle hijacked at gunpoint near Ayorou on 8 July by three unidentified men. Driver released unharmed 10 km away.', [(0, STRATEGIC, {NOBODY_KNOWN: 'unknown'}, (8, 8), 'Ayorou')]),
    ("ALERTE : véhicule d'ONG braqué près d'Ayorou le 8 juillet par trois hommes non identifiés. Le chauffeur a été relâché indemne 10 km plus loin.", [(0, STRATEGIC, {NOBODY_KNOWN: 'unknown'}, (8, 8), 'Ayorou')]),
    ('ALERT: complex attack on hotel in Bamako on 8 July. Attackers entered the Radisson and took guests hostage; 20 people and two gunmen died. Al-Mourabitoun claimed responsibility.', [(22, VIOLENCE, {'al-mourabitoun': 'claimed'}, (8, 8), 'Bamako')]),
]  # fmt: skip

# Statements, courts, ceremonies, accidents, figures, plans.
NOTHING = [
    'The UN Security Council extended the mandate of MINUSMA for a year on Monday.',
    "Mali's transitional president Assimi Goïta met army chiefs in Bamako on Monday to discuss security in the centre.",
    'Niger marked on Monday the first anniversary of the coup that toppled Mohamed Bazoum.',
    'A report by Human Rights Watch published on Monday says Malian forces killed at least 46 civilians between January and March.',
    'The trial of six men accused of the 2015 Radisson Blu attack, in which 20 people died, opened in Bamako on Monday.',
    'The army denied on Monday that any attack had taken place in Boni, calling the reports false.',
    'Rumours of an attack on Boni on Monday were false, the mayor said.',
    'Families of the 44 victims of the Ogossagou massacre held prayers on Monday.',
    'More than 2 million people are displaced in Burkina Faso, the government said on Monday.',
    'Cholera has killed 12 people in Diffa since June, health officials said on Monday.',
    'A bus accident killed 14 people on the road between Gao and Ansongo on Monday.',
    'Two people drowned when a boat capsized on the Niger river near Mopti on Monday.',
    'A fire at the market of Tahoua destroyed 40 stalls on Monday; nobody was hurt.',
    'ECOWAS condemned on Monday the attack on Mansila that killed over 100 soldiers in June.',
    'Analysts warn that JNIM could attack Bamako in the coming months.',
    'We assess that the risk of kidnapping in northern Burkina Faso remains high.',
    'The governor of Tillabéri banned motorcycles in five departments on Monday after a series of attacks.',
    'The government extended the state of emergency in Diffa for three months on Monday.',
    "Niger's football team beat Mali 2-1 in Niamey on Monday.",
    'The WFP resumed food distributions in Ménaka on Monday, three weeks after fighting interrupted them.',
    'The defence minister visited wounded soldiers in Gao on Monday.',
    'A training exercise involving 300 soldiers began near Ouagadougou on Monday; residents may hear explosions.',
    'The number of attacks in Mali fell by 12% in the second quarter, a think tank said on Monday.',
    'Six months ago gunmen killed 30 people in Solhan; survivors still await justice.',
    'Funerals were held on Monday for the nine gendarmes killed last week near Djibo.',
    'ACLED recorded 340 fatalities in Burkina Faso in June.',
    'No security incidents were reported in Ménaka between 1 and 7 July.',
    "Le Conseil de sécurité a prolongé lundi d'un an le mandat de la Minusma.",
    "Le Niger a célébré lundi le premier anniversaire du coup d'État.",
    "Un rapport de Human Rights Watch publié lundi accuse l'armée malienne d'avoir tué au moins 46 civils entre janvier et mars.",
    "Le procès de six hommes accusés de l'attaque du Radisson Blu de 2015, qui avait fait 20 morts, s'est ouvert lundi à Bamako.",
    "L'armée a démenti lundi toute attaque à Boni.",
    "Les rumeurs d'une attaque à Boni lundi sont infondées, selon le maire.",
    'Plus de deux millions de personnes sont déplacées au Burkina Faso, selon le gouvernement.',
    'Le choléra a fait 12 morts à Diffa depuis juin.',
    'Un accident de car a fait 14 morts lundi entre Gao et Ansongo.',
    "Deux personnes se sont noyées lundi dans le naufrage d'une pirogue près de Mopti.",
    'Un incendie a détruit 40 étals au marché de Tahoua lundi, sans faire de victime.',
    "La Cédéao a condamné lundi l'attaque de Mansila qui a tué plus de 100 soldats en juin.",
    "Le gouverneur de Tillabéri a interdit lundi la circulation des motos après une série d'attaques.",
    "Le ministre de la Défense s'est rendu lundi au chevet des soldats blessés à Gao.",
    'Les obsèques des neuf gendarmes tués la semaine dernière près de Djibo ont eu lieu lundi.',
    "Aucun incident sécuritaire n'a été signalé à Ménaka entre le 1er et le 7 juillet.",
    "Le nombre d'attaques au Mali a baissé de 12 % au deuxième trimestre.",
    "Selon un décompte de l'AFP, 600 civils ont été tués au Burkina Faso depuis janvier.",
    "Le risque d'enlèvement reste élevé dans le nord du Burkina Faso.",
    "Des analystes craignent que le JNIM n'attaque Bamako dans les prochains mois.",
    'Le PAM a repris lundi ses distributions à Ménaka, trois semaines après les combats.',
    'Crue du fleuve à Gao : 200 maisons détruites et trois morts depuis lundi.',
    'RAS ce jour à Ménaka. Marché calme, patrouilles FAMa habituelles.',
    'Nothing to report today in Ménaka. Market calm, usual FAMa patrols.',
    'Une marche est prévue vendredi à Niamey pour réclamer le départ des troupes américaines.',
    'A march is planned in Niamey on Friday to demand the departure of US troops.',
    'Two teachers wounded in the May attack on Boni left hospital on Monday.',
    'The Malian army received four new helicopters from Russia on Monday.',
]  # fmt: skip


@pytest.mark.parametrize(("text", "incidents"), REPORTS)
def test_a_report_becomes_its_incidents(text: str, incidents: list[Told], reference_tables: Tables) -> None:
    drafts = extract(text, published=PUBLISHED, tables=reference_tables, learnt=shipped()).incidents
    assert [told_by(draft) for draft in drafts] == incidents


def told_by(draft: IncidentDraft) -> Told:
    toll, day, place = draft.total("killed"), draft.date, draft.place
    assert day is not None
    assert place is not None
    done_by = {actor.slug or actor.name: actor.attribution for actor in draft.perpetrators}
    return (toll.best if toll else None, draft.event_type, done_by, (day.start.day, day.end.day), place.name)


@pytest.mark.parametrize("text", NOTHING)
def test_what_tells_no_incident_gives_none(text: str, reference_tables: Tables) -> None:
    assert extract(text, published=PUBLISHED, tables=reference_tables, learnt=shipped()).incidents == ()
