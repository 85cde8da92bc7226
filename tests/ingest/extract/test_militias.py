"""Armed men named by their people or as volunteers, "the Force", and patrols of a nation."""

from __future__ import annotations

from datetime import date

import pytest

from incidents.ingest.extract import extract
from incidents.ingest.extract.text.tokens import passage
from incidents.ingest.extract.who.actors import actor_mentions
from incidents.ingest.extract.who.militias import armed_community, volunteers
from incidents.ingest.gazetteer import Tables

UNNAMED = "unidentified-armed-group"


def slugs(text: str, tables: Tables, country: str = "MLI", day: str = "2022-10-05") -> list[str | None]:
    return [mention.slug for mention in actor_mentions(passage(text, 0, len(text)), tables, country, day)]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("attaque attribuée à des hommes armés peuls", ["fulani-militia"]),
        ("attaque attribuée à des hommes armés", [UNNAMED]),
        ("Fulani and Dogon militias clashed", ["fulani-militia", "dogon-militia"]),
        ("entre les groupes d'autodéfense peuls et dogons", ["fulani-militia", "dogon-militia"]),
        ("entre chasseurs dozos et hommes armés peuls", ["dozos", "fulani-militia"]),
        ("accuse les milices d'autodéfense koglweogo", ["koglweogo"]),
        ("accuse les milices d'autodéfense", ["unidentified-communal-militia"]),
        ("un comité de vigilance a tendu une embuscade", ["unidentified-communal-militia"]),
        ("Al Mourabitoun militants fired rockets", ["al-mourabitoun"]),
        ("fighters loyal to the preacher Amadou Koufa", ["katiba-macina"]),
        ("des combattants dirigés par Amadou Koufa", ["katiba-macina"]),
        ("Fulani and Dogon elders met", []),
        ("les éleveurs peuls et dogons", []),
    ],
)
def test_armed_men_are_those_of_their_people(
    text: str, expected: list[str], reference_tables: Tables
) -> None:
    assert slugs(text, reference_tables) == expected


@pytest.mark.parametrize(
    ("text", "country", "day", "expected"),
    [
        ("six volunteers were killed", "BFA", "2022-10-05", ["vdp"]),
        ("six volontaires ont été tués", "BFA", "2022-10-05", ["vdp"]),
        ("a volunteer unit was ambushed", "BFA", "2022-10-05", ["vdp"]),
        ("six volunteers were killed", "BFA", "2019-10-05", []),
        ("six volunteers were killed", "MLI", "2022-10-05", []),
        ("six health volunteers were killed", "BFA", "2022-10-05", []),
        ("six volontaires humanitaires ont été enlevés", "BFA", "2022-10-05", []),
        ("volunteers of the Red Cross and Red Cross volunteers", "BFA", "2022-10-05", ["vdp"]),
    ],
)
def test_volunteers_are_the_auxiliaries_of_burkina_faso_since_the_law(
    text: str, country: str, day: str, expected: list[str], reference_tables: Tables
) -> None:
    assert slugs(text, reference_tables, country, day) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("le contingent tchadien de la Force", ["minusma"]),
        ("an officer of the Force said", ["minusma"]),
        ("la Force conjointe du G5", ["g5-sahel"]),
        ("la force de l'habitude", []),
        ("une patrouille malienne est tombée", ["fama"]),
        ("a Malian patrol was ambushed", ["fama"]),
    ],
)
def test_the_force_is_the_missions_and_a_patrol_is_its_nations(
    text: str, expected: list[str], reference_tables: Tables
) -> None:
    assert slugs(text, reference_tables) == expected


@pytest.mark.parametrize(
    ("text", "position", "expected"),
    [
        ("Dogon militiamen came", 0, ("dogon", 2)),
        ("armed Fulani men came", 0, ("fulani", 3)),
        ("Fulani and Dogon militiamen came", 0, ("fulani", 1)),
        ("Fulani and Dogon farmers came", 0, ("", 0)),
        ("miliciens peuls et dogons", 3, ("dogon", 1)),
        ("villageois peuls et dogons", 3, ("", 0)),
    ],
)
def test_the_community_and_how_many_words_say_so(text: str, position: int, expected: tuple[str, int]) -> None:
    assert armed_community(passage(text, 0, len(text)), position) == expected


def test_a_volunteer_who_helps_is_none_who_fights() -> None:
    for text, expected in (("civilian volunteers fell", 2), ("volunteers fell", 1), ("youth volunteers", 0)):
        words = passage(text, 0, len(text))
        position = 1 if text.startswith("youth") else 0
        assert volunteers(words, position) == expected


BOTH = ["dogon-militia", "fulani-militia"]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("On Monday Dogon and Fulani elders signed a peace agreement at Koro.", BOTH),
        ("Des délégués dogons et peuls ont signé lundi à Koro un accord de bonne entente.", BOTH),
        ("Les communautés dogon et peule ont signé lundi un accord de paix à Koro.", BOTH),
        ("On Monday a clash between Dogon farmers and Fulani herders near Koro killed six.", BOTH),
        (
            "On Monday communal militias of Fulani herders and Zarma farmers clashed near Filingué.",
            ["fulani-militia", "zarma-militia"],
        ),
        # A party that is named signed for itself, a people alone signed with somebody else.
        ("On Monday the CMA and the Platform signed an agreement at Kidal before Tuareg and Arab elders.",
         ["cma", "plateforme"]),
        ("On Monday Dogon elders signed a peace agreement at Koro.", []),
        ("On Monday Dogon, Fulani and Bambara elders signed a peace agreement at Koro.",
         ["dogon-militia", "fulani-militia", "bambara-militia"]),
    ],
)  # fmt: skip
def test_two_peoples_that_fight_or_agree_are_each_their_armed_men(
    text: str, expected: list[str], reference_tables: Tables
) -> None:
    (draft,) = extract(text, published=date(2022, 10, 5), tables=reference_tables).incidents
    assert [actor.slug for actor in draft.perpetrators] == expected
