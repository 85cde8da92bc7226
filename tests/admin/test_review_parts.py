"""The parts of the review screen by themselves: names, how sure, controls, what a note leaves for it."""

from __future__ import annotations

from html.parser import HTMLParser

import pytest
from django import forms
from django.test import Client
from django.urls import reverse
from django.utils import translation

from incidents.admin import named
from incidents.admin.confidence import chances, in_words
from incidents.admin.named import Named, names_of
from incidents.admin.namedfield import NamedField
from incidents.admin.plainwidgets import PlainNumber, PlainSelect, PlainSelectMultiple, PlainText
from incidents.models import Evidence, PlaceName, Proposal
from incidents.record import SourceValue
from tests import make
from tests.locale.reading import english_of, read_page

pytestmark = pytest.mark.django_db


class TestNames:
    def test_places_regions_and_actors_are_named_by_one_query(self, django_assert_num_queries):
        with django_assert_num_queries(1):
            names = names_of(places=["ml-ansongo"], regions=["ML07"], actors=["isgs"])
        found = names.get(named.PLACE, "ml-ansongo")
        assert (found.name, found.within) == ("Ansongo", "Ansongo")
        assert found.longitude == pytest.approx(make.place().point.x)
        assert found.latitude == pytest.approx(make.place().point.y)
        assert names.get(named.REGION, "ML07").longitude == pytest.approx(make.region().centre.x)
        assert names.name(named.ACTOR, "isgs") == make.actor().name

    def test_nothing_to_name_asks_nothing(self, django_assert_num_queries):
        with django_assert_num_queries(0):
            assert names_of(places=[], regions=[], actors=[]).get(named.PLACE, None) is None

    def test_a_key_that_the_tables_do_not_know_is_its_own_name_and_lies_nowhere(self):
        assert names_of(places=["atlantis"], regions=[], actors=[]).get(named.PLACE, "atlantis") == Named(
            "atlantis", "atlantis"
        )

    @pytest.mark.parametrize(("language", "name"), [("en", "Menaka Circle"), ("fr", "Ménaka")])
    def test_regions_are_named_in_the_readers_language(self, language, name):
        region = make.place("ml-menaka").region
        type(region).objects.filter(pk=region.pk).update(name="Ménaka", name_en="Menaka Circle")
        with translation.override(language):
            names = names_of(places=["ml-menaka"], regions=[region.pcode], actors=[])
            assert (names.name(named.REGION, region.pcode), names.get(named.PLACE, "ml-menaka").within) == (
                name,
                name,
            )


class TestNamedField:
    @pytest.mark.parametrize(
        ("what", "given", "key"),
        [
            (named.PLACE, ["Ansongo", "ml-ansongo"], "ml-ansongo"),
            (named.PLACE, ["Minaka", ""], "ml-menaka"),
            (named.PLACE, ["ml-menaka", ""], "ml-menaka"),
            # another name beside an old key: the name was typed last
            (named.PLACE, ["Ménaka", "ml-ansongo"], "ml-menaka"),
            (named.PLACE, ["", "ml-ansongo"], ""),
            (named.PLACE, ["  ", ""], ""),
            (named.PLACE, None, ""),
            (named.REGION, ["ml07", ""], "ML07"),
            (named.ACTOR, ["EIGS", ""], "isgs"),
            (named.ACTOR, ["isgs", ""], "isgs"),
        ],
    )
    def test_a_name_or_a_key_gives_the_key(self, what, given, key):
        assert NamedField(what).clean(given) == key

    @pytest.mark.parametrize(
        "given",
        [["Atlantis", ""], ["Atlantis", "ml-ansongo"], ["a\x00b", ""], ["x" * 201, ""], ["'; --", ""]],
    )
    def test_what_nothing_is_called_is_refused(self, given):
        with pytest.raises(forms.ValidationError, match="Nothing is called"):
            NamedField(named.PLACE).clean(given)

    def test_what_several_are_called_is_refused_and_its_key_settles_it(self):
        PlaceName.objects.create(place=make.place("ml-menaka"), name="Ansongo", key="ansongo")
        with pytest.raises(forms.ValidationError, match="Several are called"):
            NamedField(named.PLACE).clean(["Ansongo", ""])
        assert NamedField(named.PLACE).clean(["Ansongo", "ml-menaka"]) == "ml-menaka"

    def test_what_was_shown_and_left_alone_needs_no_look(self, django_assert_num_queries):
        field = NamedField(named.PLACE)
        field.shown = ("Ansongo", "ml-ansongo")
        with django_assert_num_queries(0):
            assert field.clean(["Ansongo", "ml-ansongo"]) == "ml-ansongo"

    def test_it_shows_the_name_and_hides_the_key(self):
        field = NamedField(named.PLACE)
        field.widget.attrs["data-suggest"] = "/places/"
        html = field.widget.render("place", ['An"songo', "ml-ansongo"], {"id": "review-place"})
        assert html.count("data-suggest") == 1
        assert 'id="review-place" name="place"' in html
        assert 'value="An&quot;songo"' in html
        assert 'name="place_key" type="hidden" value="ml-ansongo"' in html


class TestHowSure:
    @pytest.mark.parametrize(
        ("chance", "word"),
        [(None, "no evidence"), (1, "sure"), (0.9, "sure"), (0.89, "likely"), (0.75, "likely"), (0.6, "uncertain"),
         (0.55, "uncertain"), (0.5, "doubtful"), (0, "doubtful")],
    )  # fmt: skip
    def test_a_chance_has_a_word(self, chance, word):
        assert in_words(chance) == word

    def test_better_evidence_is_not_less_sure_and_what_is_not_known_is_not_guessed(self):
        said = [
            chances()(Evidence(field="place", confidence=kind), "en")
            for kind in ("exact", "alias", "inferred", "fuzzy")
        ]
        assert said == sorted(said, reverse=True)
        assert chances()(Evidence(field="place", confidence=""), "en") is None


class TestControls:
    """They say what Django's own say, and escape like them."""

    NASTY = "<b>\"&'"

    @pytest.mark.parametrize("value", ["", "a", NASTY, None])
    def test_a_choice_of_one(self, value):
        choices = [("", "–"), ("a", "A & B"), (self.NASTY, self.NASTY)]
        self.same(PlainSelect(choices=choices), forms.Select(choices=choices), value)

    @pytest.mark.parametrize("value", [[], ["a"], ["a", "b"], None])
    def test_a_choice_of_any(self, value):
        choices = [("a", "A"), ("b", "B")]
        self.same(
            PlainSelectMultiple(attrs={"size": 4}, choices=choices),
            forms.SelectMultiple(attrs={"size": 4}, choices=choices),
            value,
        )

    @pytest.mark.parametrize("value", ["", "22", NASTY, None, 0])
    def test_a_line_and_a_number(self, value):
        self.same(PlainText(), forms.TextInput(), value)
        self.same(PlainNumber(attrs={"min": 0}), forms.NumberInput(attrs={"min": 0}), value)

    def same(self, ours: forms.Widget, theirs: forms.Widget, value: object) -> None:
        attrs = {"id": "x", "aria-invalid": True}
        given, expected = (read_attributes(widget.render("name", value, attrs)) for widget in (ours, theirs))
        assert given == expected


def read_attributes(html: str) -> list[tuple[str, list[tuple[str, str | None]], str]]:
    """(tag, attributes in alphabetical order, text) of every element."""
    found: list[tuple[str, list[tuple[str, str | None]], str]] = []

    class Reader(HTMLParser):
        def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
            found.append((tag, sorted((name, value) for name, value in attrs), ""))

        def handle_data(self, data: str) -> None:
            if data.strip():
                tag, attrs, _text = found[-1]
                found[-1] = (tag, attrs, data.strip())

    Reader().feed(html)
    return found


class TestInFrench:
    def test_the_screen_says_nothing_in_english(self, aissa: Client):
        report = make.report(
            state="proposed", text="Des hommes armés ont tué trois personnes.", language="fr"
        )
        parties = (make.perpetrator(), make.perpetrator(None, role="target", community="tuareg"))
        values = make.record(sources=(SourceValue(report.pk),), involvements=parties, summaries={})
        draft = Proposal.objects.create(kind="create", report=report, values=values.as_json())
        page = aissa.get(reverse("review_one", args=[draft.pk]), headers={"Accept-Language": "fr"})
        assert english_of(read_page(page.content.decode())) == []

    def test_nor_do_a_change_and_an_empty_queue(self, boubacar: Client):
        incident = make.published_incident(summaries={"fr": "Trois personnes tuées."})
        change = make.review.propose(incident, old={"ongoing": False}, new={"ongoing": True}, by=None)
        french = {"Accept-Language": "fr"}
        shown = boubacar.get(reverse("review_one", args=[change.pk]), headers=french)
        make.review.reject(change, by=make.reviewer(), reason="non")
        empty = boubacar.get(reverse("review"), headers=french)
        assert [english_of(read_page(page.content.decode())) for page in (shown, empty)] == [[], []]


def test_a_note_leaves_the_other_places_of_each_draft_for_the_screen(read_note):
    alternatives = read_note[0].report.findings["alternatives"]
    assert len(alternatives) == len(read_note)
    assert all(
        set(candidate) == {"key", "name", "latitude", "longitude"}
        for draft in alternatives
        for candidate in draft
    )
