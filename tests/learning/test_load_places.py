"""A loaded gazetteer lies beside the curated places and below them."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from django.core.management import CommandError, call_command

from incidents import bulkplaces, pcodes
from incidents.bulkplaces import load, remove
from incidents.curated import load_reference
from incidents.models import Place, PlaceName, Proposal, Region
from tests import make
from tests.learning.countryfile import line
from tests.learning.drafts import confirmed, written

pytestmark = pytest.mark.django_db

TADEINI = line(1, "Tadeini", 15.7, 0.9, others="Tadaini")
ALKAMA = line(2, "Alkama", 15.8, 1.0, "H.WLL")
GAO_UNIT = line(90, "Gao Region", 16.3, 0.0, "A.ADM1", unit1="09")


def columns(key: str) -> tuple[Any, ...]:
    row = Place.objects.get(key=key)
    assert row.point is not None
    return row.name, row.feature, row.country, *row.point.coords, row.radius_m, row.curated, row.origin


class TestLoading:
    def test_places_with_their_names(self):
        told = load([TADEINI, ALKAMA, line(3, "Wadi Tadeini", 15.7, 0.9, "H.WAD")])
        assert (told.new, told.not_kept, told.bad) == (2, 1, [])
        assert columns("geonames-1") == ("Tadeini", "village", "MLI", 0.9, 15.7, 2000, False, "geonames")
        assert list(PlaceName.objects.filter(place__key="geonames-1").values_list("name", "key", "kind")) == [
            ("Tadaini", "tadaini", "alias"), ("Tadeini", "tadeini", "official"),
        ]  # fmt: skip

    def test_a_second_run_changes_nothing(self):
        load([TADEINI, ALKAMA])
        before = list(Place.objects.values_list()), list(PlaceName.objects.values_list())
        told = load([TADEINI, ALKAMA])
        assert (told.new, told.changed, told.same, told.removed) == (0, 0, 2, 0)
        assert (list(Place.objects.values_list()), list(PlaceName.objects.values_list())) == before

    def test_a_newer_file_changes_what_differs_and_adds_names(self):
        load([TADEINI, ALKAMA])
        told = load([line(1, "Tadeini", 15.71, 0.9, others="Tadaini,Tadeyni"), ALKAMA])
        assert (told.new, told.changed, told.same) == (0, 1, 1)
        assert columns("geonames-1")[3:5] == (0.9, 15.71)
        assert PlaceName.objects.filter(place__key="geonames-1").count() == 3

    def test_bad_lines_are_told_and_the_others_loaded(self):
        told = load([TADEINI, "rubbish\n", ALKAMA])
        assert [(bad.line, bad.reason) for bad in told.bad] == [(2, "has 1 columns, not 19")]
        assert told.new == 2

    def test_a_number_that_occurs_twice_counts_once(self):
        assert load([TADEINI, TADEINI]).new == 1


class TestCuratedPlaces:
    def test_the_same_name_near_by_is_the_same_spot(self):
        point = make.place("ml-ansongo").point
        told = load([line(5, "ANSONGO", point.y + 0.03, point.x), TADEINI])
        assert (told.curated, told.new) == (1, 1)
        assert not Place.objects.filter(key="geonames-5").exists()

    def test_an_alias_of_a_curated_place_near_by_is_the_same_spot(self):
        place = make.place("ml-ansongo")
        PlaceName.objects.create(place=place, name="Tadeini", key="tadeini", kind="alias")
        assert load([line(1, "Tadeini", place.point.y, place.point.x)]).curated == 1

    def test_the_same_name_far_away_is_another_place(self):
        assert load([line(1, "Ansongo", 14.0, -5.0)]).new == 1

    def test_curated_rows_are_never_written_over(self):
        before = list(Place.objects.filter(curated=True).order_by("pk").values_list())
        load([TADEINI, line(5, "Ansongo", 15.66, 0.5)])
        assert list(Place.objects.filter(curated=True).order_by("pk").values_list()) == before

    def test_a_loaded_place_that_an_editor_vouches_for_is_left_alone(self):
        load([TADEINI])
        Place.objects.filter(key="geonames-1").update(curated=True, name="Tadeini-Est")
        told = load([TADEINI])
        assert (told.new, told.changed) == (0, 0)
        assert columns("geonames-1")[0] == "Tadeini-Est"

    def test_saving_a_correction_vouches_for_a_place(self, client):
        load([TADEINI])
        client.force_login(make.admin())
        place = Place.objects.get(key="geonames-1")
        names = {"names-TOTAL_FORMS": "0", "names-INITIAL_FORMS": "0"}
        given = {
            "key": "geonames-1",
            "name": "Tadeini",
            "feature": "village",
            "country": "MLI",
            "radius_m": "2000",
        }
        client.post(
            f"/admin/incidents/place/{place.pk}/change/",
            {**given, **names, "longitude": "0.95", "latitude": "15.7"},
        )
        assert columns("geonames-1") == ("Tadeini", "village", "MLI", 0.95, 15.7, 2000, True, "geonames")
        load([TADEINI])
        assert columns("geonames-1")[3:5] == (0.95, 15.7)

    def test_a_loaded_place_that_is_curated_later_is_taken_away_by_the_next_run(self):
        load([TADEINI])
        own = Place.objects.create(
            key="ml-tadeini",
            name="Tadeini",
            feature="village",
            country="MLI",
            point=Place.objects.get(key="geonames-1").point,
        )
        PlaceName.objects.create(place=own, name="Tadeini", key="tadeini", kind="official")
        told = load([TADEINI])
        assert (told.removed, told.curated) == (1, 1)
        assert not Place.objects.filter(key="geonames-1").exists()


class TestRegions:
    """By GeoNames' own codes through names; our approximate boundaries may contradict, and decide only deep inside."""

    def region_of(self, *lines: str) -> str | None:
        load(lines)
        region = Place.objects.get(key="geonames-1").region
        return region.pcode if region else None

    def test_a_code_leads_to_the_region_of_its_name(self):
        assert (self.region_of(GAO_UNIT, line(1, "Tadeini", 16.3, -0.2, unit1="09")) or "").startswith("ML07")

    def test_a_code_without_a_unit_of_a_known_name_says_nothing(self):
        unit = line(90, "Atlantis Region", 16.3, 0, "A.ADM1", unit1="77")
        assert self.region_of(unit, line(1, "Tadeini", 15.0, 0.5, unit1="77")) is None

    def test_a_code_that_our_boundaries_contradict_says_nothing(self):
        assert self.region_of(GAO_UNIT, line(1, "Tadeini", 12.65, -8.0, unit1="09")) is None

    def test_without_a_code_a_point_deep_inside_a_region_has_it(self):
        region = make.region("ML01")
        centre = region.centre
        found = self.region_of(line(1, "Tadeini", centre.y, centre.x))
        assert (found or "")[:4] == "ML01"

    def test_without_a_code_a_point_near_a_border_has_none(self):
        assert self.region_of(line(1, "Tadeini", 15.6, 1.6)) is None

    def test_a_divided_unit_s_old_code_does_not_keep_places_of_the_new_one(self):
        found = self.region_of(GAO_UNIT, line(1, "Tadeini", 15.9, 3.0, unit1="09"))
        assert (found or "ML10")[:4] == "ML10"

    def test_a_boundary_that_is_exact_is_believed_to_its_edge(self):
        near_border = line(1, "Tadeini", 15.6, 1.6)
        assert self.region_of(near_border) is None
        Region.objects.update(approximate=False)
        assert self.region_of(near_border) is not None


class TestUndo:
    def test_what_is_not_used_is_taken_away_with_its_names(self):
        before = Place.objects.count(), PlaceName.objects.count()
        load([TADEINI, ALKAMA])
        assert remove("geonames") == (2, 0)
        assert (Place.objects.count(), PlaceName.objects.count()) == before

    def test_what_an_incident_a_draft_an_editor_or_a_learnt_name_rests_on_stays(self):
        load([line(n, f"Tadeini{n}", 15.7 + n / 10, 0.9) for n in range(1, 6)])
        make.published_incident(place="geonames-1")
        make.in_review(place="ml-ansongo", second_place="geonames-2")
        written("Gunmen killed three at Tadeini3.", {}, place="geonames-3")
        Place.objects.filter(key="geonames-4").update(curated=True)
        PlaceName.objects.create(
            place=Place.objects.get(key="geonames-5"), name="Alkama", key="alkama", kind="learnt"
        )
        assert remove("geonames") == (0, 4)
        assert Place.objects.filter(key__startswith="geonames-").count() == 5

    def test_a_confirmed_draft_does_not_hold_a_place_by_itself(self):
        load([TADEINI])
        confirmed(written("Gunmen killed three at Tadeini.", {}, place="geonames-1"), place="ml-ansongo")
        assert Proposal.objects.filter(values__place="geonames-1").exists()
        assert remove("geonames") == (1, 0)


class TestPcodes:
    HEAD = "Location,Admin Level,P-Code,Name,Parent P-Code,Valid from date\r\n"

    def test_another_name_becomes_an_alias_and_a_known_spelling_does_not(self):
        rows = [self.HEAD, "MLI,1,ML07,Gawo,MLI,2021-12-20\r\n", "MLI,1,ML10,Menaka,MLI,2021-12-20\r\n"]
        told = pcodes.load(rows)
        assert (told.new, told.same, told.unknown, told.bad) == (1, 1, [], [])
        assert "Gawo" in make.region("ML07").aliases
        assert pcodes.load(rows).new == 0

    def test_an_unknown_code_is_told_and_never_made(self):
        before = Region.objects.count()
        told = pcodes.load([self.HEAD, "MLI,1,ML99,Atlantis,MLI,2021-12-20\r\n"])
        assert (told.unknown, Region.objects.count()) == (["ML99"], before)

    @pytest.mark.parametrize(
        ("row", "reason"),
        [("MLI,1,ML07\n", "has 3 columns, not 6"), ("MLI,1,,Gao,MLI,2021\n", "has no code or no name")],
    )
    def test_a_bad_line_is_told(self, row, reason):
        told = pcodes.load([self.HEAD, row])
        assert [(bad.line, bad.reason) for bad in told.bad] == [(2, reason)]

    def test_a_reload_of_the_curated_tables_keeps_the_names(self):
        pcodes.load([self.HEAD, "MLI,1,ML07,Gawo,MLI,2021-12-20\r\n"])
        load_reference()
        assert "Gawo" in make.region("ML07").aliases


class TestCommand:
    def write(self, folder: Path, name: str, *lines: str) -> str:
        path = folder / name
        path.write_text("".join(lines), encoding="utf-8")
        return str(path)

    def test_files_are_known_by_their_shape(self, tmp_path, capsys):
        places = self.write(tmp_path, "a.txt", TADEINI)
        codes = self.write(tmp_path, "b.txt", TestPcodes.HEAD, "MLI,1,ML07,Gao,MLI,2021-12-20\r\n")
        call_command("load_places", places, codes)
        first, second = capsys.readouterr().out.splitlines()
        assert first.startswith("a.txt: 1 new, 0 changed, 0 the same")
        assert second == "b.txt: 0 names new, 1 the same; 0 codes without a region; 0 bad lines"

    def test_bad_lines_are_told_each_and_the_exit_status_says_so(self, tmp_path, capsys):
        path = self.write(tmp_path, "a.txt", TADEINI, "rubbish\n")
        with pytest.raises(CommandError, match="1 bad lines were set aside"):
            call_command("load_places", path)
        assert capsys.readouterr().err == "a.txt, line 2: has 1 columns, not 19\n"
        assert Place.objects.filter(key="geonames-1").exists()

    @pytest.mark.parametrize(
        ("content", "words"),
        [("a,b,c\n", "neither a GeoNames country file"), ("", "neither a GeoNames country file")],
    )
    def test_another_file_is_refused(self, tmp_path, content, words):
        with pytest.raises(CommandError, match=words):
            call_command("load_places", self.write(tmp_path, "a.txt", content))

    def test_a_missing_file_and_nothing_to_do_are_refused(self, tmp_path):
        with pytest.raises(CommandError, match="No such file"):
            call_command("load_places", str(tmp_path / "none.txt"))
        with pytest.raises(CommandError, match="name a file, or --remove"):
            call_command("load_places")

    def test_remove(self, capsys):
        load([TADEINI])
        call_command("load_places", "--remove", "geonames")
        assert capsys.readouterr().out == "1 places removed; 0 are used and stay\n"

    def test_a_file_is_one_transaction(self, monkeypatch):
        monkeypatch.setattr(bulkplaces, "_write_names", lambda *_args: 1 / 0)
        with pytest.raises(ZeroDivisionError):
            load([TADEINI])
        assert not Place.objects.filter(key="geonames-1").exists()
