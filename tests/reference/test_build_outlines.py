"""Outlines from TopoJSON: shared arcs stay shared, reversed arcs are turned, crumbs are dropped."""

from __future__ import annotations

from shapely.geometry import shape

from incidents.reference.build_outlines import outlines


def topology() -> dict:
    """Two squares of one degree side by side, Mali west of Niger, on a grid of a tenth of a degree."""
    return {
        "type": "Topology",
        "transform": {"scale": [0.1, 0.1], "translate": [0, 10]},
        "arcs": [
            # The common border, northwards, with a wiggle of a hundredth of a degree left out by the grid.
            [[10, 0], [0, 5], [0, 5]],
            # The rest of the western square, from the border's north end back to its south end.
            [[10, 10], [-10, 0], [0, -10], [10, 0]],
            # The rest of the eastern square, from the border's south end to its north end.
            [[10, 0], [10, 0], [0, 10], [-10, 0]],
        ],
        "objects": {
            "countries": {
                "geometries": [
                    {"id": "466", "type": "Polygon", "arcs": [[0, 1]]},
                    {"id": "562", "type": "MultiPolygon", "arcs": [[[2, ~0]]]},
                    {"id": "854", "type": "Polygon", "arcs": [[0, 1]]},
                    {"id": "840", "type": "Polygon", "arcs": [[2, ~0]]},
                    {"type": "Polygon", "arcs": [[2, ~0]]},
                ]
            }
        },
    }


def shapes() -> dict:
    return {f["properties"]["code"]: shape(f["geometry"]) for f in outlines(topology())["features"]}


def test_keeps_only_the_countries_of_the_product():
    assert list(shapes()) == ["BFA", "MLI", "NER"]


def test_arcs_are_scaled_shifted_and_joined_into_rings():
    assert shapes()["MLI"].bounds == (0, 10, 1, 11)
    assert shapes()["NER"].bounds == (1, 10, 2, 11)


def test_neighbours_share_their_border_without_gap_or_overlap():
    west, east = shapes()["MLI"], shapes()["NER"]

    assert west.is_valid
    assert east.is_valid
    assert west.intersection(east).length == 1
    assert west.intersection(east).area == 0


def test_straight_arcs_lose_their_middle_points():
    assert len(shapes()["MLI"].geoms[0].exterior.coords) == 5


def test_an_islet_that_vanishes_is_dropped():
    made = topology()
    made["arcs"].append([[50, 50], [0, 0], [0, 0]])
    made["objects"]["countries"]["geometries"][0] = {
        "id": "466",
        "type": "MultiPolygon",
        "arcs": [[[0, 1]], [[3]]],
    }

    mali = next(f for f in outlines(made)["features"] if f["properties"]["code"] == "MLI")

    assert len(mali["geometry"]["coordinates"]) == 1
