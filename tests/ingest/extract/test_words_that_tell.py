"""Deeds told in plain verbs: a sentence each, and the kind of event that its words tell."""

from __future__ import annotations

import pytest

from incidents.ingest.extract.text.tokens import passage
from incidents.ingest.extract.tolls.casualties import tolls
from incidents.ingest.extract.what.events import triggers

TELLING: list[tuple[str, str, str]] = [
    ("en", "protest", "Some two hundred young people walked through the streets with branches in their hands."),
    ("en", "protest", "Displaced women blocked the road for several hours to demand water, peacefully."),
    ("en", "protest", "A crowd several thousand strong gathered on the square, demanding that the ambassador go."),
    ("en", "abduction", "Four people were taken off the ferry on Wednesday."),
    ("en", "abduction", "Men took a geologist and his interpreter from the house they rented in Arlit."),
    ("en", "abduction", "Twenty-four passengers were driven into the bush."),
    ("en", "arrest", "Police came for two opposition leaders as they drove home from a meeting."),
    ("en", "arrest", "Plain-clothes police picked up a columnist and a comedian in Ouagadougou."),
    ("en", "weapons", "An army engineering team located a second charge and disarmed it around noon."),
    ("en", "weapons", "Engineers found a second charge in a culvert and blew it in place."),
    ("en", "suicide", "A car crammed with explosives was driven at the gates of the barracks."),
    ("en", "shelling", "A river boat packed with families was hit by at least three rockets."),
    ("en", "airstrike", "Aircraft caught several terrorists under trees and wiped them out."),
    ("fr", "abduction", "Son patron a été pris cette nuit par les gens de la brousse."),
    ("fr", "abduction", "Quatre employés manquent à l'appel, leur ambulance a été retrouvée vide."),
    ("fr", "abduction", "L'infirmier et le chauffeur ont été forcés de descendre puis conduits vers la brousse."),
    ("fr", "abduction", "Le prêtre a été tiré de son presbytère par huit inconnus."),
    ("fr", "arrest", "Une figure de la contestation a été cueillie chez elle par des gendarmes."),
    ("fr", "arson", "L'école a flambé mardi soir."),
    ("fr", "explosion", "Une charge a éventré le tube non loin de Gaya."),
    ("fr", "ambush", "La patrouille est tombée dans un traquenard."),
    ("fr", "weapons", "Les artificiers ont mis au jour une seconde charge, détruite sur place."),
    ("fr", "airstrike", "Un avion de l'armée a frappé leurs pick-up à la sortie du bourg."),
    ("fr", "merger", "Les mouvements proclament leur dissolution et leur fondation en une seule organisation."),
]  # fmt: skip


@pytest.mark.parametrize(("language", "kind", "sentence"), TELLING)
def test_a_verb_tells_the_event(language: str, kind: str, sentence: str) -> None:
    told = [word.kind for word in triggers(passage(sentence, 0, len(sentence)), language) if word.is_verb]
    assert kind in told


@pytest.mark.parametrize(
    ("sentence", "dead"),
    [
        ("Hier, des gars sur quatre motos ont descendu trois bergers.", [3]),
        ("Un groupe d'hommes en armes a fauché quinze habitants à la sortie de la mosquée.", [15]),
        ("Les élèves sont descendus dans la rue.", []),
        ("Il est descendu de sa moto.", []),
    ],
)
def test_whom_somebody_shot_down(sentence: str, dead: list[int]) -> None:
    told = tolls(passage(sentence, 0, len(sentence)), "fr")
    assert [group.toll.best for toll in told for group in toll.people] == dead
