"""The dead, the deeds, the days and the claims of reports that leave the usual words: idioms, labels, both sides, periods."""

from __future__ import annotations

from datetime import date

import pytest

from incidents.ingest.gazetteer import Tables

from .only_incident import only_incident

PUBLISHED = date(2022, 10, 7)  # a Friday

TOLLS: list[tuple[str, int | None]] = [
    ("Dimanche, le Jnim et l'EIGS se sont battus à Ber. Huit tués dans les rangs du premier, six dans ceux du second.", 14),
    ("Lundi, des forces ont combattu à Tessit. Les nôtres déplorent un mort, et la coalition d'en face en aurait eu neuf.", 10),
    ("On Monday the Islamic State fell upon JNIM at Ber. JNIM's side had nine killed, the aggressors four.", 13),
    ("Bourem changed hands on Monday. CMA lost 1 KIA, GATIA 6.", 7),
    ("Le 3 octobre, accrochage à Ber. Côté GATIA on compte cinq morts, côté CMA huit ; la commission retient ces chiffres.", 13),
    ("On Monday the MNLA and GATIA clashed at Bourem: GATIA admits two dead, the MNLA one.", 3),
    ("On Monday fighters assaulted Bourem. The coalition reports 18 of its men dead. It says it buried 30 of the enemy.", 48),
    ("Mardi, un poste du MAA a été attaqué à Bourem. Le MNLA reconnaît 6 morts dans ses rangs, le MAA 5 dans les siens.", 11),
    ("Mardi, des VDP ont été attaqués à Djibo, leur chef compte 6 morts chez lui et 10 en face.", 16),
    ("Armed men came to Bourem on Tuesday, killed the village chief along with two of his sons, and rode off.", 3),
    ("Lundi à Bourem, ils ont tué le chef du village ainsi que deux de ses fils.", 3),
    ("Mardi, des militaires ont surpris une bande à Bourem et abattu huit hommes, perdant l'un des leurs.", 9),
    ("Attackers stormed the base at Bourem on Monday and lost eight of their number before they left.", 8),
    ("Two aunts of the bride died on Monday when a minibus rolled over a mine near Bourem.", 2),
    ("Lundi, attaque à Bourem : le hameau a vu mourir quatre de ses habitants.", 4),
    ("Lundi, une embuscade à Bourem. La riposte a laissé quatre assaillants sans vie.", 4),
    ("Samedi, neuf hommes ont été retrouvés criblés de balles derrière le marché de Bourem.", 9),
    ("Samedi, échange de tirs à Bourem : un policier et deux braqueurs y sont restés.", 3),
    ("Mardi, accrochage à Bourem ; deux gardes et cinq assaillants y ont laissé leur peau.", 7),
    ("Dimanche, une patrouille est tombée dans une embuscade à Bourem. Elle y a laissé douze hommes.", 12),
    ("Lundi, embuscade à Bourem. Quatre chasseurs y ont laissé la vie, six apprentis ont été emmenés.", 4),
    ("Jeudi, le camp de Bourem a été attaqué. Pertes annoncées par l'armée : sept soldats.", 7),
    ("Ce matin, l'EIGS attaque Bourem. Pertes MSA 17, HCUA 5, Daech 15.", 37),
    ("Lundi, une attaque à Bourem a fait 49 civils tués. L'armateur porte ce nombre à 51.", 51),
    ("The toll from Monday's ambush at Bourem has climbed to 39, the governor said, after two of the wounded died of their injuries.", 39),
    ("Sunday at Bourem IS shot dead 6 herders. Earlier msg said 8 killed, wrong.", 6),
    ("Six soldiers fell in the fighting at Bourem on Tuesday. Nine of the assailants were found lifeless.", 15),
    ("On Monday 11 soldiers and 4 of their auxiliaries breathed their last in an ambush at Bourem.", 15),
    ("On Monday a mob at the market of Bourem battered to death two brothers it took for thieves.", 2),
    ("On Monday bandits dragged a moneychanger out of his booth at Bourem and slit his throat.", 1),
    ("Mardi, une grenade a été lancée à Bourem. Une chanteuse est décédée et quatorze personnes sont soignées.", 1),
    ("Our driver was shot dead by bandits near Bourem on Monday.", 1),
    ("Three guards were shot at their barrier near Bourem on Monday and have died of their wounds.", 3),
    ("Samedi, le génie de l'armée a mis au jour puis neutralisé trois bombes artisanales à Bourem.", None),
    ("On Monday armed men set fire to granaries in Bourem. There was neither death nor injury.", 0),
    ("Soldiers seized a boat with explosives at Bourem on Monday, without a casualty on either side.", 0),
    ("On Monday the granaries of Bourem were burnt. Nobody perished.", 0),
    ("On Monday mortar bombs came down on the camp at Bourem. Fatalities: none.", 0),
    ("Lundi, à Bourem, des lycéens ont incendié deux bureaux de la mairie, sans que personne soit touché.", 0),
    ("On Monday a hand grenade hit a trader in the stomach at Bourem; he is alive.", None),
]  # fmt: skip

TYPES: list[tuple[str, str]] = [
    ("The camp at Bourem fell on Tuesday.", "battles"),
    ("The National Guard picket at Bourem beat back an assault on Thursday.", "battles"),
    ("At dusk on Sunday the chief was walked out of his courtyard in Bourem by men with rifles.", "violence_against_civilians"),
    ("On Monday 7 women gone for wild leaves were grabbed by gunmen at Bourem.", "violence_against_civilians"),
    ("Lundi, une boutiquière de Bourem a été tirée de sa maison par des hommes à pied à Bourem.", "violence_against_civilians"),
    ("A gendarmerie vehicle was destroyed near Bourem on Tuesday by a device hidden under the surface.", "explosions_remote_violence"),
    ("Jeudi, un camion militaire a été soufflé près de Bourem.", "explosions_remote_violence"),
    ("Mercredi, une voiture a touché une charge enfouie à Bourem : deux employés morts.", "explosions_remote_violence"),
    ("On Saturday a hand grenade was lobbed over the wall of the police station of Bourem.", "explosions_remote_violence"),
    ("People in Bourem walked from the mosque to the town hall on Monday to ask for an escort.", "protests"),
    ("On Monday the teachers' strike went on in Bourem.", "protests"),
    ("A general strike closed the shops of Bourem on Monday.", "protests"),
    ("On Monday a strike on a market at Bourem killed ten.", "explosions_remote_violence"),
    ("On Monday a crowd of young people stopped a bus in Bourem, took a man and beat him to death.", "riots"),
    ("Dimanche, des habitants furieux ont incendié le poste de police de Bourem.", "riots"),
    ("En mars, lundi, le JNIM a ouvert, au fond des bois de Bourem, une base.", "strategic_developments"),
    ("Samedi, le génie de l'armée a mis au jour puis neutralisé trois bombes artisanales à Bourem.", "strategic_developments"),
]  # fmt: skip

DAYS: list[tuple[str, date, date]] = [
    ("On the 4th gunmen attacked Bourem.", date(2022, 10, 4), date(2022, 10, 4)),
    ("A truck hit a mine near Bourem on the 4th.", date(2022, 10, 4), date(2022, 10, 4)),
    ("Le 4 à Bourem, des hommes armés ont tué deux bergers.", date(2022, 10, 4), date(2022, 10, 4)),
    ("Le 4 courant, des hommes armés ont tué deux bergers à Bourem.", date(2022, 10, 4), date(2022, 10, 4)),
    ("Post at Bourem hit by gunmen Tue 4 at dusk, two killed.", date(2022, 10, 4), date(2022, 10, 4)),
    ("Tues night to Wed: VDP post at Djibo attacked, 3 VDP killed.", date(2022, 10, 4), date(2022, 10, 5)),
    ("Bourem taken by CMA fighters Tues. Two dead.", date(2022, 10, 4), date(2022, 10, 4)),
    ("4/10 0630: gunmen attacked Bourem, 2 killed.", date(2022, 10, 4), date(2022, 10, 4)),
    ("Army post at Bourem attacked thu eve, 3 soldiers killed.", date(2022, 10, 6), date(2022, 10, 6)),
    ("Jeudi 6. Des hommes armés ont tué deux bergers à Bourem.", date(2022, 10, 6), date(2022, 10, 6)),
    ("Sam. 1 : des hommes armés ont tué deux bergers à Bourem.", date(2022, 10, 1), date(2022, 10, 1)),
    ("The army acknowledged losses on Wednesday after gunmen attacked Bourem the previous day, killing two.", date(2022, 10, 4), date(2022, 10, 4)),
    ("Les armes ont parlé mardi. Ce jour-là, le MNLA a attaqué Bourem.", date(2022, 10, 4), date(2022, 10, 4)),
    ("Weekly report, Gao region, 24 to 30 September 2022.\nFriday: gunmen attacked Bourem, killing two.", date(2022, 9, 30), date(2022, 9, 30)),
    ("GAO REGION / 29 September - 5 October 2022. 04/10: gunmen attacked Bourem, killing two.", date(2022, 10, 4), date(2022, 10, 4)),
    ("Log of the week.\n\nTue 4 October - Bourem: gunmen attacked the market, killing two.", date(2022, 10, 4), date(2022, 10, 4)),
    ("4 October 2020 hrs: gunmen attacked Bourem, two killed.", date(2022, 10, 4), date(2022, 10, 4)),
    ("Gunmen attacked Bourem from Tue 4 to Wed 5, two killed.", date(2022, 10, 4), date(2022, 10, 5)),
    ("Two shepherds were killed at Bourem between Mon 3 and Thu 6.", date(2022, 10, 3), date(2022, 10, 6)),
    ("Monday 3 to Thursday 6 October: gunmen killed two shepherds at Bourem.", date(2022, 10, 3), date(2022, 10, 6)),
    ("Mer. 5 au soir, des hommes armés ont tué deux bergers à Bourem.", date(2022, 10, 5), date(2022, 10, 5)),
    ("JNIM has claimed Saturday's ambush at Bourem, in which two soldiers died.", date(2022, 10, 1), date(2022, 10, 1)),
    ("The blast at Bourem happened the previous morning and killed two soldiers.", date(2022, 10, 6), date(2022, 10, 6)),
]  # fmt: skip

PLACES: list[tuple[str, str | None]] = [
    ("On Monday a bus of the Douentza-Hombori line hit a mine; six passengers were killed.", "Douentza - Hombori"),
    ("On Monday a bus of the Douentza-Hombori line hit a mine at Boni; six passengers were killed.", "Boni"),
    ("A convoy was ambushed on Monday as it travelled from Bourzanga to Djibo.", "Bourzanga - Djibo"),
    ("On Monday a bomber blew himself up at the northern entrance to Bourem, killing two.", "Bourem"),
]  # fmt: skip

CLAIMED: list[str] = [
    "Gunmen attacked Bourem on Monday, killing two. The rebels of the CSP have put out a communique taking responsibility.",
    "Des hommes armés ont attaqué Bourem lundi, tuant deux soldats. Le JNIM s'est targué du coup de main.",
    "Des hommes armés ont attaqué Bourem lundi, tuant deux soldats. Le JNIM en prend la responsabilité.",
    "Gunmen attacked Bourem on Monday, killing two. JNIM proclaimed itself the author.",
]  # fmt: skip

NAMED: list[tuple[str, str]] = [
    ("On Monday jnim attacked Bourem, killing two soldiers.", "jnim"),
    ("Lundi, un groupe armé peul a attaqué Bourem, tuant deux personnes.", "fulani-militia"),
    ("Lundi, attaque à Bourem, deux morts. Les survivants parlent d'hommes de l'EIGS.", "isgs"),
    ("Lundi, attaque à Bourem, deux morts. Un berger a reconnu des gars d'Ansaroul.", "ansaroul-islam"),
]  # fmt: skip


@pytest.mark.parametrize(("text", "killed"), TOLLS)
def test_how_many_died(text: str, killed: int | None, reference_tables: Tables) -> None:
    toll = only_incident(text, reference_tables, published=PUBLISHED).total("killed")
    assert (toll.best if toll else None) == killed


@pytest.mark.parametrize(("text", "event_type"), TYPES)
def test_what_happened(text: str, event_type: str, reference_tables: Tables) -> None:
    assert only_incident(text, reference_tables, published=PUBLISHED).event_type == event_type


@pytest.mark.parametrize(("text", "first", "last"), DAYS)
def test_when_it_happened(text: str, first: date, last: date, reference_tables: Tables) -> None:
    day = only_incident(text, reference_tables, published=PUBLISHED).date
    assert day is not None
    assert (day.start, day.end) == (first, last)


@pytest.mark.parametrize(("text", "name"), PLACES)
def test_where_it_happened(text: str, name: str | None, reference_tables: Tables) -> None:
    place = only_incident(text, reference_tables, published=PUBLISHED).place
    assert (place.name if place else None) == name


@pytest.mark.parametrize("text", CLAIMED)
def test_whose_it_is_by_its_own_words(text: str, reference_tables: Tables) -> None:
    incident = only_incident(text, reference_tables, published=PUBLISHED)
    assert [actor.attribution for actor in incident.perpetrators] == ["claimed"]


@pytest.mark.parametrize(("text", "slug"), NAMED)
def test_who_is_named(text: str, slug: str, reference_tables: Tables) -> None:
    assert [
        actor.slug for actor in only_incident(text, reference_tables, published=PUBLISHED).perpetrators
    ] == [slug]
