"""Sentences that are easily misread, each with what it means: one table by question, in the words of reports."""

from __future__ import annotations

from datetime import date

import pytest

from incidents.ingest.drafts import IncidentDraft
from incidents.ingest.extract import extract
from incidents.ingest.gazetteer import Tables

PUBLISHED = date(2022, 10, 5)  # a Wednesday


def read(text: str, tables: Tables) -> list[IncidentDraft]:
    return list(extract(text, published=PUBLISHED, tables=tables).incidents)


def by_day(incident: IncidentDraft) -> tuple[str, str] | None:
    day = incident.date
    return (day.start.isoformat(), day.end.isoformat()) if day else None


KILLED = [
    # who is counted, and who is counted twice
    ("Gunmen killed 9 traders in Gao on Monday. Four of the dead were teenagers.", 9),
    ("On Monday the attackers killed two soldiers in Gao; the army said it had shot three of the attackers dead.", 5),
    ("Monday, Gao: FAMa 3 KIA. EN 5 KIA.", 8),
    ("On Monday soldiers came under fire in Gao. 15 terrorists were killed; two volunteers fell in the fighting.", 17),
    ("On Monday in Gao five members of the VDP escort and two contractors were killed by gunmen.", 7),
    ("Monday: 3x FAMa KIA in an ambush near Gao.", 3),
    ("A suicide bomber killed himself and two soldiers in Gao on Monday.", 3),
    ("Lundi à Gao, deux soldats et un civil ont péri, en plus du kamikaze.", 4),
    ("Huit Volontaires pour la défense de la patrie et trois déplacés ont été tués lundi à Gao.", 11),
    ("Gunmen opened fire on soldiers in Gao on Monday, killing nine of them.", 9),
    ("Two young men were dragged out of the mosque in Gao on Monday and shot by JNIM fighters.", 2),
    ("Deux vigiles d'un comptoir d'or ont été abattus lundi à Gao par des bandits.", 2),
    ("Lundi à Gao, des hommes armés ont attaqué le marché. Les autorités parlent de sept morts.", 7),
    ("The body of a teacher was found near Gao on Monday.", 1),
    ("JNIM fighters attacked Gao on Monday. The VDP lost three men and two others were wounded.", 3),
    ("Gunmen attacked Gao on Monday and killed six traders, its mayor said.", 6),
    ("On Monday a band of armed men fell upon a camp in Gao. Two herders were shot dead.", 2),
    ("Gunmen attacked Gao on Monday. Eleven bodies, of men from both sides, were collected.", 11),
    ("Gunmen attacked Gao on Monday, killing two soldiers and two traders. Four assailants were also killed. 8 fatalities.", 8),
    ("Gunmen attacked a post in Gao on Monday, killing six soldiers. Six assailants were killed too.", 12),
    ("Lundi à Gao, selon un chef coutumier, douze civils ont été tués, et l'ennemi a perdu trois hommes.", 15),
    ("Lundi à Gao, des hommes armés ont brûlé des camions. Les chauffeurs ont fui, aucun n'a été blessé.", 0),
    # two sources that contradict each other give no best figure
    ("At least 14 villagers were killed in Gao on Monday. An association gave a higher toll of 19 dead.", None),
    ("Gunmen attacked Gao on Monday. The prefect speaks of nine dead. An association says it counted twelve bodies.", None),
    ("A drone struck Gao on Monday, killing eleven people. A coalition put the toll of Monday's strike at 21.", None),
    # nobody
    ("On Monday shells fell on the airport of Gao. They hurt no one.", 0),
    ("Monday, Gao: a drone hit a vehicle of the army. 2 WIA, no KIA.", 0),
    ("On Monday four rockets landed near the camp at Gao, causing neither casualties nor damage.", 0),
    ("Lundi, Gao : grenade jetee dans la cour du commissariat, personne n'a ete blesse.", 0),
    ("Lundi à Gao, des hommes armés ont incendié une école. On ne déplore aucune victime.", 0),
    ("The bombers blew themselves up in Gao on Monday. Four residents died together with the two bombers.", 6),
    ("On Monday gunmen went to the home of the chief of Gao and shot him dead.", 1),
    ("Lundi à Gao, des hommes armés ont suivi le chef de village chez lui et l'ont abattu.", 1),
    ("Huit soldats sont tombés lundi dans une embuscade à Gao.", 8),
    ("CONTACT REP. Monday, Gao: FAN ptl amb by gunmen. Own: 2 KIA. EN: 4 bodies counted.", 6),
]  # fmt: skip


@pytest.mark.parametrize(("text", "killed"), KILLED)
def test_so_many_were_killed(text: str, killed: int | None, tables: Tables) -> None:
    (incident,) = read(text, tables)
    toll = incident.total("killed")
    assert (toll.best if toll else "unsaid") == killed


DAYS = [
    ("Gunmen killed three people in Gao last nite.", ("2022-10-04", "2022-10-05")),
    ("Gunmen killed three people in Gao over the weekend.", ("2022-10-01", "2022-10-02")),
    ("Trois personnes ont été tuées ce week-end à Gao par des hommes armés.", ("2022-10-01", "2022-10-02")),
    ("a) 03OCT GAO - 3 men shot dead by gunmen.", ("2022-10-03", "2022-10-03")),
    ("In the week of 19 September 2022, gunmen killed three people in Gao.", ("2022-09-19", "2022-09-25")),
    ("Sept personnes ont été tuées à Gao par des hommes armés.", None),
    ("Des habitants de Gao parlent de sept personnes tuées par des hommes armés.", None),
    ("Gunmen attacked the market in Gao on Monday. They left with cattle and motorbikes. Seven bodies were found in Gao the next morning.", ("2022-10-03", "2022-10-03")),
    ("Gao, 05/10. Hier soir, des hommes armés ont enlevé le chef de village à Gao.", ("2022-10-04", "2022-10-04")),
    ("Niger headlines this Wednesday. Three gendarmes were killed by gunmen in Gao yesterday.", ("2022-10-04", "2022-10-04")),
    ("Two nurses kidnapped last month near Gao were freed on Monday, their employer said.", ("2022-10-03", "2022-10-03")),
    ("Cattle thieves shot two herders dead in Gao last night.", ("2022-10-04", "2022-10-05")),
    ("Last night 2300 gunmen shot two herders dead in Gao.", ("2022-10-04", "2022-10-04")),
    ("Gunmen killed a guard in Gao overnight Monday to Tuesday.", ("2022-10-03", "2022-10-04")),
    ("Trois commerçants ont été tués lundi à Gao par des inconnus. Le marché est fermé jusqu'à mercredi.", ("2022-10-03", "2022-10-03")),
]  # fmt: skip


@pytest.mark.parametrize(("text", "days"), DAYS)
def test_it_was_on_that_day(text: str, days: tuple[str, str] | None, tables: Tables) -> None:
    (incident,) = read(text, tables)
    assert by_day(incident) == days


TYPES = [
    ("On 18 June, likely JNIM fighters ambushed a military convoy near Gao.", "battles"),
    ("Hit by a roadside bomb near Gao on Monday, an army vehicle burned: an attack that JNIM claimed.", "explosions_remote_violence"),
    ("A roadside bomb struck a truck near Gao on Monday, 3 October, on the road to the mine. Two drivers were killed.", "explosions_remote_violence"),
    ("Monday: the health centre of Gao was ransacked by forty men, who carried off medicines.", "strategic_developments"),
    ("Monday in Gao: a nurse was carried off by armed men.", "violence_against_civilians"),
    ("Two nurses kidnapped last month near Gao were freed on Monday, their employer said.", "strategic_developments"),
    ("On Monday gunmen shot a guard of the yard in Gao and took away two nationals of China.", "violence_against_civilians"),
    ("Lundi à Gao, véhicule de l'armée sur mine, deux blessés.", "explosions_remote_violence"),
    ("On Monday fighters set up a checkpoint near Gao and executed two men accused of informing the army.", "violence_against_civilians"),
    ("Monday in Gao: two nurses were taken to an unknown destination by armed men.", "violence_against_civilians"),
    ("Suspected JNIM fighters felled four pylons near Gao on Monday.", "strategic_developments"),
    ("On Monday the army dug up a large cache of weapons near Gao.", "strategic_developments"),
    ("Two foreign nationals were seized near Gao on Monday by armed men.", "violence_against_civilians"),
    ("On Monday fighters fired five rockets at the camp of MINUSMA in Gao.", "explosions_remote_violence"),
    ("On Monday soldiers rounded up men in Gao; eight of them were shot.", "violence_against_civilians"),
    ("Lundi à Gao, deux gardes du site minier ont été tués par des hommes armés.", "violence_against_civilians"),
    ("Lundi, une patrouille a repéré un engin explosif à Gao. Les démineurs l'ont neutralisé.", "strategic_developments"),
    ("Police fired tear gas on Monday at people who had blocked the national road in Gao.", "protests"),
    ("Lundi à Gao, la foule a mis le feu au commissariat pendant une manifestation.", "riots"),
    ("Lundi à Gao, des hommes armés ont tué un berger. Les éleveurs réclament des patrouilles.", "violence_against_civilians"),
    ("Lundi, frappe aerienne de l'armée à Gao : dix terroristes neutralisés.", "explosions_remote_violence"),
    ("Lundi à Gao, deux hommes ont été pris à partie par une foule et ont succombé.", "riots"),
    ("Lundi, des hommes armés ont tué deux conseillers à Gao après avoir rassemblé les habitants.", "violence_against_civilians"),
    ("Lundi, l'aviation a détruit un convoi de l'EIGS à Gao. Sept membres du groupe ont été tués.", "explosions_remote_violence"),
]  # fmt: skip


TYPES_AT_ANSONGO = [
    ("On Monday gunmen dragged a teacher out of his home in Ansongo and shot him.", "violence_against_civilians"),
    ("On Monday gunmen attacked a village near Ansongo and burned houses; six residents were killed.", "violence_against_civilians"),
    ("On Monday three traders were stopped on the road near Ansongo and executed.", "violence_against_civilians"),
    ("On Monday gunmen took away the imam of Ansongo.", "violence_against_civilians"),
    ("An aid worker was kidnapped in Ansongo on Monday.", "violence_against_civilians"),
    ("On Monday soldiers executed eight herders near Ansongo.", "violence_against_civilians"),
    ("On Monday gunmen opened fire on a bus near Ansongo, killing four passengers.", "violence_against_civilians"),
    ("On Monday two women were raped by armed men near Ansongo.", "violence_against_civilians"),
    ("On Monday gunmen flogged twelve villagers in Ansongo.", "violence_against_civilians"),
    ("On Monday gunmen shot at an ambulance near Ansongo, wounding the driver.", "violence_against_civilians"),
    ("On Monday gunmen murdered the mayor in Ansongo.", "violence_against_civilians"),
    ("On Monday bodies of six herders arrested by soldiers were found near Ansongo.", "violence_against_civilians"),
    ("On Monday gunmen attacked an army post in Ansongo, killing five soldiers.", "battles"),
    ("On Monday soldiers and militants exchanged fire near Ansongo.", "battles"),
    ("On Monday the army killed nine militants in an operation near Ansongo.", "battles"),
    ("On Monday a patrol was ambushed near Ansongo and two gendarmes died.", "battles"),
    ("On Monday JNIM and ISGS fighters fought near Ansongo; twenty were killed.", "battles"),
    ("On Monday the army repelled an attack on its camp in Ansongo.", "battles"),
    ("On Monday militants overran the army base in Ansongo.", "battles"),
    ("On Monday the army retook Ansongo from the rebels.", "battles"),
    ("On Monday gunmen attacked the police station of Ansongo. No casualties.", "battles"),
    ("On Monday VDP volunteers came under attack near Ansongo; three volunteers died.", "battles"),
    ("On Monday soldiers escorting a convoy of food repulsed gunmen near Ansongo.", "battles"),
    ("On Monday an army vehicle hit a mine near Ansongo; two soldiers died.", "explosions_remote_violence"),
    ("On Monday a bus drove over an explosive device near Ansongo, killing ten.", "explosions_remote_violence"),
    ("On Monday a drone strike killed eight people in Ansongo.", "explosions_remote_violence"),
    ("On Monday helicopters bombed positions of militants near Ansongo.", "explosions_remote_violence"),
    ("On Monday six shells landed on the camp at Ansongo.", "explosions_remote_violence"),
    ("On Monday a suicide bomber blew himself up at the gate of the camp in Ansongo.", "explosions_remote_violence"),
    ("On Monday a grenade was thrown into a bar in Ansongo.", "explosions_remote_violence"),
    ("On Monday the air force carried out strikes near Ansongo and destroyed a logistics base.", "explosions_remote_violence"),
    ("On Monday a truck bomb exploded outside the camp in Ansongo.", "explosions_remote_violence"),
    ("On Monday hundreds of people marched in Ansongo against insecurity.", "protests"),
    ("On Monday women blocked the road in Ansongo to demand the return of their husbands.", "protests"),
    ("On Monday traders in Ansongo closed their shops in protest.", "protests"),
    ("On Monday police dispersed a march in Ansongo with tear gas.", "protests"),
    ("On Monday students held a sit-in in front of the town hall of Ansongo.", "protests"),
    ("On Monday youths burned tyres and threw stones at the police in Ansongo.", "riots"),
    ("On Monday a crowd lynched a suspected thief in Ansongo.", "riots"),
    ("On Monday protesters set fire to the town hall in Ansongo.", "riots"),
    ("On Monday the army arrested five suspects near Ansongo.", "strategic_developments"),
    ("On Monday gunmen burned a school in Ansongo.", "strategic_developments"),
    ("On Monday gunmen stole 200 cattle near Ansongo.", "strategic_developments"),
    ("On Monday gunmen took an NGO vehicle in Ansongo; the driver was left unharmed.", "strategic_developments"),
    ("On Monday the army left its base in Ansongo.", "strategic_developments"),
    ("On Monday two communities signed a peace agreement in Ansongo.", "strategic_developments"),
    ("On Monday the army found a weapons cache near Ansongo.", "strategic_developments"),
    ("On Monday an explosive device was defused near Ansongo.", "strategic_developments"),
    ("On Monday eight fighters surrendered in Ansongo.", "strategic_developments"),
    ("On Monday two hostages were freed near Ansongo.", "strategic_developments"),
    ("On Monday French soldiers handed over their base in Ansongo to the army.", "strategic_developments"),
    ("On Monday gunmen destroyed a telephone mast near Ansongo.", "strategic_developments"),
    ("On Monday 120 paratroopers were dropped near Ansongo.", "strategic_developments"),
    ("On Monday gunmen imposed a blockade on Ansongo.", "strategic_developments"),
    ("On Monday militants preached in the mosque of Ansongo and left.", "strategic_developments"),
    ("On Monday gunmen hijacked a truck near Ansongo.", "strategic_developments"),
    ("Lundi, des hommes armés ont sorti un enseignant de chez lui à Ansongo et l'ont abattu.", "violence_against_civilians"),
    ("Lundi, des hommes armés ont attaqué un village près d'Ansongo ; six habitants ont été tués.", "violence_against_civilians"),
    ("Lundi, un humanitaire a été enlevé à Ansongo.", "violence_against_civilians"),
    ("Lundi, des soldats ont exécuté huit éleveurs près d'Ansongo.", "violence_against_civilians"),
    ("Lundi, un car a essuyé des tirs près d'Ansongo, quatre passagers sont morts.", "violence_against_civilians"),
    ("Lundi, deux femmes ont été violées par des hommes armés près d'Ansongo.", "violence_against_civilians"),
    ("Lundi, des hommes armés ont fouetté des villageois à Ansongo.", "violence_against_civilians"),
    ("Lundi, des hommes armés ont attaqué un poste de l'armée à Ansongo, tuant cinq soldats.", "battles"),
    ("Lundi, accrochage entre l'armée et des terroristes près d'Ansongo.", "battles"),
    ("Lundi, l'armée a neutralisé neuf terroristes lors d'un ratissage près d'Ansongo.", "battles"),
    ("Lundi, une patrouille est tombée dans une embuscade près d'Ansongo : deux gendarmes tués.", "battles"),
    ("Lundi, des combats entre le JNIM et l'EIGS ont fait vingt morts près d'Ansongo.", "battles"),
    ("Lundi, l'armée a repoussé une attaque contre son camp à Ansongo.", "battles"),
    ("Lundi, l'armée a repris Ansongo aux rebelles.", "battles"),
    ("Lundi, un véhicule de l'armée a sauté sur une mine près d'Ansongo.", "explosions_remote_violence"),
    ("Lundi, une frappe de drone a tué huit personnes à Ansongo.", "explosions_remote_violence"),
    ("Lundi, des obus sont tombés sur le camp d'Ansongo.", "explosions_remote_violence"),
    ("Lundi, un kamikaze s'est fait exploser à Ansongo.", "explosions_remote_violence"),
    ("Lundi, une grenade a été lancée dans un bar à Ansongo.", "explosions_remote_violence"),
    ("Lundi, une charrette a roulé sur un engin explosif près d'Ansongo, trois morts.", "explosions_remote_violence"),
    ("Lundi, des centaines de personnes ont marché à Ansongo contre l'insécurité.", "protests"),
    ("Lundi, des femmes ont barré la route à Ansongo pour réclamer le retour de leurs maris.", "protests"),
    ("Lundi, la police a dispersé une marche à Ansongo à coups de gaz lacrymogène.", "protests"),
    ("Lundi, des jeunes ont brûlé des pneus et jeté des pierres sur la police à Ansongo.", "riots"),
    ("Lundi, la foule a lynché un voleur présumé à Ansongo.", "riots"),
    ("Lundi, l'armée a arrêté cinq suspects près d'Ansongo.", "strategic_developments"),
    ("Lundi, des hommes armés ont brûlé une école à Ansongo.", "strategic_developments"),
    ("Lundi, des hommes armés ont emporté 200 bœufs près d'Ansongo.", "strategic_developments"),
    ("Lundi, des hommes armés ont emporté le véhicule d'une ONG à Ansongo ; le chauffeur est indemne.", "strategic_developments"),
    ("Lundi, l'armée a quitté sa base d'Ansongo.", "strategic_developments"),
    ("Lundi, deux communautés ont signé un accord de paix à Ansongo.", "strategic_developments"),
    ("Lundi, l'armée a découvert une cache d'armes près d'Ansongo.", "strategic_developments"),
    ("Lundi, deux otages ont été libérés près d'Ansongo.", "strategic_developments"),
    ("Lundi, huit combattants se sont rendus à Ansongo.", "strategic_developments"),
    ("Lundi, des hommes armés ont saboté une antenne téléphonique près d'Ansongo.", "strategic_developments"),
    ("Lundi, 120 parachutistes ont été largués près d'Ansongo.", "strategic_developments"),
]  # fmt: skip


@pytest.mark.parametrize(("text", "event_type"), [*TYPES, *TYPES_AT_ANSONGO])
def test_it_was_such_an_event(text: str, event_type: str, tables: Tables) -> None:
    assert [incident.event_type for incident in read(text, tables)] == [event_type]


WHO = [
    ("Gunmen killed three people in Gao on Monday. The prefect blamed the attack on ISGS.", [("isgs", "suspected")]),
    ("Lundi, des hommes armés ont tué trois civils à Gao. Le gouvernorat attribue l'attaque à l'EIGS.", [("isgs", "suspected")]),
    ("On Monday persons thought to belong to JNIM killed three villagers in Gao.", [("jnim", "suspected")]),
    ("Three people were kidnapped in Gao on Monday. JNIM is believed to be responsible.", [("jnim", "suspected")]),
    ("Gunmen shot three people dead in Gao on Monday. Susp ISGS.", [("isgs", "suspected")]),
    ("Gunmen shot three people dead in Gao on Monday. JNIM blamed by military sources.", [("jnim", "suspected")]),
    ("Lundi, des éléments présentés comme membres du JNIM ont attaqué une patrouille à Gao.", [("jnim", "suspected")]),
    ("On Monday two volunteers (VDP) were killed in an ambush by gunmen near Gao.", [("unidentified-armed-group", "unknown")]),
    ("On Monday gunmen killed four traders in Gao. Nobody said who it was, though JNIM fighters are active there.", [("unidentified-armed-group", "unknown")]),
    ("Lundi, un drone de l'armée malienne a frappé un attroupement à Gao : douze combattants tués.", [("fama", "stated")]),
    ("De violents combats ont opposé lundi à Gao des combattants du JNIM à ceux de l'EIGS.", [("jnim", "stated"), ("isgs", "stated")]),
    ("Fighters of JNIM said on Tuesday they had ambushed an army convoy in Gao on Monday.", [("jnim", "claimed")]),
    ("Rockets hit Gao on Monday, killing two people. JNIM said it had fired them.", [("jnim", "claimed")]),
    ("Gunmen burned eleven lorries in Gao on Monday. JNIM put out a video of it the next day.", [("jnim", "claimed")]),
    ("On Monday soldiers of Operation Barkhane killed ten fighters near Gao.", [("barkhane", "stated")]),
    ("On Monday a patrol of the army was fired on in Gao by men on motorcycles.", [("unidentified-armed-group", "unknown")]),
    ("Lundi à Gao, des hommes armés ont tué un berger. Bilan non communiqué par l'état-major.", [("unidentified-armed-group", "unknown")]),
    ("On Monday a school in Gao was burned down.", [("unidentified-armed-group", "unknown")]),
    ("The army said on Tuesday that it lost four men when gunmen attacked its post in Gao on Monday. It killed eleven JNIM fighters.", [("jnim", "stated")]),
    ("Lundi : police de Gao, 4 interpellés en ville.", [("fama", "stated")]),
    ("Lundi, une frappe à Gao : l'aviation de l'opération Barkhane a détruit un convoi du GSIM.", [("barkhane", "stated")]),
    ("Lundi, six civils ont été tués à Gao. Les habitants attribuent ces meurtres au GSIM.", [("jnim", "suspected")]),
]  # fmt: skip


@pytest.mark.parametrize(("text", "perpetrators"), WHO)
def test_it_was_them(text: str, perpetrators: list[tuple[str, str]], tables: Tables) -> None:
    (incident,) = read(text, tables)
    assert [(a.slug, a.attribution) for a in incident.actors if a.role == "perpetrator"] == perpetrators


def test_whom_somebody_suspects_in_both_cases_is_suspected_in_both(tables: Tables) -> None:
    text = (
        "- Monday, Gao: gunmen killed two traders.\n- Tuesday, Ansongo: a school was burned down.\n\n"
        "JNIM is suspected in both cases."
    )
    told = [
        (a.slug, a.attribution) for one in read(text, tables) for a in one.actors if a.role == "perpetrator"
    ]
    assert told == [("jnim", "suspected"), ("jnim", "suspected")]


PLACES = [
    ("Dans la région de Gao, des hommes armés ont tué trois civils lundi à Ansongo.", "Ansongo"),
    ("Gao : lundi, un convoi a été attaqué par des hommes armés à 30 km au nord d'Ansongo.", "Ansongo"),
    ("Monday's attack by gunmen on the displaced persons' site at Ansongo killed three people.", "Ansongo"),
    ("CR point focal Gao : école brûlée lundi à Ansongo par des hommes armés.", "Ansongo"),
    ("On Monday gunmen killed three men between Gao and the border town of Ansongo, on the road.", "Gao - Ansongo"),
    ("On Monday the rebels handed over the governor's building in Ansongo under the terms of the Gao accord.", "Ansongo"),
    ("On Monday gunmen abducted the village chief and two of his sons from Ansongo.", "Ansongo"),
    ("On Monday gunmen ambushed a convoy as it drove from Gao to Ansongo; two drivers were killed.", "Gao - Ansongo"),
    ("Deux agents ont été enlevés lundi par des hommes armés. Quatre blessés ont été soignés au centre de santé de Gao. C'était à Ansongo.", "Ansongo"),
]  # fmt: skip


@pytest.mark.parametrize(("text", "place"), PLACES)
def test_it_was_there(text: str, place: str, tables: Tables) -> None:
    assert [one.place.name if one.place else None for one in read(text, tables)] == [place]


def test_a_second_event_of_the_town_is_placed_there_and_says_that_it_is_inferred(tables: Tables) -> None:
    text = "On Monday a crowd beat two men to death in Gao. The day before, a trader of the town had been shot dead by gunmen."
    first, second = read(text, tables)
    assert [one.place and one.place.name for one in (first, second)] == ["Gao", "Gao"]
    assert "place_inferred" in second.flags
    assert [span.confidence for span in second.evidence if span.field == "place"] == ["inferred"]


NOTHING = [
    "New attacks on posts around Gao are likely in the dry season, officials said on Monday.",
    "The number of attacks on schools in Gao has doubled in a year, the agency said on Monday.",
    "The army made no mention on Monday of the attack on the camp at Gao in which 27 soldiers died.",
    "Le ministère a démenti lundi qu'une attaque ait eu lieu à Gao.",
    "Lundi, le préfet s'est rendu auprès des familles à Gao, à qui il a remis du mil.",
    "More than 400 people were killed in 2021 around Gao, according to a database.",
    "The army dismissed as pure fabrication messages according to which its camp at Gao had been overrun on Monday.",
    "The UN special envoy arrived in Bamako on Monday for talks with the government about the security situation in Ansongo. He is to meet victims of last month's attack.",
    "The governor of Gao visited Ansongo on Monday to assess the needs of people displaced by the fighting.",
    "The security council extended the sanctions on Monday. Attacks in Ménaka have displaced 30,000 people since April.",
    "The army on Monday published the names of soldiers killed in Ansongo two years ago.",
    "The trial of the men accused of the attack on the hotel in Bamako opened on Monday.",
    "A report published on Monday says that 214 civilians were killed in the first half of the year in the region of Ménaka.",
    "Heavy rain destroyed 200 houses in Ansongo on Monday; two children drowned.",
    "A bus overturned near Ansongo on Monday, killing twelve passengers.",
    "The ministry warned on Monday of possible attacks on hotels in Bamako.",
    "Schools in Ansongo remained closed on Monday because of insecurity.",
    "The mission trained 60 gendarmes in mine clearance at Gao on Monday.",
    "An army helicopter crashed near Ansongo on Monday after a technical failure; the crew of three died.",
    "On Monday the families of the victims of Ogossagou received compensation in Mopti.",
    "The force carried out 42 patrols in the region of Gao last week. No incident was reported.",
    "On Monday the president promoted two generals and appointed a new chief of staff after the attack on Kati.",
    "Cholera has killed 14 people in Ansongo since Monday.",
    "A tribute was paid on Monday in Gao to the five peacekeepers killed in Kidal last year.",
    "The curfew in Ansongo was extended by a month on Monday.",
    "JNIM released on Monday a video in which its leader calls for jihad against the junta.",
    "The army denied on Monday that its soldiers had killed civilians near Ansongo.",
    "UNHCR registered 2,300 new refugees from Ansongo between Monday and Thursday. They say they fear more attacks.",
    "A fire in the market of Gao on Monday destroyed forty stalls; an electrical fault is the likely cause.",
    "Gold miners died on Monday when a shaft collapsed near Kangaba: eight bodies were found.",
    "The road between Gao and Ansongo is still closed after the attack of 12 August.",
    "Le gouverneur de Gao s'est rendu lundi à Ansongo auprès des déplacés.",
    "Le procès des auteurs présumés de l'attentat de Bamako s'est ouvert lundi.",
    "Un rapport publié lundi fait état de 214 civils tués au premier semestre dans la région de Ménaka.",
    "De fortes pluies ont détruit 200 maisons à Ansongo lundi ; deux enfants sont morts noyés.",
    "Un car s'est renversé lundi près d'Ansongo, faisant douze morts.",
    "La mission a formé 60 gendarmes au déminage à Gao lundi.",
    "Un hélicoptère de l'armée s'est écrasé lundi près d'Ansongo à la suite d'une panne ; les trois membres d'équipage sont morts.",
    "Un hommage a été rendu lundi à Gao aux cinq Casques bleus tués à Kidal l'an dernier.",
    "Le couvre-feu à Ansongo a été prolongé d'un mois lundi.",
    "Le choléra a tué 14 personnes à Ansongo depuis lundi.",
    "Le HCR a enregistré 2 300 nouveaux réfugiés venus d'Ansongo entre lundi et jeudi. Ils disent craindre de nouvelles attaques.",
    "Huit orpailleurs sont morts lundi dans l'éboulement d'un puits près de Kangaba.",
    "Le Conseil des ministres a adopté lundi un plan pour le retour des déplacés d'Ansongo après les attaques de l'an dernier.",
    "L'armée a démenti lundi avoir tué des civils près d'Ansongo.",
    "La route entre Gao et Ansongo reste fermée depuis l'attaque du 12 août.",
    "Les écoles d'Ansongo sont restées fermées lundi à cause de l'insécurité.",
    "Le JNIM a diffusé lundi une vidéo dans laquelle son chef appelle au djihad.",
    "Des analystes s'attendent à une hausse des attaques autour d'Ansongo pendant la saison sèche.",
    "Une délégation du ministère de la Défense a visité lundi le camp d'Ansongo, attaqué en août.",
    "La force a mené 42 patrouilles dans la région de Gao la semaine dernière. Aucun incident à signaler.",
]  # fmt: skip


@pytest.mark.parametrize("text", NOTHING)
def test_it_tells_no_incident(text: str, tables: Tables) -> None:
    assert read(text, tables) == []


NOW = {
    "en": "Gunmen killed five civilians in Gao on Monday and drove off in a stolen vehicle.",
    "fr": "Lundi, des hommes armés ont tué cinq civils à Gao et sont repartis dans un véhicule volé.",
}
BESIDES = [
    ("en", "Seventeen soldiers were killed in an ambush in the same region last month."),
    ("en", "The group had already attacked, on 5 September, a post of the army in Ansongo."),
    ("fr", "Au cours du mois de septembre, de violents combats avaient opposé le MSA à l'EIGS à Ansongo."),
    ("en", "Similar marches in Ansongo last year turned violent."),
    ("fr", "Au premier trimestre, 122 civils avaient été tués à Ansongo."),
    ("en", "They are to be handed over to the prosecutor in Ansongo."),
    ("en", "The vehicle was found burned the next day in Ansongo."),
    ("fr", "Le gouverneur s'est rendu lundi au chevet des blessés à Ansongo."),
    ("fr", "Le chauffeur a été relâché mardi à Ansongo."),
]


@pytest.mark.parametrize(("language", "sentence"), BESIDES)
def test_what_went_before_or_comes_of_it_is_not_told_again(
    language: str, sentence: str, tables: Tables
) -> None:
    told = read(f"{NOW[language]}\n\n{sentence}", tables)
    assert [one.place.name if one.place else None for one in told] == ["Gao"]


def test_a_sum_over_two_attacks_is_no_third(tables: Tables) -> None:
    text = (
        "Fifteen civilians have been killed in two attacks in the region, residents said on Tuesday.\n\n"
        "On Sunday armed men on motorcycles rode into Gao and killed ten people near the market, a resident said.\n\n"
        "On Monday five men were taken out of the mosque in Ansongo by gunmen and executed beside the road to the river."
    )
    tolls = [(one.place.name if one.place else None, one.total("killed")) for one in read(text, tables)]
    assert [(place, toll.best if toll else None) for place, toll in tolls] == [("Gao", 10), ("Ansongo", 5)]
