"""What a confirmation teaches, and what it must not."""

from __future__ import annotations

from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from incidents import learning, review
from incidents.ingest import knownnames
from incidents.ingest.extract import extract
from incidents.models import Actor, ActorName, Incident, Place, PlaceName, Proposal, Source
from incidents.record import IncidentRecord
from incidents.removal import delete_incidents, delete_reports
from tests import make
from tests.learning.drafts import confirmed, drafted, written

pytestmark = pytest.mark.django_db

NOTE = "Gunmen killed three civilians at {} on 30 September 2018, an official of the region said."
KEY_EVIDENCE = ("place-key", "fuzzy")


def learnt_places() -> list[tuple[str, str]]:
    return list(PlaceName.objects.filter(kind="learnt").values_list("place__key", "name"))


def learnt_actors() -> list[tuple[str, str]]:
    return list(ActorName.objects.filter(kind="learnt").values_list("actor__slug", "name"))


def of_place(words: str, rule: str = "place-key", **fields: Any) -> Proposal:
    return written(NOTE.format(words), {"place": (words, rule, "fuzzy")}, **fields)


def of_party(words: str, role: str = "perpetrator", **fields: Any) -> Proposal:
    text = f"On 30 September 2018 {words} killed three people at Ansongo."
    return written(text, {f"actors.{role}": (words, "actor-name", "alias")}, **fields)


class TestPlaces:
    def test_the_words_of_a_place_that_was_kept_become_its_name_with_their_origin(self):
        proposal = of_place("Ansongolaou", place="ml-ansongo")
        confirmed(proposal)
        name = PlaceName.objects.get(kind="learnt")
        assert (name.place, name.name, name.key, name.origin.report, name.origin.confirmed_by) == (
            make.place("ml-ansongo"), "Ansongolaou", "ansongolau", proposal.report, make.editor(),
        )  # fmt: skip
        assert name.origin.confirmed_at is not None

    def test_the_words_of_a_place_that_was_chosen_become_its_name(self):
        confirmed(of_place("Tin-Tadeini", "place-unresolved", place=None), place="ml-menaka")
        assert learnt_places() == [("ml-menaka", "Tin-Tadeini")]

    def test_the_next_report_is_read_with_the_learnt_name(self):
        confirmed(of_place("Tin-Tadeini", "place-unresolved", place=None), place="ml-menaka")
        draft = drafted(NOTE.format("Tin-Tadeini"))
        assert draft.values["place"] == "ml-menaka"

    @pytest.mark.parametrize(
        "words", ["Mine", "Village", "Nord", "Camp", "Gunmen", "September", "Ana", "ansongolaou", "Kobe 17"]
    )
    def test_common_words_short_words_and_words_without_a_capital_are_no_names(self, words):
        assert not learning.may_name_a_place(words)

    @pytest.mark.parametrize(
        ("words", "place"),
        [
            ("Tillabéri", "ml-ansongo"),
            ("Sahel", "ml-ansongo"),
            ("Gourma", "ml-ansongo"),
        ],
    )
    def test_the_name_of_a_region_is_not_learnt(self, words, place):
        confirmed(of_place(words, place=None), place=place)
        assert learnt_places() == []

    def test_a_name_that_the_place_has_already_is_not_learnt_again(self):
        confirmed(of_place("Ansongo", "place-exact"))
        assert learnt_places() == []

    def test_capitals_and_accents_make_no_new_name(self):
        confirmed(of_place("ANSÓNGO", "place-exact"))
        assert learnt_places() == []

    def test_another_spelling_of_the_same_sound_is_learnt_since_a_sound_alone_never_decides(self):
        confirmed(of_place("Ansonggo"))
        assert learnt_places() == [("ml-ansongo", "Ansonggo")]

    def test_words_that_mean_another_place_near_by_stay_ambiguous(self):
        near = Place.objects.create(
            key="x-near", name="Kel Tabonnant", feature="village", country="MLI", point=make.place().point
        )
        PlaceName.objects.create(place=near, name="Kel Tabonnant", key="keltabonant", kind="official")
        confirmed(of_place("Kel Tabonnant", place=None), place="ml-ansongo")
        assert learnt_places() == []

    def test_a_namesake_far_away_does_not_matter(self):
        far = Place.objects.create(
            key="x-far", name="Kel Tabonnant", feature="village", country="MLI",
            point=make.place("ml-kayes").point,
        )  # fmt: skip
        PlaceName.objects.create(place=far, name="Kel Tabonnant", key="keltabonant", kind="official")
        confirmed(of_place("Kel Tabonnant", place=None), place="ml-ansongo")
        assert learnt_places() == [("ml-ansongo", "Kel Tabonnant")]

    @pytest.mark.parametrize(
        ("rule", "changes"),
        [
            ("place-offset", {}),
            ("place-road", {}),
            ("place-region", {}),
            ("place-key", {"geo_precision": "near"}),
            ("place-key", {"longitude": 0.7, "latitude": 15.8, "radius_m": 2000}),
            ("place-key", {"second_place": "ml-menaka"}),
            ("place-key", {"place": None, "stated_region": "ML07"}),
        ],
        ids=["offset", "road", "region", "near it", "a point of its own", "two places", "no place"],
    )
    def test_words_that_do_not_name_the_place_itself_are_not_learnt(self, rule, changes):
        confirmed(of_place("Ansongolaou", rule), **changes)
        assert learnt_places() == []

    def test_two_names_in_the_evidence_are_not_told_apart(self):
        text = "Gunmen killed three at Tadeini and at Alkama on 30 September 2018."
        proposal = written(text, {"place": ("Tadeini", *KEY_EVIDENCE)})
        start = text.index("Alkama")
        proposal.evidence.create(
            report=proposal.report,
            field="place",
            start=start,
            end=start + 6,
            rule="place-key",
            confidence="fuzzy",
        )
        confirmed(proposal)
        assert learnt_places() == []

    def test_a_learnt_name_never_outranks_a_curated_place_of_that_name(self):
        PlaceName.objects.create(place=make.place("ml-menaka"), name="Kayes", key="kayes", kind="learnt")
        knownnames.forget()
        tables = knownnames.tables_from_database()
        assert tables is not None
        note = extract(NOTE.format("Kayes"), published=make.PUBLISHED.date(), tables=tables)
        assert note.incidents[0].place is not None
        assert note.incidents[0].place.key == "ml-kayes"


class TestActors:
    def test_the_words_of_the_one_party_become_a_name_of_the_actor(self):
        proposal = of_party("Katiba Tassight", involvements=(make.perpetrator("isgs"),))
        confirmed(proposal)
        name = ActorName.objects.get(kind="learnt")
        assert (name.actor, name.name, name.language, name.origin.report, name.origin.confirmed_by) == (
            make.actor("isgs"), "Katiba Tassight", "en", proposal.report, make.editor(),
        )  # fmt: skip

    def test_a_party_that_no_table_knew_is_learnt_by_its_words(self):
        unknown = make.perpetrator(None, words="Front de Libération de Tassight")
        proposal = of_party("the gunmen", involvements=(unknown,))
        confirmed(proposal, involvements=[{**unknown.__dict__, "actor": "isgs"}])
        assert learnt_actors() == [("isgs", "Front de Libération de Tassight")]

    @pytest.mark.parametrize(
        "words",
        [
            "gunmen", "Gunmen", "Armed men", "the army", "Soldiers", "hommes armés non identifiés", "Jihadists",
            "Djihadistes présumés", "Malian soldiers", "The militants", "Malian forces", "GAT armés",
            "Groupe armé terroriste", "Armed group",
        ],
    )  # fmt: skip
    def test_a_description_is_never_a_name(self, words):
        assert not learning.may_name_a_group(words)

    @pytest.mark.parametrize(
        "words",
        [
            "Ahmed Ag Alhousseini", "Colonel Traoré", "Abou Walid al-Sahraoui", "Amadou Diallo", "Emir Jamaat Kouffa",
            "Iyad Ag Ghaly", "Sheikh Oumar's brigade", "Moussa",
        ],
    )  # fmt: skip
    def test_a_persons_name_is_never_learnt(self, words):
        assert not learning.may_name_a_group(words)

    @pytest.mark.parametrize(
        "words", ["FLT", "MNSA-D", "Katiba Tassight", "Mouvement du Tassight", "Tassight Brigade"]
    )
    def test_acronyms_and_names_of_groups_are(self, words):
        assert learning.may_name_a_group(words)

    @pytest.mark.parametrize(
        ("actors", "reason"),
        [
            (("unidentified-armed-group",), "nobody"),
            ((None,), "nobody named"),
            (("civilians",), "people"),
            (("isgs", "jnim"), "two of them"),
        ],
    )
    def test_nothing_is_learnt_where_it_is_not_plain_who_is_meant(self, actors, reason):
        confirmed(
            of_party("Katiba Tassight", involvements=tuple(make.perpetrator(actor) for actor in actors))
        )
        assert learnt_actors() == [], reason

    def test_a_name_that_some_actor_has_is_not_given_to_another(self):
        confirmed(of_party("JNIM", involvements=(make.perpetrator("isgs"),)))
        assert learnt_actors() == []

    def test_a_leaders_name_is_not_learnt(self):
        Actor.objects.filter(slug="isgs").update(leaders=["Katiba Tassight"])
        confirmed(of_party("Katiba Tassight", involvements=(make.perpetrator("isgs"),)))
        assert learnt_actors() == []

    def test_a_fictional_actor_learns_nothing(self):
        Actor.objects.filter(slug="isgs").update(synthetic=True)
        confirmed(of_party("Katiba Tassight", involvements=(make.perpetrator("isgs"),)))
        assert learnt_actors() == []


class TestWhen:
    def test_a_report_that_is_taken_away_leaves_the_name(self):
        proposal = of_place("Ansongolaou")
        incident = confirmed(proposal)
        delete_incidents([incident.pk])
        assert delete_reports([proposal.report_id]) == 1
        name = PlaceName.objects.get(kind="learnt")
        assert (name.name, name.origin.report, name.origin.confirmed_by) == (
            "Ansongolaou",
            None,
            make.editor(),
        )

    def test_sample_data_teaches_nothing(self):
        sample = Source.objects.create(name="Sample of tests", kind="sample")
        confirmed(of_place("Ansongolaou", source_=sample))
        assert learnt_places() == []

    def test_a_rejected_draft_teaches_nothing(self):
        review.reject(of_place("Ansongolaou"), by=make.editor(), reason="an old event")
        assert learnt_places() == []

    def test_a_confirmation_that_fails_leaves_no_name(self):
        proposal = of_place("Ansongolaou")
        values = IncidentRecord.from_json(proposal.values).with_values({"date_start": "2018-02-30"})
        with pytest.raises(review.ReviewError):
            review.confirm(proposal, by=make.editor(), values=values)
        assert learnt_places() == []
        assert Incident.objects.unpublished_too().count() == 0

    def test_what_the_editor_made_of_the_draft_is_kept_beside_it(self):
        proposal = of_place("Ansongolaou")
        confirmed(proposal, event_type="battles", sub_event_type=None)
        proposal.refresh_from_db()
        assert (proposal.values["event_type"], proposal.confirmed["event_type"]) == (
            "violence_against_civilians", "battles",
        )  # fmt: skip

    def test_a_draft_with_many_parties_takes_no_more_queries_than_one_with_few(self):
        def queries(parties: int) -> int:
            spans = {"place": ("Ansongolaou", "place-key", "fuzzy")}
            words = [f"Katiba Tassight{n:02}" for n in range(parties)]
            text = NOTE.format("Ansongolaou") + " ".join(words)
            involvements = tuple(make.perpetrator(None, words=name) for name in words)
            proposal = written(text, spans, involvements=involvements)
            spans_of = list(proposal.evidence.all())
            final = IncidentRecord.from_json(proposal.values).with_values(
                {"involvements": [{**row.__dict__, "actor": "isgs"} for row in involvements]}
            )
            PlaceName.objects.filter(kind="learnt").delete()
            ActorName.objects.filter(kind="learnt").delete()
            assert proposal.report is not None
            by = make.editor()
            with CaptureQueriesContext(connection) as counted:
                learning.learn(proposal, spans_of, final, by=by)
            return len(counted)

        assert queries(1) == queries(9)


@pytest.mark.usefixtures("plain_static_files")
class TestWhoSeesThem:
    def test_the_public_is_not_told_a_learnt_name_until_an_editor_makes_it_an_alias(self):
        confirmed(of_place("Ansongolaou"))
        confirmed(of_party("Katiba Tassight", involvements=(make.perpetrator("isgs"),)))

        def found() -> tuple[int, int, bool, bool]:
            client = Client()
            places = client.get("/api/v1/places/?q=Ansongolaou").json()["results"]
            actors = client.get("/api/v1/actors/?q=Tassight").json()["results"]
            isgs = next(
                row for row in client.get("/api/v1/actors/?q=isgs").json()["results"] if row["slug"] == "isgs"
            )
            page = client.get("/actors/isgs/").content.decode()
            return len(places), len(actors), "Katiba Tassight" in str(isgs), "Katiba Tassight" in page

        assert found() == (0, 0, False, False)
        PlaceName.objects.filter(kind="learnt").update(kind="alias")
        ActorName.objects.filter(kind="learnt").update(kind="alias")
        assert found() == (1, 1, True, True)

    def test_an_editor_sees_where_it_was_learnt_and_removes_it(self, client):
        proposal = of_place("Ansongolaou")
        confirmed(proposal)
        make.editor().__class__.objects.filter(pk=make.editor().pk).update(is_staff=True)
        client.force_login(make.editor())
        address = f"/admin/incidents/place/{make.place().pk}/change/"
        page = client.get(address).content.decode()
        assert f'<a href="/admin/incidents/report/{proposal.report_id}/change/">' in page
        assert make.editor().has_perm("incidents.delete_placename")
        assert make.editor().has_perm("incidents.delete_actorname")
