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


@pytest.mark.parametrize(("text", "event_type"), TYPES)
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
]


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
