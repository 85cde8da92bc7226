"""Notes that tell no incident: visits, threats, courses, courts, statistics, mourning, flight, denials, outlooks, accidents."""

from __future__ import annotations

from datetime import date

import pytest

from incidents.ingest.extract import extract
from incidents.ingest.gazetteer import Tables

NOTES = [
    ("2023-05-10", "A delegation led by the minister of defence visited the garrison of Gao on Tuesday to encourage the troops, two weeks after an attack that killed eleven of them. The minister promised new equipment and said that the army would hold the town whatever the cost. He flew back to Bamako in the evening."),
    ("2022-03-02", "JNIM has threatened to attack any convoy that enters Djibo, according to an audio message circulated on Monday. The town has been without supplies for two months. Residents say they fear that the fighters will carry out their threat, as they did in neighbouring villages last year."),
    ("2021-11-20", "The European mission trained 240 gendarmes at Koulikoro between 2 and 18 November. Exercises covered ambush drills, the handling of improvised explosive devices and first aid to wounded comrades. Live firing took place on the last day; nobody was hurt."),
    ("2024-02-11", "The assize court of Niamey on Friday sentenced three men to life imprisonment for the attack of August 2020 at Kouré, in which eight people including six French aid workers were killed. Two other defendants were acquitted. The trial lasted nine days."),
    ("2020-06-15", "In the first half of the year, 1,100 people were killed in 310 attacks in the Liptako-Gourma, a regional observatory reports. Tillaberi was the worst hit region, followed by Mopti. Kidnappings doubled to 98. Armed groups burned 22 schools."),
    ("2019-08-30", "Three days of mourning began on Thursday in Burkina Faso for the 24 soldiers killed in Koutougou last week. Flags flew at half mast in Ouagadougou and a minute of silence was observed in barracks across the country. The president will visit the wounded."),
    ("2023-01-15", "Some 4,200 people arrived in Ouahigouya between 3 and 12 January after receiving an ultimatum from armed men to leave their villages. They are sheltered in schools and with host families. Partners distributed food to 600 households. Water is scarce; the risk of cholera is high."),
    ("2022-07-19", "The government of Mali denied on Monday that its soldiers had executed civilians at Hombori in April, calling the report of a human-rights group a tissue of lies. An inquiry would be opened, it said. The group stands by its findings."),
    ("2018-04-10", "Outlook: JNIM is likely to step up its attacks on camps of MINUSMA in Kidal, Tessalit and Aguelhok during the dry season. Rocket fire and complex attacks with suicide vehicles cannot be ruled out. Convoys between Gao and Kidal will remain the favourite target of roadside bombs."),
    ("2025-03-03", "Fire destroyed thirty stalls in the market of Mopti on Saturday night. Electricians blame a short circuit. There were no casualties but the traders say they have lost everything. The mayor has asked for help from Bamako."),
    ("2020-09-12", "Heavy rains have killed 65 people in Niger since June; 51 of them died when their houses collapsed. More than 300,000 people have lost their homes in Maradi, Tahoua and Tillaberi. The river burst its dykes in Niamey on 6 September."),
    ("2021-04-04", "A road accident killed seventeen people on Friday on the road between Sévaré and Gao when a bus overturned. Fourteen others were injured, among them four soldiers on leave."),
    ("2022-10-07", "A singer whom all of Bourem knew died of old age on Monday."),
    ("2022-10-07", "The mayor of Bourem died on Monday after a heart attack in his office."),
    ("2022-10-07", "Le maire de Bourem est mort lundi d'une longue maladie. Deux de ses fils sont venus de Gao."),
    ("2024-03-12", "Un hélicoptère d'attaque de l'armée malienne s'est écrasé mercredi lors d'un vol d'entraînement près de Gao, tuant ses deux pilotes, a annoncé l'état-major. Une défaillance mécanique est à l'origine de l'accident."),
    ("2024-03-13", "Un hélicoptère de l'armée nigérienne s'est abîmé jeudi près de Dirkou, tuant un membre d'équipage. L'appareil a été pris dans un vent de sable."),
    ("2022-12-05", "La commission de réconciliation a tenu sa session à Bandiagara du 1er au 3 décembre. Les représentants des Dogons et des Peuls ont évoqué les massacres d'Ogossagou et de Sobane Da. Aucun accord n'a été signé ; une nouvelle rencontre est prévue en janvier à Koro."),
    ("2023-09-09", "Selon l'ONU, 42 attaques contre des écoles ont été recensées au Burkina Faso entre janvier et juin, 31 au Niger et 18 au Mali. Douze enseignants ont été tués et vingt-trois enlevés. Plus de 11 000 établissements restent fermés dans les trois pays."),
    ("2024-10-20", "Le gouverneur de Tillabéri a prolongé d'un mois l'interdiction de circuler à moto et le couvre-feu de 22 heures. Ces mesures avaient été prises après l'attaque de Tassia, qui avait coûté la vie à vingt-trois soldats. Les marchés de Torodi et de Makalondi restent fermés."),
    ("2019-05-06", "Un hommage a été rendu samedi à Kati aux onze soldats tombés à Guiré. Le Premier ministre a remis des décorations aux familles. « Ils sont morts debout », a déclaré le chef d'état-major. La garnison a observé une minute de silence."),
    ("2022-02-28", "L'armée malienne dément avoir tué des civils à Niono. Les accusations de plusieurs organisations, relayées par des médias étrangers, sont qualifiées de campagne de dénigrement. Le communiqué publié dimanche ne donne aucun bilan et promet une enquête."),
    ("2021-06-30", "Les forces françaises quitteront Kidal, Tessalit et Tombouctou d'ici le début de l'année prochaine, a annoncé le président. La réorganisation doit ramener les effectifs de 5 100 à 2 500 hommes. Les analystes redoutent que les groupes armés n'attaquent les bases laissées aux FAMa."),
    ("2023-04-17", "Depuis janvier, 212 incidents ont touché les humanitaires dans la région de Gao, contre 170 l'an dernier. Les braquages de véhicules représentent la moitié des cas. Trois enlèvements ont été signalés, tous résolus. Les ONG demandent des escortes civiles."),
    ("2020-03-03", "Situation calme à Ménaka. RAS. Patrouilles MINUSMA et FAMa quotidiennes. Marché bien fréquenté. Rumeurs d'attaque sur Inékar non confirmées. Vol UNHAS demain."),
    ("2022-08-22", "SITREP 22 AUG. All quiet in Menaka and Ansongo. FAMa convoy due tomorrow from Gao. Reports of a possible IED on the road to Labbezanga being checked. No movement after 1800."),
    ("2017-10-05", "Four years after the battle of Konna, the fishing port is still waiting for its reconstruction. In January 2013 jihadists took the town before French aircraft drove them out. Today traders complain of the lack of electricity."),
    ("2024-05-14", "Russian instructors of Africa Corps arrived in Niamey last month with an air-defence system. State television showed them unloading equipment. The United States is to withdraw its thousand soldiers by September. Negotiations on the base at Agadez continue."),
    ("2023-11-11", "An association of herders says that 14,000 animals have been stolen in the region of Dori since the beginning of the year. Its president called on the government to create a unit against cattle theft. Insurance does not cover such losses."),
    ("2021-02-18", "Le sommet de N'Djamena s'est achevé mardi. Les chefs d'État du G5 Sahel ont salué la neutralisation de plusieurs cadres d'Al-Qaïda en 2020. Le Tchad enverra 1 200 soldats dans la zone des trois frontières."),
    ("2020-01-28", "Le procès des auteurs présumés de l'attentat de Grand-Bassam s'est ouvert lundi. L'attaque avait fait dix-neuf morts le 13 mars 2016. Quatre des dix-huit accusés sont présents ; les autres sont détenus au Mali ou en fuite."),
    ("2022-05-04", "The World Food Programme warned on Tuesday that 1.8 million people in Mali face severe hunger before the next harvest. Fighting and blockades around Ménaka and Gao keep lorries off the roads. The agency needs 150 million dollars for the coming six months."),
    ("2021-03-15", "A year ago this week, gunmen killed 24 people at Barga. The village has been empty ever since. Its inhabitants live in a camp near Ouahigouya and say they will not go home before the army returns."),
    ("2023-08-28", "Niger's new rulers named Colonel Iboro Amadou governor of Tillaberi on Monday. He replaces a civilian who had held the post since 2021. The region, which borders Mali and Burkina Faso, has suffered hundreds of attacks by armed groups."),
    ("2020-11-30", "Rumours that gunmen had kidnapped schoolchildren at Djibo caused panic on Monday. Parents rushed to collect their children. The prefect later said that nothing of the kind had taken place and asked the population to stay calm."),
    ("2024-03-20", "The price of a litre of petrol rose to 1,500 francs in Ansongo this week. Traders blame the closure of the border and the taxes that armed men collect on the road. Fishermen say they no longer go out at night."),
    ("2022-10-10", "Two years after his abduction by JNIM, the family of a Romanian guard appealed for his release on Sunday. He was taken in April 2015 at the Tambao mine. No proof of life has been received since 2021."),
    ("2017-12-12", "MINUSMA: the deadliest UN mission. Since 2013, 95 peacekeepers have been killed by hostile acts in Mali, 24 of them this year. Most died in attacks with explosive devices in the regions of Kidal, Mopti and Timbuktu."),
    ("2023-02-01", "Un atelier sur la protection des civils réunit depuis lundi à Niamey trente officiers des forces de défense. Les participants travaillent sur des cas pratiques : embuscade contre un convoi, attaque d'un village, arrestation de suspects. Il se termine vendredi."),
    ("2020-08-05", "L'Aïd à Gao s'est déroulée dans le calme. Les forces de sécurité avaient été renforcées de crainte d'un attentat. L'imam a prié pour les victimes des attaques de l'année et pour le retour de la paix."),
    ("2021-09-01", "Trois ans après l'embuscade de Tongo Tongo, les familles des quatre soldats nigériens attendent toujours la vérité. Le 4 octobre 2017, des combattants de l'EIGS avaient tué cinq Nigériens et quatre Américains."),
    ("2019-12-20", "Les déplacés de Barsalogho manquent de tout. Ils sont 12 000 à avoir fui les violences depuis août. « On nous a tout brûlé », raconte une mère de cinq enfants. Les distributions reprendront la semaine prochaine."),
    ("2024-09-15", "Le ministre de la Défense a inauguré samedi à Kaya un centre de formation pour les Volontaires pour la défense de la patrie. Trois mille recrues y passeront chaque année. Il a rappelé les sacrifices consentis par les VDP, dont plus de 400 sont tombés en 2023."),
    ("2022-06-06", "Bulletin météo : orages attendus sur le Liptako et la boucle du Niger. Un vent de sable a arraché des toits à Gao dimanche et blessé trois personnes. Prudence sur les pistes."),
    ("2021-05-12", "Selon une enquête d'opinion menée en mars dans 12 communes de Mopti, 61 % des personnes interrogées disent avoir peur d'être tuées ou enlevées. La moitié ne fait pas confiance aux forces de sécurité."),
    ("2025-01-20", "The African Union condemned on Monday the attack on the village of Banga and called on Niger's authorities to protect civilians. It offered its condolences to the families of the victims. It did not say who was responsible."),
    ("2020-02-20", "Barkhane receives 600 more soldiers, bringing the force to 5,100, Paris said on Thursday. Most will operate in the three-border area. The reinforcement had been announced in January at Pau."),
    ("2023-06-21", "Sit rep 21/06: nothing significant to report AOR. Two recon patrols to Ansongo and back. One vehicle bogged, recovered. Range practice at camp, 200 rds fired. Weather hot, dust."),
    ("2022-01-31", "Residents of Titao say that they live in fear of another attack. \"If the army leaves, they will kill us all,\" said a trader. The town has lost a third of its population in two years and its market opens once a week."),
]  # fmt: skip


@pytest.mark.parametrize(("published", "text"), NOTES, ids=[text[:40] for _published, text in NOTES])
def test_a_note_without_an_incident_gives_no_draft(
    published: str, text: str, reference_tables: Tables
) -> None:
    note = extract(text, published=date.fromisoformat(published), tables=reference_tables)
    assert [(one.event_type, text[one.text_start : one.text_end]) for one in note.incidents] == []
