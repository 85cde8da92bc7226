"""The same few things told in other words: one table for each question, each row with what it means.

The curated names are read here: who is meant by "the CSP" or where Bara lies is theirs.
"""

from __future__ import annotations

from datetime import date

import pytest

from incidents.ingest.drafts import IncidentDraft
from incidents.ingest.extract import extract
from incidents.ingest.gazetteer import Tables

PUBLISHED = date(2022, 10, 5)  # a Wednesday
MONDAY, NIGHT = ("2022-10-03", "2022-10-03"), ("2022-10-04", "2022-10-05")
SHOT = "Gunmen killed four traders in Gao on Monday. "
TUES = "Des hommes armés ont tué quatre commerçants lundi à Gao. "


def read(text: str, tables: Tables) -> list[IncidentDraft]:
    return list(extract(text, published=PUBLISHED, tables=tables).incidents)


def doers(incident: IncidentDraft) -> list[tuple[str | None, str]]:
    return [(actor.slug, actor.attribution) for actor in incident.actors if actor.role == "perpetrator"]


DONE_BY = [
    # somebody says who it was
    ("Cinq militaires ont été tués lundi à Gao. L'attaque est l'œuvre du JNIM, affirme un élu.", [("jnim", "suspected")]),
    ("Lundi à Gao, des hommes que les éleveurs rattachent à l'EIGS ont volé 200 vaches.", [("isgs", "suspected")]),
    (
        "On Monday uniformed men identified by residents as soldiers of the Malian army executed 15 men in Gao.",
        [("fama", "suspected")],
    ),
    (SHOT + "JNIM, whose men are all over the area, is the likely author.", [("jnim", "suspected")]),
    (SHOT + "The attack fits the pattern of JNIM.", [("jnim", "suspected")]),
    (SHOT + "Everything points to JNIM, which has made traders a target.", [("jnim", "suspected")]),
    (TUES + "Les deux actions sont attribuées par les autorités au JNIM.", [("jnim", "suspected")]),
    (TUES + "Les assaillants seraient des éléments du JNIM.", [("jnim", "suspected")]),
    (TUES + "Sa femme dit que c'est des gens de l'EIGS.", [("isgs", "suspected")]),
    # they say it themselves
    (SHOT + "JNIM, which holds the bush, said so in a video.", [("jnim", "claimed")]),
    (TUES + "Le JNIM s'en est attribué le mérite.", [("jnim", "claimed")]),
    (TUES + "Le JNIM revendiquera l'attaque.", [("jnim", "claimed")]),
    # the text says it
    ("On Monday Boko Haram elements walked into Diffa. Five women were taken away.", [("boko-haram", "stated")]),
    (
        "On Monday the Malian army together with fighters of the Wagner Group clashed with JNIM near Gao.",
        [("fama", "stated"), ("wagner", "stated")],
    ),
    ("On Monday a gathering of militants near Gao was hit by a drone of the Malian army.", [("fama", "stated")]),
    (
        "Le 3 octobre, la brigade de gendarmerie de Gao a été investie par une cinquantaine de combattants du JNIM.",
        [("jnim", "stated")],
    ),
    (
        "Le 3 octobre, des militants présumés du JNIM ont attaqué des VDP à Djibo et en ont tué quatre.",
        [("jnim", "suspected")],
    ),
    ("On Monday the MSA said it had beaten back ISGS fighters near Ménaka, killing two.", [("isgs", "stated")]),
    ("Police announced on Monday the capture of three members of JNIM in Gao.", [("police-mali", "stated")]),
    ("Army sappers neutralised two mines planted by JNIM near Gao on Monday.", [("fama", "stated")]),
    # whoever only stands beside the event did not do it
    (
        "Lundi à Gao, quatre soldats ont été tués dans une embuscade. Bilan donné par la gendarmerie : 4 morts.",
        [("unidentified-armed-group", "unknown")],
    ),
    (
        "On Monday forty tankers travelling under army protection were torched by gunmen near Gao.",
        [("unidentified-armed-group", "unknown")],
    ),
]  # fmt: skip

KILLED = [
    ("Des inconnus ont assassiné dimanche soir l'imam de la mosquée de Gao.", 1),
    ("On Monday two demonstrators, one of them an apprentice mechanic, were shot dead in Gao.", 2),
    ("On Monday JNIM and GATIA fighters exchanged fire in Gao. Two fighters were reported dead in each camp.", 4),
    ("Lundi à Gao, des hommes armés ont attaqué un poste : un garde tué. Les assaillants ont perdu deux hommes.", 3),
    ("Lundi à Gao, accrochage entre FAMa et JNIM : 4 soldats tombés. Côté adverse on a vu 9 corps.", 13),
    ("On Monday gunmen killed seven residents of Gao, among them a herder of 80.", 7),
    ("Lundi à Gao, quarante fidèles ont été tués et treize blessés, dont quatre entre la vie et la mort.", 40),
    ("At least 24 soldiers were killed on Monday in Gao in one of the deadliest attacks this year.", 24),
    (
        "On Monday six soldiers guarding the pipeline that carries oil from the wells to the coast far away were killed "
        "in Gao.",
        6,
    ),
    ("On Monday gunmen attacked Gao. Soldiers are said to have executed 15 men.", 15),
    ("On Monday gunmen attacked Gao. Nobody was reported killed.", 0),
    # things and speakers are no dead
    ("Army sappers neutralised two mines near Gao on Monday.", None),
    ("Suspected JNIM fighters felled four pylons near Gao on Monday.", None),
    ("Lundi à Gao, des hommes armés ont brûlé un car. « Tout a brûlé », déplore un membre du comité.", None),
]  # fmt: skip

TOLD_AT = [
    ("Des manifestants ont incendié samedi l'Institut français de Bobo-Dioulasso.", "Bobo-Dioulasso"),
    ("A minibus was ambushed on Monday between Gao and Ansongo, near Bara. Four people were killed.", "Bara"),
    ("On Monday the bus of the Gao–Ansongo line was stopped by gunmen near Bara. Two passengers were killed.", "Bara"),
    ("FLASH / Diffa / 3 octobre : quatre habitants abattus dans un village proche de Bosso.", "Bosso"),
    ("Solhan, a village some 15 km from Sebba, was attacked by gunmen on Monday. Twelve people were killed.", "Solhan"),
    ("In Gao two men were shot on Monday. The mayor of Ansongo, a farmer, said that they were traders.", "Gao"),
    ("In Mali, hundreds of people marched in the capital on Monday.", "Bamako"),
    ("On Monday gunmen killed four traders in Gao, then fled in the direction of Ansongo.", "Gao"),
]  # fmt: skip

TOLD_ON = [
    (
        "Islamic State on Wednesday claimed responsibility for an attack on a post near Ouallam on Monday, in which ten "
        "soldiers died.",
        MONDAY,
    ),
    ("Overnight 2-3 October 2022, gunmen took a chief from his house in Gao.", ("2022-10-02", "2022-10-03")),
    ("La nuit passée, l'armée malienne et le CSP se sont affrontés à Gao.", NIGHT),
    ("At approx. 20:15 last night gunmen shot two traders dead in Gao.", ("2022-10-04", "2022-10-04")),
    ("Last night (Tuesday) around 21:15 gunmen shot two traders dead in Gao.", ("2022-10-04", "2022-10-04")),
    ("Depuis ce matin, des hommes armés pillent le marché de Gao.", ("2022-10-05", "2022-10-05")),
    ("L'armée a fait état mardi d'une attaque qui a tué deux soldats lundi à Gao.", MONDAY),
]  # fmt: skip

SUCH = [
    ("On 1 October two explosive devices were found and destroyed by Malian forces near Gao.", "disrupted_weapons_use"),
    ("Trois rockets sont tombés dimanche sur l'aéroport de Gao sans faire de victime.", "shelling_artillery_missile_attack"),
    ("L'armée malienne a repris dimanche la ville de Ber après de violents combats.", "government_regains_territory"),
    ("Gunmen freed two hostages near Gao on Saturday.", "other"),
    (
        "Five villagers were abducted in Saye on 29 September; they were freed after payment of a ransom on 2 October.",
        "abduction_forced_disappearance",
    ),
    ("JNIM took over the town of Gao on Monday without a shot being fired.", "non_violent_transfer_of_territory"),
    ("On Monday in Gao CMA and Plateforme signed a document, after clashes earlier in the summer.", "agreement"),
    ("On Monday an Austrian woman was taken from her house in Gao by armed men.", "abduction_forced_disappearance"),
    ("On Monday VDP fighters arrested five young men in Djibo.", "abduction_forced_disappearance"),
    ("On Monday gunmen stopped a truck near Gao and both vehicles were driven off.", "looting_property_destruction"),
    (
        "On Monday suspected JNIM militants ransacked the health post of Gao before torching the town hall.",
        "looting_property_destruction",
    ),
    ("Lundi, une attaque armée contre le village de Gao a causé la mort de six civils.", "attack"),
    ("On Monday youths ransacked the French institute in Gao.", "mob_violence"),
    ("On Monday aircraft fired into a crowd at Gao, killing seven people.", "air_drone_strike"),
]  # fmt: skip

NOTHING = [
    "Un hélicoptère de l'armée s'est écrasé lundi près de Gao, tuant ses quatre occupants.",
    "Last night's storm flooded the market of Gao.",
    "La Cedeao a pris acte lundi à Gao du retrait du Mali.",
    "Supporters of the junta have called a rally for Friday in Niamey.",
    "Les intempéries ont causé 159 décès à Maradi depuis juin.",
    "Prosecutors on Monday asked a Malian court to hand down life sentences against two men who stormed a hotel.",
]


@pytest.mark.parametrize(("text", "expected"), DONE_BY)
def test_it_was_done_by(text: str, expected: list[tuple[str | None, str]], reference_tables: Tables) -> None:
    assert [doers(incident) for incident in read(text, reference_tables)] == [expected]


@pytest.mark.parametrize(("text", "killed"), KILLED)
def test_so_many_died(text: str, killed: int | None, reference_tables: Tables) -> None:
    tolls = [incident.total("killed") for incident in read(text, reference_tables)]
    assert [toll.best if toll else None for toll in tolls] == [killed]


@pytest.mark.parametrize(("text", "name"), TOLD_AT)
def test_it_happened_at(text: str, name: str, reference_tables: Tables) -> None:
    assert [incident.place and incident.place.name for incident in read(text, reference_tables)] == [name]


@pytest.mark.parametrize(("text", "days"), TOLD_ON)
def test_it_happened_on(text: str, days: tuple[str, str], reference_tables: Tables) -> None:
    told = [incident.date for incident in read(text, reference_tables)]
    assert [day and (day.start.isoformat(), day.end.isoformat()) for day in told] == [days]


@pytest.mark.parametrize(("text", "sub_event_type"), SUCH)
def test_it_was_of_the_kind(text: str, sub_event_type: str, reference_tables: Tables) -> None:
    assert [incident.sub_event_type for incident in read(text, reference_tables)] == [sub_event_type]


@pytest.mark.parametrize("text", NOTHING)
def test_it_tells_no_incident(text: str, reference_tables: Tables) -> None:
    assert read(text, reference_tables) == []


NEWS = "Gunmen killed four traders in Gao on Monday. Twelve men had been killed in Ansongo on {}."


@pytest.mark.parametrize(("day", "told"), [("24 September", 2), ("10 September", 1)])
def test_what_happened_within_twelve_days_is_news_whatever_is_told_before_it(
    day: str, told: int, reference_tables: Tables
) -> None:
    assert len(read(NEWS.format(day), reference_tables)) == told


def test_a_review_from_the_newest_back_keeps_its_events(reference_tables: Tables) -> None:
    text = (
        "On 3 October gunmen killed four traders in Gao. On 28 September a mine killed two soldiers near Ansongo. "
        "On 12 September bandits killed a driver in Ménaka."
    )
    days = [incident.date and incident.date.start.day for incident in read(text, reference_tables)]
    assert days == [3, 28, 12]


def test_a_claim_told_behind_an_attack_belongs_to_it(reference_tables: Tables) -> None:
    text = (
        "Douze soldats ont été tués lundi dans l'attaque d'un poste près de Gao. "
        "Le JNIM l'a revendiquée le lendemain en parlant de vingt soldats tués."
    )
    (incident,) = read(text, reference_tables)
    toll = incident.total("killed")
    assert (doers(incident), toll and (toll.low, toll.best, toll.high)) == (
        [("jnim", "claimed")],
        (12, None, 20),
    )


def test_a_claim_of_another_place_and_day_is_an_event_of_its_own(reference_tables: Tables) -> None:
    text = (
        "On 2 October mortar rounds fell close to the camp at Goundam, without casualties. "
        "On 3 October a spokesman for the CSP said its fighters had captured the army camp at Bamba."
    )
    found = [
        (incident.place and incident.place.name, doers(incident)) for incident in read(text, reference_tables)
    ]
    assert found == [
        ("Goundam", [("unidentified-armed-group", "unknown")]),
        ("Bamba", [("csp", "claimed")]),
    ]
