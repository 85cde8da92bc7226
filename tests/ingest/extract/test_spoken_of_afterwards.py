"""Sentences that speak of events without telling one: alone they draft nothing, behind an incident they change nothing."""

from __future__ import annotations

from datetime import date

import pytest

from incidents.ingest.extract import extract
from incidents.ingest.gazetteer import Tables

PUBLISHED = date(2022, 10, 5)  # a Wednesday
TOLD_EN = "On Sunday gunmen killed two traders at Ansongo. "
TOLD_FR = "Dimanche, des hommes armés ont tué deux commerçants à Ansongo. "

# Those that draft nothing alone, and nothing more behind an incident.
AFTERWARDS_EN = [
    "The court in Niamey on Monday sentenced four men to twenty years for the attack on the Koutoukalé prison in 2019.",
    "A ceremony was held in Bamako on Monday in memory of the soldiers killed at Indelimane three years ago.",
    "The Security Council on Monday condemned the attack on peacekeepers near Kidal and called for an inquiry.",
    "An exercise simulating a hostage-taking took place at the airport of Niamey on Monday.",
    "The governor of Gao on Monday visited the wounded of last week's attack in hospital.",
    "Residents of Ménaka say that they fear an attack by Islamic State.",
    "More than 2,000 people have died in violence in Burkina Faso this year, according to ACLED.",
    "The UN on Monday said 1.9 million people have been displaced by the conflict in Burkina Faso.",
    "The minister of defence on Monday said that the attackers of Solhan would be found and punished.",
    "A rumour of an attack on Gao circulated on Monday; the prefecture denied it.",
    "Contrary to posts on social media, no one was abducted on the road to Ansongo on Monday.",
    "Demining training for forty soldiers ended in Mopti on Monday.",
    "The curfew in Ménaka was extended by thirty days on Monday.",
    "France said on Monday it would end its operation in the Sahel by the end of the year.",
    "The trial of the men accused of the Grand-Bassam attack resumed on Monday.",
    "A road accident near Ségou on Monday killed eighteen passengers of a bus.",
    "A fire in the market of Niamey on Monday destroyed thirty stalls; an electrical fault is suspected.",
    "Floods in Gao on Monday killed three people and destroyed sixty houses.",
    "Two teenagers drowned in the river near Mopti on Monday.",
    "Lightning killed four herders near Dori on Monday.",
    "The ambassador of Germany met the governor of Gao on Monday to discuss security after the recent attacks.",
    "NGO staff are advised not to travel between Gao and Ansongo because of the risk of IEDs.",
    "Analysts say that Islamic State will probably try to attack Ménaka before the end of the year.",
    "The families of the hostages taken in 2021 held a press conference in Bamako on Monday.",
    "Mali marked Army Day on Monday with a parade; the president paid tribute to fallen soldiers.",
    "The investigation into the Moura killings has not started, Human Rights Watch said on Monday.",
    "A meningitis outbreak killed twelve people in Zinder on Monday, the health district said.",
    "A peacekeeper died of malaria in Gao on Monday.",
    "The price of millet in Ansongo rose by 40 per cent after the attacks of September.",
    "UNHAS flights to Ménaka were suspended on Monday because of security concerns.",
    "The hospital of Gao treated 120 gunshot victims in the third quarter.",
    "In its monthly report the mission counted 34 attacks against its forces, of which 12 by mine.",
    "The army on Monday buried the eleven soldiers killed near Gaskindé last month.",
    "The president on Monday decreed three days of mourning for the victims of the Seytenga massacre.",
    "The bodies of the peacekeepers killed last week were flown home from Bamako on Monday.",
    "A man wounded in the attack of 12 September on Djibo was discharged from hospital on Monday.",
    "The mayor of Djibo on Monday appealed for food: the blockade has lasted eight months.",
    "School year opened on Monday in Gao; 120 schools closed by the threats of armed groups stay shut.",
]  # fmt: skip
AFTERWARDS_FR = [
    "Le tribunal de Niamey a condamné lundi quatre hommes à vingt ans de prison pour l'attaque de 2019.",
    "Une cérémonie à la mémoire des soldats tombés à Indelimane a eu lieu lundi à Bamako.",
    "Le Conseil de sécurité a condamné lundi l'attaque contre les Casques bleus près de Kidal.",
    "Un exercice de simulation d'attaque s'est déroulé lundi à l'aéroport de Niamey.",
    "Le gouverneur a rendu visite lundi aux blessés de l'attaque de la semaine dernière, à l'hôpital de Gao.",
    "Les habitants de Ménaka craignent une attaque de l'État islamique.",
    "L'armée dit avoir tué 300 terroristes depuis janvier.",
    "Plus de 2 000 personnes sont mortes dans les violences au Burkina Faso cette année, selon ACLED.",
    "Une rumeur d'attaque à Gao a circulé lundi ; la préfecture l'a démentie.",
    "Contrairement à ce que disent les réseaux sociaux, personne n'a été enlevé lundi sur l'axe d'Ansongo.",
    "Le couvre-feu à Ménaka a été prolongé lundi de trente jours.",
    "Un accident de la route a fait dix-huit morts lundi près de Ségou.",
    "Un incendie accidentel a ravagé lundi le marché de Niamey.",
    "Des inondations ont fait trois morts lundi à Gao.",
    "La foudre a tué quatre éleveurs lundi près de Dori.",
    "Un orpailleur est mort lundi dans l'éboulement d'un puits près de Kayes ; cinq autres sont blessés.",
    "Il est déconseillé de circuler entre Gao et Ansongo en raison du risque d'engins explosifs.",
    "L'État islamique tentera probablement d'attaquer Ménaka avant la fin de l'année.",
    "Un Casque bleu est mort du paludisme lundi à Gao.",
    "Les vols UNHAS vers Ménaka ont été suspendus lundi pour raisons de sécurité.",
    "L'hôpital de Gao a soigné 120 blessés par balles au troisième trimestre.",
    "Le procès des assaillants présumés de Grand-Bassam a repris lundi.",
    "Une épidémie de rougeole a tué douze enfants lundi à Zinder.",
    "Le ministre a promis lundi que les auteurs de l'attaque de Solhan seraient punis.",
    "Formation au déminage de quarante soldats, achevée lundi à Mopti.",
    "L'armée a inhumé lundi les onze soldats tués près de Gaskindé le mois dernier.",
    "Le président a décrété lundi trois jours de deuil pour les victimes du massacre de Seytenga.",
    "La rentrée a eu lieu lundi à Gao ; 120 écoles fermées par les menaces des groupes armés le restent.",
]  # fmt: skip
# Whole notes, and what a report says where nothing happened.
NOTES_WITHOUT = [
    "The army says it has killed 300 militants since January.",
    "No incident was reported in the region of Gao on Monday.",
    "Situation calm in Ménaka and Ansongo. Patrols normal. Nothing to report.",
    "Aucun incident n'a été signalé lundi dans la région de Gao.",
    "Situation calme à Ménaka. RAS.",
    "Seminar on the protection of civilians, Bamako, 3-5 October. Officers of the army and of the mission will look at cases from Ogossagou, Sobane and Moura. Lunch is provided.",
    "Who is Iyad ag Ghali? Born near Kidal, he led the rebellion of 1990, was a consul in Jeddah and in 2017 brought four groups together as JNIM. France has tried to kill him several times.",
    "The cotton harvest around Koutiala is expected to fall by a fifth. Farmers speak of insects, late rain and the price of fertiliser. Some have not gone back to fields near the forest for fear of armed men.",
    "Passengers of the bus company Rimbo can again travel from Niamey to Gao, the company announced on Monday. Service had stopped in August after three of its buses were burnt.",
    "The wedding season in Gao has begun. Families who fled to Niamey two years ago are coming back for a week or two, says a hotel owner. The curfew begins at ten.",
    "Our office in Ménaka will move on Monday to a compound nearer the base. The present one was hit by a stray bullet in March. Staff should pack by Sunday.",
    "The new commander of the Gao sector took up his duties on Monday. He was wounded in an ambush near Labbézanga in 2019 and decorated for it.",
    "Football: Djoliba beat Stade Malien 2-1 in Bamako on Sunday. Two shots hit the bar in the second half, and the keeper was attacked by cramp.",
    "The Court of Auditors has found that forty of the army's vehicles, said to have been destroyed by mines, were sold. The ministry disputes the finding.",
    "A short history of Tessit. The village was founded by salt traders, burnt in 1915, and cut off again in 2020. Its garrison has lost more than a hundred men.",
    "Question from a subscriber: is the road from Dori to Sebba safe? Our answer: no. Ambushes and mines have been frequent since June, and the escort that used to run twice a week has ended.",
    "The ministry of health vaccinated 12,000 children in Ansongo against measles last week. Teams could not reach three villages held by armed groups.",
    "Meeting of the security committee, Niamey, Monday. Present: nine agencies. 1. Minutes approved. 2. Curfew: no change. 3. Next meeting: 17 October.",
    "Rainfall was above normal in the Sahel in September. The Niger at Ansongo stood 40 centimetres higher than a year before; sixty hectares of rice were lost.",
    "The European Union will train 600 more soldiers at Koulikoro by March. The programme was frozen in April over reports of killings by the army.",
    "Obituary: Colonel Moussa, who commanded at Ménaka during the battle of 2018 against Islamic State, died at home in Bamako on Monday after a long illness.",
    "Test message. Test message. This is a drill: an IED has gone off at the north gate. All staff to the bunker. End of drill.",
    "Insurance premiums for hauliers between Lomé and Niamey have doubled in a year, brokers say. The rise follows attacks on lorries in the east of Burkina Faso.",
    "The film 'Timbuktu' will be shown in Ségou on Friday. It tells of a herder who kills a fisherman and of the men who took the town in 2012.",
    "Le forum des éleveurs s'ouvre lundi à Mopti. Il sera question des couloirs de passage, des puits et des enlèvements de bétail, que les participants disent en hausse.",
    "Portrait. Né à Kidal, l'homme a pris les armes en 1990, puis en 2006 et en 2012. Il a été député, négociateur, otage. Il tient aujourd'hui une boutique à Niamey.",
    "Note de service : les missions au nord de Gao restent suspendues. La dernière a dû rebrousser chemin en juillet après des tirs de sommation. Contact : bureau sécurité.",
    "Le prix du carburant a augmenté de 200 francs à Djibo. Les convois n'arrivent plus depuis que deux ponts ont été dynamités au printemps.",
    "L'ambassade rappelle à ses ressortissants que le risque d'enlèvement demeure élevé dans tout le Sahel et que tout déplacement hors de Niamey est formellement déconseillé.",
    "Concours d'entrée à la gendarmerie : les épreuves se tiendront lundi à Gao, Kayes et Sikasso. Les candidats se présenteront avec leur carte d'identité.",
    "Analyse. Pourquoi l'État islamique s'en prend-il aux Daoussahak ? Depuis mars, plusieurs centaines d'entre eux ont été tués ; leurs chefs avaient choisi l'alliance avec le MSA.",
    "Le chantier de la route Gao-Sévaré est à l'arrêt. L'entreprise a retiré ses engins en mai, après l'enlèvement de trois de ses ouvriers, libérés depuis.",
    "Bulletin météo : vents de sable attendus lundi sur Tombouctou et Gao, visibilité réduite. Le fleuve est à sa cote la plus haute.",
    "Le procès des mutins s'est ouvert lundi à Ouagadougou. Douze militaires répondent de l'attaque du palais en septembre 2015, qui avait fait quatorze morts.",
    "Une délégation de la Cédéao est arrivée lundi à Bamako. Elle plaidera pour les 46 soldats ivoiriens détenus depuis juillet.",
    "Les écoles de Téra ont rouvert lundi. Sur 210 élèves, 80 manquent : leurs familles sont parties après les attaques de l'an dernier.",
    "Communiqué. L'armée dément l'existence d'une base étrangère à Sévaré. Les images qui circulent datent d'un exercice de 2019.",
    "Recensement : la commune d'Ansongo compte 41 000 habitants. 6 200 y sont arrivés depuis mars, chassés par les combats de Ménaka.",
]  # fmt: skip
# What goes on from an incident.
GOES_ON_EN = [
    "It was the third attack on that road in a week.",
    "The group has carried out similar attacks around Ménaka.",
    "In August, twelve people were killed in the same commune.",
    "The town lies 90 km from Ménaka, where UN troops have a base.",
    "They were the second and third traders to be killed in the cercle this year.",
    "A patrol from Gao arrived two hours later.",
    "The wounded were evacuated to Gao.",
    "The attackers fled towards Ménaka.",
    "Soldiers from the camp at Labbézanga pursued the attackers.",
    "Last month, gunmen killed five herders near Tessit.",
    "In 2021, more than fifty people were killed in three villages of the same commune.",
    "The killings come two weeks after an ambush near Labbézanga that left eleven soldiers dead.",
    "The victims were buried on Monday.",
    "The market was empty on Monday.",
    "The mayor of Gao, who met the families on Monday, asked for a patrol.",
    "Islamic State has killed more than 500 civilians in the region since March, according to ACLED.",
    "The two men had received threats from the group.",
    "The prefect blamed Islamic State.",
    "The army says it has opened an inquiry.",
    "The UN mission said on Monday it would send a team to the area.",
    "About 200 families have fled to Gao since Sunday.",
    "A local source told us by phone that the men had come on four motorbikes.",
    "Their bodies were found on Monday morning.",
    "A third trader, wounded in the leg, is being treated in Gao.",
    "Earlier this year the same market was burnt.",
    "The road between Gao and Ansongo has seen frequent robberies.",
    "Attacks on traders have doubled since the French left Gao in August.",
    "The chief of the village of Seyna warned of further attacks.",
    "An aid group suspended its work in Ansongo on Monday.",
    "French troops, who left Ménaka in June, used to patrol here.",
]  # fmt: skip
GOES_ON_FR = [
    "C'est la troisième attaque sur cet axe en une semaine.",
    "Le groupe a mené des attaques semblables autour de Ménaka.",
    "En août, douze personnes avaient été tuées dans la même commune.",
    "La ville se trouve à 90 km de Ménaka, où les Casques bleus ont une base.",
    "Une patrouille venue de Gao est arrivée deux heures plus tard.",
    "Les blessés ont été évacués à Gao.",
    "Les assaillants se sont enfuis vers Ménaka.",
    "Le mois dernier, des hommes armés ont tué cinq éleveurs près de Tessit.",
    "En 2021, plus de cinquante personnes avaient été tuées dans trois villages de la commune.",
    "Ces meurtres surviennent deux semaines après une embuscade près de Labbézanga qui a fait onze morts parmi les soldats.",
    "Les victimes ont été inhumées lundi.",
    "Le marché était désert lundi.",
    "L'État islamique a tué plus de 500 civils dans la région depuis mars, selon ACLED.",
    "Les deux hommes avaient reçu des menaces du groupe.",
    "Les commerçants de Gao ont fermé boutique lundi en signe de protestation.",
    "L'attaque n'a pas été revendiquée.",
    "Le préfet accuse l'État islamique.",
    "L'armée dit avoir ouvert une enquête.",
    "La mission de l'ONU a annoncé lundi l'envoi d'une équipe sur place.",
    "Quelque 200 familles ont fui vers Gao depuis dimanche.",
    "Les corps ont été retrouvés lundi matin.",
    "L'un des deux est mort pendant son transfert à l'hôpital de Gao.",
    "L'axe entre Gao et Ansongo est le théâtre de fréquents braquages.",
    "Le chef du village de Seyna redoute de nouvelles attaques.",
    "Une ONG a suspendu lundi ses activités à Ansongo.",
    "Les soldats français, qui ont quitté Ménaka en juin, patrouillaient ici.",
    "Les attaques contre les commerçants ont doublé depuis le départ des Français de Gao en août.",
]  # fmt: skip


@pytest.mark.parametrize("text", [*AFTERWARDS_EN, *AFTERWARDS_FR, *NOTES_WITHOUT])
def test_a_text_that_tells_no_incident_drafts_none(text: str, reference_tables: Tables) -> None:
    assert extract(text, published=PUBLISHED, tables=reference_tables).incidents == ()


@pytest.mark.parametrize(
    "text",
    [TOLD_EN + text for text in [*AFTERWARDS_EN, *GOES_ON_EN]]
    + [TOLD_FR + text for text in [*AFTERWARDS_FR, *GOES_ON_FR]],
)
def test_what_follows_an_incident_leaves_it_one_with_its_day_place_and_dead(
    text: str, reference_tables: Tables
) -> None:
    drafts = extract(text, published=PUBLISHED, tables=reference_tables).incidents
    assert [
        (draft.date and draft.date.start, draft.place and draft.place.key, draft.total("killed").best)
        for draft in drafts
    ] == [(date(2022, 10, 2), "ml-ansongo", 2)]
