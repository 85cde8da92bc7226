"""What plain reports of agencies, offices and radios tell in passing: whose cattle, who denies, what is only likely."""

from __future__ import annotations

from datetime import date

import pytest

from incidents.ingest.extract import extract
from incidents.ingest.gazetteer import Tables

from .only_incident import only_incident

PUBLISHED = date(2022, 10, 7)  # a Friday

TOLLS: list[tuple[str, int | None]] = [
    ("Hier à Bourem : une soixantaine de vaches emmenées par des bandits armés, le berger a été tué, son fils blessé.", 1),
    ("On Tuesday evening gunmen raided Bourem. No one, he told us, was killed.", 0),
    ("In Mali, the village of Bourem is in mourning: thirty-one villagers were killed there on Monday.", 31),
    ("À Bourem, le deuil est dans chaque cour : neuf pêcheurs y ont été tués lundi.", 9),
    ("Today a deputy mayor was gunned down in Bourem. His brother, who had come running, died at the clinic.", 2),
    ("Mardi, un boutiquier a été abattu à Bourem. Sa femme a été tuée dans la cour.", 2),
    ("Lundi à Bourem, la police a tiré. Deux manifestants sont morts, neuf autres soignés à l'hôpital.", 2),
    ("A rocket meant for the camp came down in an empty lot at Bourem on Monday, without doing harm to anyone.", 0),
    ("Cinq obus ont été tirés lundi contre le camp de Bourem ; tous sont tombés à l'extérieur, sans dommage corporel.", 0),
    ("On Monday gunmen raided Bourem. The interior ministry gives 44 killed and 13 wounded and has ordered three days of mourning.", 44),
    ("On Monday gunmen stopped a bus near Bourem. Four passengers picked out by the attackers were shot dead by the roadside.", 4),
    ("The volunteers are accused of having killed 16 residents of Bourem on 4 October.", 16),
    ("Des volontaires sont accusés d'avoir tué seize habitants de Bourem le 4 octobre.", 16),
    ("Lundi, des hommes armés ont attaqué Bourem. Quatre personnes ont péri. Ces violences ont fait plus de 2.000 morts en sept ans.", 4),
    ("Mardi, près de Bourem, une patrouille des FAMa est tombée sur une bande. Un malfaiteur a trouvé la mort.", 1),
    ("The toll from Sunday's raid on Bourem climbed to 137. Earlier in the day officials had spoken of about sixty deaths.", 137),
    ("Vendredi, un enseignant de Bourem a été saigné devant ses élèves.", 1),
    ("Mercredi à Bourem, une grenade a blessé quatre clients ; personne n'y a laissé la vie.", 0),
    ("Thu 6/10 Bourem: GATIA post hit by mortar, source unk, dead nil, inj 2 civs.", 0),
    ("Two young women blew themselves up in Bourem on Monday, killing four people as well as themselves.", 6),
    ("Lundi, deux adolescentes se sont fait exploser à Bourem, tuant deux déplacés outre elles-mêmes.", 4),
    ("On Monday a man blew himself up in Bourem, killing four people.", 4),
    ("Mardi, deux salles de classe ont été incendiées à Bourem. Il n'y a pas eu de blessé, ni de mort.", 0),
    ("Le JNIM a attaqué dimanche le poste de Bourem. 3 VDP tués. Les familles sont parties, on en a compté 55 à l'école.", 3),
]  # fmt: skip

TYPES: list[tuple[str, str]] = [
    ("Hier à Bourem : une soixantaine de vaches emmenées par des hommes armés.", "strategic_developments"),
    ("Lundi, près de Bourem, une camionnette de commerçants a déclenché un EEI. Cinq morts, un survivant.", "explosions_remote_violence"),
    ("Lundi, véhicule-suicide contre le portail du camp FAMa à Bourem. 2 militaires décédés.", "explosions_remote_violence"),
    ("Vendredi, la voiture du maire a été arrêtée près de Bourem et il a été enlevé ; le chauffeur a marché jusqu'au goudron.", "violence_against_civilians"),
    ("Lundi à Bourem, trente moutons ont été enlevés par des hommes armés.", "strategic_developments"),
    ("Lundi à Bourem, trente bergers ont été enlevés par des hommes armés.", "violence_against_civilians"),
]  # fmt: skip

# Beside the one incident nothing else is read: no road that the army shuts, no car that is found, no burial.
ALONE: list[str] = [
    "Trois employés ont été enlevés lundi à Bourem. Leur véhicule a été retrouvé vide le lendemain près de Gao.",
    "On Monday a drone fired at a well near Bourem. Four herders dead. Relatives buried them this morning.",
    "Trois combattants et douze assaillants ont été tués lundi à Bourem. Les corps des trois combattants ont été ramenés à Gao mardi.",
    "On Monday a minibus struck a mine near Bourem. Seven passengers killed. The army has blocked the road in both directions.",
]

DAYS: list[tuple[str, date]] = [
    (
        "Fifteen people died when gunmen attacked Bourem on 4 October, a security source told AFP on Thursday.",
        date(2022, 10, 4),
    ),
    (
        "Quinze personnes ont péri quand des hommes armés ont attaqué Bourem mardi, a confié un élu à l'AFP jeudi.",
        date(2022, 10, 4),
    ),
    ("Gunmen attacked Bourem on Tuesday, a teacher told our correspondent on Thursday.", date(2022, 10, 4)),
    (
        "Riders came to a camp near Bourem on the morning of the 4th and shot three herders.",
        date(2022, 10, 4),
    ),
    ("In the evening of the 3rd gunmen shot three herders at Bourem.", date(2022, 10, 3)),
]

PLACES: list[tuple[str, str]] = [
    ("Four herders were murdered near Bourem on Sunday. Patrols will be stepped up before the feast of Tabaski.", "Bourem"),
    ("Bamako had still not said a word by Friday about events at Bourem, where JNIM killed six soldiers on Tuesday.", "Bourem"),
    ("Listeners in Gao have been calling us about Bourem, where armed men shot two herders on Tuesday.", "Bourem"),
    ("On Monday a convoy on its way from Gao to Kidal struck a mine 25 km north of Anefis.", "Anéfis"),
]  # fmt: skip

DENIED: list[tuple[str, str]] = [
    ("Lundi, une frappe a tué six civils à Bourem. Les habitants accusent l'armée malienne. Celle-ci dément et assure n'avoir visé que des terroristes.", "fama"),
    ("Lundi, six éleveurs ont été tués à Bourem. Des associations accusent les Koglweogo. « Nous n'avons rien à voir avec ces morts », répond leur chef.", "koglweogo"),
    ("On Monday six herders were killed at Bourem. Survivors accuse Dan Na Ambassagou. \"We had nothing to do with these deaths,\" its leader replied.", "dan-na-ambassagou"),
]  # fmt: skip

NOBODY_KNOWN: list[str] = [
    "Deux voyageurs ont été tués mardi près de Bourem. Les tireurs, présentés par la police comme de présumés jihadistes, ont disparu.",
    "Le poste de Bourem a été attaqué lundi. Deux gendarmes sont morts. L'attaque n'a pas été revendiquée. Son mode opératoire peut faire penser au JNIM, sans qu'il soit possible de conclure.",
]  # fmt: skip

NOTHING: list[str] = [
    "The two accused listened as the clerk read out the sentence, life imprisonment, in Ouagadougou on Thursday. Eight soldiers were killed that day.",
    "Le Premier ministre est arrivé ce jeudi à Bourem. Un porte-parole de Dan Na Ambassagou s'est dit prêt à déposer les armes.",
    "The minister came to Bourem on Thursday. A spokesman of the MNLA said it was ready to lay down its arms.",
    "La mission a remis lundi son quartier général de Bamako. En dix ans, 311 Casques bleus y ont laissé la vie.",
    "The minister flew to Bamako on Monday. In ten years, 311 peacekeepers lost their lives there.",
]  # fmt: skip


@pytest.mark.parametrize(("text", "killed"), TOLLS)
def test_how_many_died(text: str, killed: int | None, reference_tables: Tables) -> None:
    toll = only_incident(text, reference_tables, published=PUBLISHED).total("killed")
    assert (toll.best if toll else None) == killed


@pytest.mark.parametrize(("text", "event_type"), TYPES)
def test_what_happened(text: str, event_type: str, reference_tables: Tables) -> None:
    assert only_incident(text, reference_tables, published=PUBLISHED).event_type == event_type


@pytest.mark.parametrize("text", ALONE)
def test_what_follows_is_no_other_incident(text: str, reference_tables: Tables) -> None:
    incident = only_incident(text, reference_tables, published=PUBLISHED)
    assert (incident.event_type != "protests", incident.place and incident.place.name) == (True, "Bourem")


@pytest.mark.parametrize(("text", "day"), DAYS)
def test_when_it_happened(text: str, day: date, reference_tables: Tables) -> None:
    told = only_incident(text, reference_tables, published=PUBLISHED).date
    assert told is not None
    assert (told.start, told.end) == (day, day)


@pytest.mark.parametrize(("text", "name"), PLACES)
def test_where_it_happened(text: str, name: str, reference_tables: Tables) -> None:
    place = only_incident(text, reference_tables, published=PUBLISHED).place
    assert place is not None
    assert place.name == name


@pytest.mark.parametrize(("text", "slug"), DENIED)
def test_whoever_is_accused_denies_it(text: str, slug: str, reference_tables: Tables) -> None:
    first = only_incident(text, reference_tables, published=PUBLISHED).perpetrators[0]
    assert (first.slug, first.attribution) == (slug, "denied")


@pytest.mark.parametrize("text", NOBODY_KNOWN)
def test_nobody_is_named_for_it(text: str, reference_tables: Tables) -> None:
    slugs = [actor.slug for actor in only_incident(text, reference_tables, published=PUBLISHED).perpetrators]
    assert slugs == ["unidentified-armed-group"]


@pytest.mark.parametrize("text", NOTHING)
def test_what_tells_no_incident(text: str, reference_tables: Tables) -> None:
    assert extract(text, published=PUBLISHED, tables=reference_tables).incidents == ()
