"""How many died where a text tells it more than once, tells it of both sides, or says that it was nobody."""

from __future__ import annotations

from datetime import date

import pytest

from incidents.ingest.extract import extract
from incidents.ingest.gazetteer import Tables

PUBLISHED = date(2022, 10, 7)  # a Friday
CASES: dict[str, list[tuple[str, list[int | None]]]] = {
    "en": [
        ('Militants and a self-defence group clashed near Kelbo on Monday. Four volunteers and an unknown number of militants were killed.', [None]),
        ('This morning abt 0900 a bus hit an IED near Bandiagara. 5 dead so far, 12+ wounded.', [5]),
        ('BAMAKO - The death toll from an attack on a village in central Mali has risen to 19 after two people died of their wounds, the ministry said on Friday.\n\nArmed men rode into Ségué, in Bankass district, on Wednesday and fired on people returning from the fields. The mayor had on Thursday given a toll of 17.', [19]),
        ('NIAMEY - Eight soldiers were killed and three are missing after an ambush in the west of the country, the defence ministry announced on Thursday.\n\nThe patrol was returning from Mangaizé to Ouallam on Tuesday when it was attacked, the statement said. Ten of the assailants were "neutralised" in the exchange of fire, it added. Six wounded soldiers were flown to Niamey.', [18]),
        ('BAMAKO (AFP) - Six Malian soldiers were killed on Wednesday when their convoy came under fire between Ansongo and Labbezanga, the army said.\n\nThe vehicles were returning from a run when men on motorcycles opened fire. "Ten terrorists were put out of action," it added.', [16]),
        ('BAMAKO (AFP) - Six Malian soldiers were killed and nine wounded when their convoy was ambushed in the centre of the country, the army said late Wednesday.\nThe convoy was attacked on Tuesday between Sokolo and Diabaly by "terrorist armed groups", a statement said. It put the losses on the other side at "at least 14 neutralised".', [20]),
        ('Some ten men arrived at the school of Baraboulé on Monday and poured petrol over the desks. The caretaker was told to leave and nobody was hurt.', [0]),
        ('Bandits broke into the compound of an NGO in Ansongo on Monday and carried off a generator; the guard was tied up but not hurt.', [0]),
        ('During the night of 2 to 3 October armed men entered the health centre in Déou and removed medicines; no casualties are reported.', [0]),
        ('Two rockets were fired at Gao on Monday. One fell on waste ground, the other damaged a house; there were no casualties.', [0]),
        ('A gendarme and three civilians are dead after a suicide bomber blew himself up on Monday at the entrance to the post in Konna. He died in the explosion.', [5]),
        ('A suicide bomber blew up a car at an army checkpoint in Bourem on Monday, killing three soldiers. The bomber also died, and four soldiers were wounded.', [4]),
        ('A truck drove over a mine near Kikara on Monday. The driver died on the spot and his two apprentices were injured; one of them died at the Douentza health centre on Wednesday.', [2]),
        ('Gunmen attacked a post at Tillia on Monday, killing several gendarmes, an official said. A security source put the number of dead at six; the official said eight gendarmes had been buried on Wednesday.', [None]),
        ('Our top story comes from eastern Burkina Faso. The army says its aircraft struck a jihadist base near Madjoari on Monday. According to the general staff, about thirty fighters were killed and a stock of fuel destroyed.', [30]),
        ('The following evening a patrol came under fire at Kablewa on Monday. A gendarme was killed and two others hurt. The assailants withdrew towards the lake, leaving two bodies behind.', [3]),
        ('On Monday armed men attacked five hamlets around Anzourou, in the department of Tillaberi. The toll given by the authorities, first set at 11, was raised yesterday to 16 dead.', [16]),
        ('Militants struck a camp of herders near Bourem on Monday. They killed 15 civilians and two hunters who were guarding the village, the mayor said.', [17]),
        ('Gunmen attacked Bourem on Monday. The chief of the village, his brother and two imams were killed.', [4]),
        ('A school at Bourem was set alight by armed men on Monday. No casualties were reported. The number of schools closed in the province now stands at 61.', [0]),
        ('VDP and jihadists exchanged fire at Bourem on Monday, 1 VDP dead + 3 jihadists.', [4]),
        ('A suicide bomber blew up a truck at Bourem on Monday. An army spokesman did not comment on the allegation of civilian deaths.', [None]),
        ('A man was stabbed at Bourem on Monday by gunmen and is being treated in hospital.', [None]),
        ('Gunmen came to Bourem on Monday. When the head of the market refused, he was shot dead together with his brother.', [2]),
    ],
    "fr": [
        ("Des combattants du JNIM et de l'EIGS se sont affrontés lundi à Tin-Akoff. Douze combattants du JNIM et un nombre indéterminé de l'EIGS ont été tués.", [None]),
        ("Lundi, une escorte de l'armée est tombée dans une embuscade près de Bougouni : quatre soldats tués, dix camions détruits, un nombre inconnu d'assaillants abattus.", [None]),
        ("BAMAKO, 12 octobre (Reuters) - Cinq gendarmes maliens ont été tués et un sixième est porté disparu après une embuscade tendue dimanche sur la route de San à Tominian, a annoncé la gendarmerie.\nLes assaillants ont fait exploser un engin avant de tirer à l'arme lourde. Quatre d'entre eux ont été tués, ajoute le communiqué.", [9]),
        ('OUAGADOUGOU (AIB) - Les forces armées burkinabè ont neutralisé 31 terroristes et repris le contrôle de la localité de Mansila, dans la province du Yagha, a annoncé jeudi l\'état-major.\nL\'opération a été conduite mardi. "Du côté ami, nous déplorons trois tués et cinq blessés", indique le communiqué.', [34]),
        ("Lundi, un véhicule d'une ONG a été arrêté par des hommes armés entre Dori et Gorgadji. Les occupants ont été fouillés. Personne n'a été molesté.", [0]),
        ("Lundi, l'État islamique s'est emparé de Tidermène après le retrait des combattants du MSA ; aucun affrontement ni victime n'est rapporté.", [0]),
        ('Kidal lundi 14h : 2 roquettes tombées hors du camp Barkhane, 0 victime, 0 dégât.', [0]),
        ('Cette nuit des HANI ont volé env 120 vaches à Djebock. Pas de blessés, les bergers étaient au village.', [0]),
        ('Lundi à Sanam, des gardes nationaux abattent trois présumés voleurs de bétail qui avaient ouvert le feu.', [3]),
        ('Deux tirs de roquettes ont frappé Djibo ce matin. Un enfant de neuf ans est mort au centre médical et six habitants sont blessés, dont trois gravement.', [1]),
        ("OUAGADOUGOU - Vingt-deux civils ont été tués dans l'attaque d'un village du nord du Burkina Faso, selon un nouveau bilan communiqué jeudi par le gouverneur, qui avait d'abord fait état d'une vingtaine de morts.\n\nDes hommes armés ont fait irruption lundi à Pobé-Mengao.", [22]),
        ("Une explosion a visé lundi un véhicule de VDP près d'Arbinda : trois volontaires ont été tués et un quatrième a perdu une jambe.", [3]),
        ("Lundi, à Kaya, un jeune homme soupçonné d'être un informateur a été lynché par la foule avant l'arrivée de la police.", [1]),
        ("DIFFA - Des combattants de Boko Haram ont enlevé lundi une vingtaine de femmes dans le village de Kabléwa et tué huit hommes.\n\nL'armée s'est lancée à leur poursuite. Mercredi, elle a accroché un groupe près de Baroua, tué cinq insurgés et récupéré deux fillettes, selon un officier qui n'a fait état d'aucune perte dans ses rangs.", [8, 5]),
        ("Des ONG ont accusé l'armée d'avoir tué au moins 24 civils lundi à Loumana. Le collectif a publié une liste de 24 noms ; un élu en exil parle, lui, de « près de quarante » morts.", [None]),
        ("NIAMEY - Vingt militaires ont été tués dans une embuscade lundi entre Bankilaré et Téra, a annoncé vendredi le ministère.\n\nUne trentaine de terroristes ont été abattus. Le ministère avait d'abord fait état, mardi, de douze morts dans ses rangs.", [50]),
        ("Lundi, une patrouille de Casques bleus a été prise pour cible entre Gao et Bourem. Deux soldats de la paix sont morts ; trois autres ont été transportés à l'hôpital. Un civil, chauffeur d'un camion, a également perdu la vie. Deux assaillants auraient été tués.", [5]),
        ('Niamey - Huit villageois ont péri et une quinzaine de maisons ont brûlé dans une attaque de Boko Haram dans le sud-est du Niger, a annoncé mercredi une radio.\nDans la nuit de dimanche à lundi, des hommes ont traversé la rivière et s\'en sont pris au village de Chétimari. "Ils ont égorgé deux personnes et tiré sur les autres", a dit un responsable.', [8]),
        ("Des jeunes en colère ont saccagé lundi le bureau des douanes à Niangoloko. Tout est parti du décès d'un apprenti chauffeur, tombé d'un camion. On compte onze blessés, dont trois agents.", [None]),
        ("Des hommes armés ont attaqué Bourem lundi. D'après la direction de l'action humanitaire, douze personnes sont mortes.", [12]),
        ("Le bilan de l'attaque menée lundi contre Bourem est passé de 19 à 24 morts.", [24]),
        ("Des hommes armés ont tiré lundi à Bourem. L'infirmier compte 9 corps et 4 blessés.", [9]),
        ("L'armée a établi lundi une base à Bourem. Ni combat ni victime.", [0]),
        ("Lundi, à Bourem, l'État islamique a fait exécuter en public deux hommes accusés de vol.", [2]),
        ('Vingt et un militaires ont été tués lundi à Bourem dans une attaque, a annoncé le ministère, corrigeant un premier bilan de 14 morts.', [21]),
        ('Deux inconnus ont ouvert le feu lundi à Bourem. Un ingénieur a été mortellement atteint.', [1]),
    ],
}  # fmt: skip
TOLD = [(language, *case) for language, cases in CASES.items() for case in cases]


@pytest.mark.parametrize(("language", "text", "killed"), TOLD)
def test_how_many_died(language: str, text: str, killed: list[int | None], reference_tables: Tables) -> None:
    """One figure an incident; None where the text does not say, where it is vague or where sources differ."""
    incidents = extract(text, published=PUBLISHED, tables=reference_tables, language=language).incidents
    tolls = [incident.total("killed") for incident in incidents]
    assert [toll.best if toll else None for toll in tolls] == killed


LEAD = "Gunmen killed at least 21 people in a village of central Mali, and four farmers died the following day, officials said.\n\n"
FIRST = "The first raid hit Bankass on Monday at dawn, the mayor said. Huts were burnt.\n\n"
SECOND = "On Tuesday gunmen opened fire on farmers near Koro, killing four of them, two councillors said."


def killed_in(text: str, tables: Tables) -> list[int | None]:
    incidents = extract(text, published=PUBLISHED, tables=tables, language="en").incidents
    return [toll.best if (toll := incident.total("killed")) else None for incident in incidents]


def test_a_first_sentence_that_counts_the_dead_of_two_incidents_leaves_each_its_own(
    reference_tables: Tables,
) -> None:
    assert killed_in(LEAD + FIRST + SECOND, reference_tables) == [21, 4]


def test_a_first_sentence_with_the_sum_of_two_incidents_is_no_toll_of_the_first(
    reference_tables: Tables,
) -> None:
    lead = "Residents accused volunteers of killing at least 17 people this week.\n\n"
    first = "The first killings took place at Barani on Monday. They shot eleven men.\n\n"
    second = "Six other people were killed the next day at Bomborokuy, an activist said."
    assert killed_in(lead + first + second, reference_tables) == [11, 6]


def test_the_dead_of_an_incident_in_the_same_paragraph_stay_with_it_where_one_paragraph_is_all(
    reference_tables: Tables,
) -> None:
    text = (
        "03/10: attack on soldiers at Koumbri; 12 soldiers and 27 volunteers killed.\n\n"
        "05/10: army drone strike at Djibasso: 12 militants killed."
    )
    assert killed_in(text, reference_tables) == [39, 12]
