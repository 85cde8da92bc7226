"""Incidents as messages, alerts and agencies tell them in a line or two: who, how many, when and what of each."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from incidents.ingest.drafts import IncidentDraft
from incidents.ingest.extract import extract
from incidents.ingest.gazetteer import Tables

PUBLISHED = date(2022, 10, 5)  # a Wednesday
ANY = object()


def told(incident: IncidentDraft) -> dict[str, Any]:
    """What the cases speak of: perpetrators with their status, dead (best, or low and high), days, type and place."""
    dead = incident.total("killed")
    figure = None if dead is None else dead.best if dead.best is not None else (dead.low, dead.high)
    day = incident.date
    return {
        "by": {actor.slug: actor.attribution for actor in incident.actors if actor.role == "perpetrator"},
        "killed": figure,
        "days": (day.start.day, day.end.day) if day else None,
        "type": incident.event_type,
        "sub": incident.sub_event_type,
        "at": incident.place.key if incident.place else None,
    }


CASES: list[tuple[str, list[dict[str, Any]]]] = [
    ("Attempted suicide attack at Hombori on Monday: a pick-up packed with explosives blew up in front of the gate of the FAMa camp. Two sentries wounded. Perpetrators not known yet; JNIM probable.", [{"by": {"jnim": "suspected"}}]),
    ("Monday: ambush on an army column at Barga. 5 soldiers killed. Assailants: unidentified, presumed JNIM.", [{"by": {"jnim": "suspected"}, "killed": 5}]),
    ("On Monday gunmen hit the health centre at Téra. Nurse abducted. Grp unk, ISGS likely.", [{"by": {"isgs": "suspected"}}]),
    ("On Monday gunmen killed two teachers in Téra. Probably ISGS.", [{"by": {"isgs": "suspected"}}]),
    ("Lundi, des hommes armés ont tué deux enseignants à Téra. Probablement l'EIGS.", [{"by": {"isgs": "suspected"}}]),
    ("Lundi, des hommes armés ont tué deux enseignants à Téra. Attribution : EIGS probable.", [{"by": {"isgs": "suspected"}}]),
    ("Lundi, des hommes armés ont tué deux enseignants à Téra. Le mode opératoire rappelle celui de l'EIGS.", [{"by": {"isgs": "suspected"}}]),
    ("On Monday gunmen killed two teachers in Téra. Attribution: ISGS (likely).", [{"by": {"isgs": "suspected"}}]),
    ("On Monday gunmen killed two teachers in Téra. Likely ISGS-affiliated.", [{"by": {"isgs": "suspected"}}]),
    ("On Monday gunmen killed two teachers in Téra. The attackers, who residents say belong to ISGS, left at dawn.", [{"by": {"isgs": "suspected"}}]),
    ("On Monday gunmen killed two teachers in Téra. The attackers were from ISGS, the prefect said.", [{"by": {"isgs": "suspected"}}]),
    ("On Monday gunmen killed two teachers in Téra. A claim came from ISGS the next day.", [{"by": {"isgs": "claimed"}}]),
    ("On Monday gunmen killed two teachers in Téra. ISGS has since put its name to the killings.", [{"by": {"isgs": "claimed"}}]),
    ("On Monday gunmen killed two teachers in Téra. In its weekly newsletter Al-Naba, the Islamic State claimed to have executed two 'spies'.", [{"by": {"isgs": "claimed"}}]),
    ("The al Qaeda-linked JNIM said it was behind the raid on Boulkessy on Monday that killed nine soldiers.", [{"by": {"jnim": "claimed"}, "killed": 9}]),
    ("At least twenty people, most of them volunteers, were killed when militants ambushed a convoy between Dori and Sebba on Monday. The al Qaeda-linked JNIM said it was behind the raid in an audio message.", [{"by": {"jnim": "claimed"}, "killed": 20}]),
    ("On Monday several hundred JNIM fighters overran the military detachment of Foutouri. The local branch of Al-Qaeda claims to have killed over sixty soldiers.", [{"by": {"jnim": "claimed"}}]),
    ("Le 3 octobre, plusieurs centaines de combattants du JNIM ont submergé le détachement militaire de Foutouri et sont restés maîtres de la localité.", [{"by": {"jnim": "stated"}, "type": "battles"}]),
    ("Lundi à Aguelhok, un kamikaze au volant d'un véhicule chargé d'explosifs a foncé sur le poste tenu par les soldats tchadiens. Un porte-parole d'Aqmi revendique l'action.", [{"by": {"aqim": "claimed"}}]),
    ("On Monday the fighters of the CMA fought those of GATIA near Kidal; 16 combatants died.", [{"killed": 16}]),
    ("Le 3 octobre, de violents affrontements ont opposé l'EIGS aux combattants du MSA et du GATIA autour d'Inékar.", [{"by": {"isgs": ANY}}]),
    ("Le 3 octobre, des chasseurs dozos ont livré combat à des hommes du JNIM à 8 km au sud de Kignan. Quatre chasseurs y ont laissé la vie et l'on compte au moins trois morts dans les rangs adverses.", [{"killed": 7, "type": "battles"}]),
    ("Le 4 octobre, signature à Konna d'un accord de paix entre des représentants dogons et peuls.", [{"sub": "agreement"}]),
    ("National Guard patrol sent in pursuit caught up with the raiders near Tondikiwindi on Monday. In the exchange of fire four assailants were killed and one guardsman wounded.", [{"killed": 4, "type": "battles"}]),
    ("Mortar rounds came down on the camp in Ménaka on Monday. Two peacekeepers sustained minor injuries. Nobody died. Two shells fell in an empty field.", [{"killed": 0}]),
    ("On Monday armed men burnt the primary school at Logobou, no vict.", [{"killed": 0}]),
    ("Le 3 octobre, des hommes armés ont violé trois femmes à Arbinda. Pas de décès.", [{"killed": 0}]),
    ("On Monday armed men stopped an NGO vehicle at Diré. All OK. Vehicle gone.", [{"killed": 0}]),
    ("Gunmen stormed the village of Youdiou on Tuesday. The mayor of the commune put the dead at nineteen. A military source spoke of 14 bodies.", [{"killed": (14, 19)}]),
    ("Monday, three attackers and nine soldiers died at Ber. The mayor put the dead at fifteen.", [{"killed": (12, 15)}]),
    ("Lundi, des combattants ont attaqué Tougouri. Un collectif parle de cent dix morts, tandis qu'une source onusienne avance le chiffre de soixante-dix.", [{"killed": (70, 110)}]),
    ("Une trentaine de civils ont été tués lundi à Pobé-Mengao. Une source sécuritaire évoque un bilan « compris entre 28 et 35 morts ».", [{"killed": (28, 35)}]),
    ("Lundi, un engin explosif a détruit une charrette près de Dinangourou. Un père et ses deux fils n'ont pas survécu.", [{"killed": 3}]),
    ("Lundi, près de Dargol, six soldats qui revenaient de patrouille ont sauté sur un engin explosif, quatre d'entre eux sont décédés et deux sont soignés à Niamey.", [{"killed": 4}]),
    ("Dans la nuit de dimanche à lundi, des inconnus armés ont pris pour cible le poste de gendarmerie de Yorosso et celui des douanes. Cinq morts : trois civils, un gendarme et un douanier.", [{"killed": 5, "type": "battles"}]),
    ("The army said on Tuesday that 30 terrorists were neutralised near Abeïbara on Monday for three dead in its own ranks.", [{"killed": 33, "days": (3, 3)}]),
    ("An Irish midwife was seized by armed men at her home in Zinder on Monday.", [{"sub": "abduction_forced_disappearance"}]),
    ("Armed men entered Mangaïzé on Monday, took 3 persons including the head of the health post, and emptied the pharmacy.", [{"sub": "abduction_forced_disappearance", "killed": None}]),
    ("Two traders had been taken from a bus near Namissiguima on Monday and had not been heard of since.", [{"sub": "abduction_forced_disappearance", "days": (3, 3)}]),
    ("Un travailleur humanitaire étranger a été enlevé lundi à Abalak par des hommes venus à bord d'un pick-up. Son gardien et un garde national ont été tués.", [{"type": "violence_against_civilians", "killed": 2}]),
    ("Le 3 octobre, des chasseurs de Dan Na Ambassagou ont intercepté un véhicule à Somadougou. 5 passagers peuls enlevés.", [{"sub": "abduction_forced_disappearance", "by": {"dan-na-ambassagou": "stated"}}]),
    ("On Monday thousands of supporters gathered in front of the French embassy in Niamey; a part of the crowd tore down the plaque and set a door alight before police fired tear gas. Six persons were injured.", [{"type": "riots", "by": {"rioters": ANY}}]),
    ("On Monday, in Ouallam, national guardsmen opened fire on a peaceful march; one marcher died and four were wounded.", [{"sub": "excessive_force_against_protesters", "killed": 1}]),
    ("Des dizaines de manifestants ont été dispersés lundi à Bobo-Dioulasso par la police, qui a fait usage de gaz lacrymogène.", [{"sub": "protest_with_intervention"}]),
    ("Monday, Gorgadji: suspected Ansaroul Islam fighters raided the village. Three local residents killed, shops torched.", [{"type": "violence_against_civilians", "by": {"ansaroul-islam": "suspected"}, "killed": 3}]),
    ("MONDAY - Dori to Gorom-Gorom road: a minibus struck an IED; 6 civilians killed and 10 injured.", [{"type": "explosions_remote_violence", "killed": 6}]),
    ("WEEKLY REPORT - SECTOR EAST\n\n1. On Monday a hand grenade was thrown at the police station in Gao, Mali.", [{"at": "ml-gao"}]),
    ("2 things from Kongoussi. (a) on Monday gunmen shot dead two traders in Bourzanga. (b) on Tuesday a bus hit a mine at Djibo, one dead.", [{"at": "bf-bourzanga", "killed": 2, "days": (3, 3)}, {"at": "bf-djibo", "killed": 1, "days": (4, 4)}]),
    ("Gao 1030. About 0640 gunmen fired on the police station, one officer dead. Office shut.", [{"days": (5, 5), "killed": 1}]),
    ("On Monday Fulani herders and Dogon hunters clashed at Bankass in fighting between Fulani herders and Dogon farmers; six died.", [{"killed": 6}]),
    ("Lundi, un affrontement entre éleveurs peuls et agriculteurs zarma près d'Abala a fait six morts.", [{"by": {"fulani-militia": "stated", "zarma-militia": "stated"}, "killed": 6}]),
    ("On Monday the army beat back an attack by gunmen on its post at Gao; four soldiers died.", [{"by": {"unidentified-armed-group": "unknown"}, "killed": 4}]),
    ("On Monday gunmen took five men from the market of Gao and shot them dead.", [{"killed": 5}]),
    ("Lundi à Gao, une patrouille a tué, près du marché, trois éleveurs.", [{"killed": 3}]),
    ("On Monday a girl of nine and her mother were killed by gunmen in Gao.", [{"killed": 2}]),
    ("On Monday gunmen attacked a camp at Gao. JNIM said the raid was its work. On Tuesday a convoy hit a mine at Ansongo, two dead. The group claimed both.", [{"by": {"jnim": "claimed"}}, {"by": {"jnim": "claimed"}, "killed": 2}]),
    ("On Monday a grenade was thrown at the police station in Gao by an unknown individual. No casualties.", [{"sub": "grenade", "killed": 0}]),
    ("On 14 August 2022, presumed JNIM militants attacked a position of the VDP in Bourzanga (Bam, Centre-Nord). Four VDP and two militants were killed.", [{"killed": 6, "days": (14, 14), "type": "battles", "by": {"jnim": "suspected"}}]),
    ("On 2 September 2022, an IED presumably planted by JNIM detonated against a FAMa vehicle between Mondoro and Boni (Douentza, Mopti). Three soldiers were killed and five wounded.", [{"killed": 3, "days": (2, 2), "type": "explosions_remote_violence", "by": {"jnim": "suspected"}}]),
    ("On 26 August 2022, an armed group (presumed JNIM) burned the school of Logobou (Tapoa, Est). No fatalities.", [{"killed": 0, "sub": "looting_property_destruction", "by": {"jnim": "suspected"}}]),
    ("On 17 September 2022, JNIM militants attacked the gendarmerie in Makalondi (Torodi, Tillabéri). A gendarme was killed, another wounded. JNIM claimed responsibility on 19 September.", [{"killed": 1, "days": (17, 17), "type": "battles", "by": {"jnim": "claimed"}}]),
    ("On 26 September 2022, a supply convoy of 207 vehicles was ambushed by JNIM at Gaskindé (Soum, Sahel). 11 soldiers killed, 50 civilians missing.", [{"killed": 11, "type": "battles", "by": {"jnim": "stated"}}]),
    ("On 12 September 2022, unidentified gunmen shot and killed a CMA member in Kidal town.", [{"killed": 1, "type": "battles", "by": {"unidentified-armed-group": "unknown"}}]),
    ("Le 12 septembre 2022, des hommes armés ont tué un membre de la CMA à Kidal.", [{"killed": 1, "by": {"unidentified-armed-group": "unknown"}}]),
    ("On 21 September 2022, an angry mob lynched a suspected thief in Bamako. One fatality.", [{"killed": 1, "sub": "mob_violence"}]),
    ("On 21 September 2022, a mob lynched two thieves in Bamako.", [{"killed": 2, "sub": "mob_violence"}]),
    ("Le 21 septembre 2022, une foule a lynché un voleur à Bamako.", [{"killed": 1, "sub": "mob_violence"}]),
    ("On 29 September 2022, presumed ISGS fighters collected zakat and stole 300 head of cattle in Inates (Ayerou, Tillabéri).", [{"sub": "looting_property_destruction", "by": {"isgs": "suspected"}}]),
    ("Non-violent activity: On 28 September 2022, JNIM militants preached in the mosque of Solenzo, imposing dress codes.", [{"sub": "other"}]),
]  # fmt: skip


@pytest.mark.parametrize(("text", "incidents"), CASES)
def test_it_is_drafted_as_it_is_told(
    text: str, incidents: list[dict[str, Any]], reference_tables: Tables
) -> None:
    drafts = [told(draft) for draft in extract(text, published=PUBLISHED, tables=reference_tables).incidents]
    assert [
        {
            name: {
                slug: ANY if case["by"].get(slug) is ANY else status for slug, status in draft["by"].items()
            }
            if name == "by"
            else draft[name]
            for name in case
        }
        for case, draft in zip(incidents, drafts, strict=True)
    ] == incidents
