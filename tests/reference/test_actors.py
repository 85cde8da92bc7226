"""Actors: every code resolves, names come in English and French, changed names carry their years."""

from __future__ import annotations

from collections import Counter

import pytest

from incidents.codes import ActorRelationKind, Community, Inter, NameKind
from incidents.reference import ActorNameRow, actor_names, actor_relations, actors, regions

# Parties from countries that the table of regions does not hold.
OTHER_COUNTRIES = {"FRA", "USA", "RUS", "DEU"}
# Two forces go by the same three letters; the country of the report decides.
SHARED_NAMES = {"FDS": {"fds-burkina", "fds-niger"}}


def names_of(slug: str, kind: str) -> set[tuple[str, str | None, str | None, str | None]]:
    return {
        (row.name, row.language, row.valid_from, row.valid_to)
        for row in actor_names()
        if (row.actor, row.kind) == (slug, kind)
    }


def found(spelling: str) -> set[str]:
    return {row.actor for row in actor_names() if row.name.casefold() == spelling.casefold()}


def test_holds_more_than_a_hundred_actors():
    assert len(actors()) >= 100


def test_slugs_are_unique():
    assert [slug for slug, count in Counter(row.slug for row in actors()).items() if count > 1] == []


def test_every_code_is_of_the_vocabulary():
    assert {row.inter for row in actors()} == set(Inter.values)
    assert {row.community for row in actors()} - {None} <= set(Community.values)
    assert {row.kind for row in actor_names()} <= set(NameKind.values)
    assert {row.relation for row in actor_relations()} <= set(ActorRelationKind.values)


def test_every_country_is_known():
    known = {row.code for row in regions() if row.level == 0} | OTHER_COUNTRIES

    assert {row.country for row in actors()} - {None} - known == set()


def test_every_name_and_relation_belongs_to_an_actor():
    slugs = {row.slug for row in actors()}

    assert {row.actor for row in actor_names()} == slugs
    assert {row.actor for row in actor_relations()} | {row.other for row in actor_relations()} <= slugs


@pytest.mark.parametrize("language", ["en", "fr"])
def test_every_actor_has_an_official_name_in_each_language(language):
    named = {
        row.actor for row in actor_names() if row.kind == "official" and row.language in (language, None)
    }

    assert [row.slug for row in actors() if row.slug not in named] == []


def test_no_actor_bears_a_name_twice_in_one_language():
    count = Counter((row.actor, row.name, row.language, row.valid_from) for row in actor_names())

    assert [name for name, times in count.items() if times > 1] == []


def test_a_name_belongs_to_one_actor_but_for_the_listed_ones():
    owners: dict[str, set[str]] = {}
    for row in actor_names():
        owners.setdefault(row.name, set()).add(row.actor)

    assert {name: slugs for name, slugs in owners.items() if len(slugs) > 1} == SHARED_NAMES


def _backwards(row: ActorNameRow) -> bool:
    return bool(row.valid_from and row.valid_to and row.valid_from > row.valid_to)


def test_no_span_ends_before_it_begins():
    assert [row.name for row in actor_names() if _backwards(row)] == []
    assert [r.slug for r in actors() if r.active_from and r.active_to and r.active_from > r.active_to] == []
    assert [r for r in actor_relations() if r.valid_from and r.valid_to and r.valid_from > r.valid_to] == []


def test_the_islamic_state_in_the_sahel_changed_its_name_twice():
    assert names_of("isgs", "official") == {
        ("Islamic State in the Greater Sahara", "en", "2015", "2019"),
        ("État islamique dans le Grand Sahara", "fr", "2015", "2019"),
        ("Islamic State West Africa Province - Greater Sahara", "en", "2019", "2022"),
        ("État islamique en Afrique de l'Ouest - Grand Sahara", "fr", "2019", "2022"),
        ("Islamic State Sahel Province", "en", "2022", None),
        ("État islamique - Province du Sahel", "fr", "2022", None),
    }


def test_the_strategic_framework_changed_its_name_before_it_merged():
    assert names_of("csp", "acronym") == {
        ("CSP", None, None, None),
        ("CSP-PSD", None, "2021-05", "2024-04"),
        ("CSP-DPA", None, "2024-04", "2024-11"),
    }


@pytest.mark.parametrize(
    ("spelling", "slug"),
    [
        ("ISGS", "isgs"),
        ("EIGS", "isgs"),
        ("ISSP", "isgs"),
        ("JNIM", "jnim"),
        ("GSIM", "jnim"),
        ("EIAO", "iswap"),
        ("AQMI", "aqim"),
        ("FAMa", "fama"),
        ("armée malienne", "fama"),
        ("Malian troops", "fama"),
        ("Barkhane", "barkhane"),
        ("French troops", "french-forces"),
        ("forces françaises", "french-forces"),
        ("MINUSMA", "minusma"),
        ("casques bleus", "minusma"),
        ("gunmen", "unidentified-armed-group"),
        ("hommes armés non identifiés", "unidentified-armed-group"),
        ("armed bandits", "unidentified-armed-group"),
        ("présumés jihadistes", "unidentified-islamist-militia"),
        ("Volunteers for the Defence of the Homeland", "vdp"),
        ("MSA-D", "msa-d"),
        ("GATIA", "gatia"),
        ("Wagner", "wagner"),
        ("Lakurawa", "lakurawa"),
        ("Civils", "civilians"),
    ],
)
def test_a_spelling_leads_to_one_actor(spelling, slug):
    assert found(spelling) == {slug}


@pytest.mark.parametrize(
    ("slug", "inter"),
    [
        ("fama", Inter.STATE_FORCES),
        ("jnim", Inter.REBEL_GROUP),
        ("vdp", Inter.POLITICAL_MILITIA),
        ("unidentified-armed-group", Inter.POLITICAL_MILITIA),
        ("dogon-militia", Inter.IDENTITY_MILITIA),
        ("rioters", Inter.RIOTERS),
        ("protesters", Inter.PROTESTERS),
        ("civilians", Inter.CIVILIANS),
        ("barkhane", Inter.EXTERNAL_OTHER),
    ],
)
def test_inter_says_what_kind_of_actor_it_is(slug, inter):
    assert [row.inter for row in actors() if row.slug == slug] == [inter]


@pytest.mark.parametrize(
    ("actor", "relation", "other"),
    [
        ("katiba-macina", "member_of", "jnim"),
        ("katiba-serma", "member_of", "katiba-macina"),
        ("isgs", "split_from", "al-mourabitoun"),
        ("iswap", "split_from", "boko-haram"),
        ("csp", "renamed_to", "fla"),
        ("mujao", "merged_into", "al-mourabitoun"),
        ("vdp", "allied_with", "burkina-armed-forces"),
    ],
)
def test_holds_the_relations_that_explain_a_report(actor, relation, other):
    assert (actor, relation, other) in {(row.actor, row.relation, row.other) for row in actor_relations()}


def test_membership_never_runs_in_a_circle():
    above: dict[str, set[str]] = {}
    for row in actor_relations():
        if row.relation == "member_of":
            above.setdefault(row.actor, set()).add(row.other)

    def reaches(start: str, goal: str, seen: frozenset[str] = frozenset()) -> bool:
        return any(
            other == goal or (other not in seen and reaches(other, goal, seen | {other}))
            for other in above.get(start, ())
        )

    assert [slug for slug in above if reaches(slug, slug)] == []


def test_generic_actors_have_no_leader_and_no_dates():
    generic = [row for row in actors() if row.slug.startswith("unidentified-") or row.inter in (5, 6, 7)]

    assert [row.slug for row in generic if row.leaders or row.active_from or row.active_to] == []
