"""Which incident a later sentence speaks of, who is meant by "the same group", who struck first, and what is left open."""

from __future__ import annotations

from datetime import date

import pytest

from incidents.ingest.drafts import IncidentDraft
from incidents.ingest.extract import extract, heard
from incidents.ingest.extract.decisions.scene import (
    AROUND,
    Scene,
    candidates,
    is_only_about,
    scene_of,
    speaks_of,
)
from incidents.ingest.extract.decisions.signs import UNNAMED
from incidents.ingest.extract.decisions.suspects import party_signs
from incidents.ingest.extract.text.tokens import Passage, passage
from incidents.ingest.extract.who.actors import actor_mentions
from incidents.ingest.extract.who.cleared import cleared
from incidents.ingest.extract.who.firstblow import ways_of_beginning
from incidents.ingest.extract.who.openquestion import leaves_open, speaks_of_the_same
from incidents.ingest.gazetteer import Tables

PUBLISHED = date(2022, 10, 5)  # a Wednesday
UNNAMED_SLUG = "unidentified-armed-group"
POST = "On Monday gunmen ambushed a convoy of traders near Ansongo, killing four."
WELL = "On Tuesday armed men abducted two herders at Talataye."
TWO = f"{POST}\n\n{WELL}\n\n"


def of(text: str) -> Passage:
    return passage(text, 0, len(text))


def drafts(text: str, tables: Tables, language: str = "en") -> list[IncidentDraft]:
    return list(extract(text, published=PUBLISHED, tables=tables, language=language).incidents)


def done_by(text: str, tables: Tables, language: str = "en") -> list[tuple[str | None, list[str | None]]]:
    return [
        (draft.place.name if draft.place else None, [actor.slug for actor in draft.perpetrators])
        for draft in drafts(text, tables, language)
    ]


@pytest.mark.parametrize(
    ("text", "had_no_part"),
    [
        ("JNIM claimed it; the Islamic State is not active in that province.", ["isgs"]),
        ("JNIM claimed it, and ISGS took no part.", ["isgs"]),
        ("Le Jnim, très présent dans ce secteur, n'a pas réagi.", ["jnim"]),
        ("La CMA, qui contrôle la ville, a condamné les tirs.", ["cma"]),
        ("It was the work of ISGS rather than JNIM.", ["jnim"]),
        ("JNIM attacked the post and ISGS fled.", []),
        ("JNIM attacked the post. Bandits are not active there.", []),
    ],
)
def test_a_party_had_no_part_in_it(text: str, had_no_part: list[str], reference_tables: Tables) -> None:
    """The words belong to the party named last before them."""
    sentence = of(text)
    found = actor_mentions(sentence, reference_tables, "MLI", "2022-10-05")
    starts = cleared(found, sentence)
    assert [
        mention.slug for mention in found if mention.start in starts and not mention.is_unnamed
    ] == had_no_part


@pytest.mark.parametrize(
    ("behind", "convoy", "herders"),
    [
        ("Nothing is known of the authors.", UNNAMED_SLUG, UNNAMED_SLUG),
        ("JNIM claimed the ambush.", "jnim", UNNAMED_SLUG),
        ("JNIM claimed the attack on the convoy of traders.", "jnim", UNNAMED_SLUG),
        ("The mayor of Ansongo accused JNIM.", "jnim", UNNAMED_SLUG),
        ("The mayor of Talataye accused JNIM.", UNNAMED_SLUG, "jnim"),
        ("Residents accused JNIM of the abduction of the herders.", UNNAMED_SLUG, "jnim"),
        ("Local officials blamed JNIM for Monday's attack.", "jnim", UNNAMED_SLUG),
        ("Local authorities attribute both incidents to elements affiliated to JNIM.", "jnim", "jnim"),
        ("The governor accused JNIM of both acts.", "jnim", "jnim"),
        ("The governor accused JNIM.", UNNAMED_SLUG, "jnim"),
    ],
)
def test_who_is_accused_later_did_the_incident_that_the_sentence_speaks_of(
    behind: str, convoy: str, herders: str, reference_tables: Tables
) -> None:
    assert [slugs for _place, slugs in done_by(TWO + behind, reference_tables)] == [[convoy], [herders]]


def test_what_is_said_of_an_incident_further_up_changes_nothing_but_its_doers(
    reference_tables: Tables,
) -> None:
    plain = drafts(TWO, reference_tables)
    told = drafts(f"{TWO}JNIM claimed the attack on the convoy of traders.", reference_tables)
    for before, after in zip(plain, told, strict=True):
        assert (after.place, after.date, after.casualties, after.text_start, after.text_end) == (
            before.place,
            before.date,
            before.casualties,
            before.text_start,
            before.text_end,
        )


def test_a_sentence_on_all_of_them_accuses_those_told_before_it(reference_tables: Tables) -> None:
    text = (
        f"{TWO}Officials accuse JNIM of both attacks.\n\nOn Wednesday unknown men burned a school at Djebok."
    )
    assert [slugs for _place, slugs in done_by(text, reference_tables)] == [
        ["jnim"],
        ["jnim"],
        [UNNAMED_SLUG],
    ]


@pytest.mark.parametrize(
    ("text", "marks"),
    [
        ("Nobody knows who did it.", ["nobody knows"]),
        ("The attackers have not been identified.", ["nobody knows"]),
        ("On ignore qui a tiré.", ["nobody knows", "open"]),
        ("Les voleurs n'ont pas été identifiés.", ["nobody knows", "crime"]),
        ("It looks like a criminal gang.", ["crime"]),
        ("No claim has been made.", ["no claim"]),
        ("L'attaque n'a pas été revendiquée.", ["no claim"]),
        ("It is unclear who fired.", ["nobody knows", "open"]),
        ("JNIM claimed the raid.", []),
        ("Le GSIM a revendiqué l'attaque.", []),
    ],
)
def test_in_which_ways_a_sentence_leaves_it_open(text: str, marks: list[str]) -> None:
    assert list(leaves_open(of(text))) == marks


@pytest.mark.parametrize(
    ("text", "same"),
    [
        ("The same group is presumed to be responsible.", True),
        ("On accuse le même groupe.", True),
        ("A group of men came.", False),
        ("Un groupe armé est venu.", False),
    ],
)
def test_a_sentence_may_mean_who_was_named_before(text: str, same: bool) -> None:
    assert speaks_of_the_same(of(text)) is same


@pytest.mark.parametrize(
    ("text", "slug", "ways"),
    [
        ("JNIM attacked first, the mayor said.", "jnim", ["verb"]),
        ("JNIM fighters attacked an MSA post.", "jnim", ["verb"]),
        ("JNIM fighters attacked an MSA post.", "msa", []),
        ("an assault by JNIM on the MSA", "jnim", ["by"]),
        ("L'origine du combat est imputée au MSA.", "msa", ["by"]),
        ("Les combats, déclenchés par le JNIM, ont opposé le MSA au JNIM.", "jnim", ["by"]),
        (
            "Une patrouille du MSA et des combattants du JNIM, qui l'avaient prise à partie, se sont battus.",
            "jnim",
            ["verb"],
        ),
        ("The JNIM had probably moved first against the MSA.", "jnim", ["verb"]),
        ("JNIM and MSA fighters clashed.", "jnim", []),
        ("JNIM and MSA fighters clashed.", "msa", []),
    ],
)
def test_who_struck_first(text: str, slug: str, ways: list[str], tables: Tables) -> None:
    words = of(text)
    mentions = actor_mentions(words, tables, "MLI", "2022-10-05")
    mention = next(one for one in mentions if one.slug == slug)
    assert list(ways_of_beginning(mention, mentions, words)) == ways


def scene(text: str, tables: Tables, number: int = 0) -> Scene:
    told = drafts(text, tables)
    return scene_of(told[number], heard(text, PUBLISHED, tables, "en"), told)


def test_the_same_group_is_whoever_was_named_last_before_it(tables: Tables) -> None:
    named = scene("Gunmen killed five people in Gao on Monday. Residents accuse JNIM. The same group is feared here.", tables)  # fmt: skip
    assert named.same_as_before == [("jnim", 1)]
    nobody = scene("Gunmen killed five people in Gao on Monday. The same group is feared here.", tables)
    assert nobody.same_as_before == []


def test_what_is_left_open_is_known_of_every_party_by_its_kind(tables: Tables) -> None:
    told = scene(
        "Gunmen killed five people in Gao on Monday. It is not known who sent them. JNIM is near.", tables
    )
    parties = candidates(told)
    signs = {party.side: party_signs(party, parties, told) for party in parties}
    mark = "nobody knows in next kind="
    assert (signs[UNNAMED][f"{mark}{told.kind(UNNAMED)}"], signs["jnim"][f"{mark}2"]) == (1.0, 1.0)


@pytest.mark.parametrize(
    ("text", "sides"),
    [
        (
            "Gunmen killed five people in Gao on Monday as a crowd looked on.",
            ["protesters", "rioters", UNNAMED],
        ),
        ("Gunmen killed five people in Gao on Monday.", [UNNAMED]),
    ],
)
def test_a_crowd_may_have_done_it_where_one_is_named(text: str, sides: list[str], tables: Tables) -> None:
    assert [one.side for one in candidates(scene(text, tables))] == sides


def test_a_sentence_speaks_of_the_incident_whose_own_words_it_shares(reference_tables: Tables) -> None:
    text = f"{POST} The convoy had left Gao.\n\n{WELL} The herders were freed."
    told = scene(text, reference_tables)
    said = {one.passage.text[one.passage.start : one.passage.end]: speaks_of(one, told) for one in told.told}
    assert (said["The convoy had left Gao."], said["The herders were freed."]) == ("here", "there")
    alone = scene(POST, reference_tables)
    assert {speaks_of(sentence, alone) for sentence in alone.told} == {"alone"}


def test_a_very_long_note_is_looked_at_around_the_incident_alone(tables: Tables) -> None:
    long = " ".join(f"Prices rose at market number {number}." for number in range(200))
    text = f"{long}\n\nGunmen killed five people in Gao on Monday.\n\n{long}"
    told = scene(text, tables)
    assert (len(told.told), told.opener) == (2 * AROUND + 1, AROUND)
    assert told.told[told.opener].triggers[0].kind == "killed"
    short = scene("Gunmen killed five people in Gao on Monday. Prices rose.", tables)
    assert (len(short.told), short.opener) == (2, 0)


@pytest.mark.parametrize(
    ("behind", "about"),
    [
        ("There was no claim. ISGS and JNIM are both present in the commune.", ["isgs", "jnim"]),
        ("Nobody knows who did it. JNIM is active in the area.", ["jnim"]),
        # It is not left open, or somebody is suspected.
        ("JNIM is active in the area.", []),
        ("There was no claim. JNIM, which is active in the area, is suspected.", []),
        ("There was no claim. Residents say that JNIM, which is active in the area, was behind it.", []),
        # It did something else as well.
        ("There was no claim. JNIM is active in the area. JNIM threatened the traders in May.", []),
    ],
)
def test_who_is_only_about_where_nobody_knows_who_did_it(
    behind: str, about: list[str], reference_tables: Tables
) -> None:
    text = f"{POST} {behind}"
    (draft,) = extract(
        text, published=PUBLISHED, tables=reference_tables, language="en", learnt=None
    ).incidents
    scene = scene_of(draft, heard(text, PUBLISHED, reference_tables, "en"))
    assert [party.side for party in candidates(scene) if is_only_about(party, scene)] == about


def test_a_group_that_is_only_about_laid_no_mine(reference_tables: Tables) -> None:
    text = "On Monday a mine near Ansongo killed three traders. JNIM is active in the area."
    (draft,) = extract(text, published=PUBLISHED, tables=reference_tables, language="en").incidents
    assert draft.perpetrators == []
