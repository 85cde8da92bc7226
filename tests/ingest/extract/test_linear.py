"""A learnt decision as numbers: sums of weights, chances of them, and the same after a file."""

from __future__ import annotations

import json
import math

import pytest

from incidents.ingest.extract.decisions.linear import Linear

YES = Linear(("no", "yes"), (-1.0,), {"near": (2.0,), "far": (-3.0,)})
OF_THREE = Linear(("a", "b", "c"), (0.0, 1.0, -1.0), {"x": (2.0, 0.0, 0.0)})


@pytest.mark.parametrize(
    ("signs", "score"),
    [({}, -1.0), ({"near": 1.0}, 1.0), ({"near": 0.5, "far": 1.0}, -3.0), ({"never seen": 9.0}, -1.0)],
)
def test_a_score_is_the_bias_and_the_weights_of_its_signs(signs: dict[str, float], score: float) -> None:
    assert YES.scores(signs) == [score]


def test_a_chance_is_the_logistic_function_of_the_score() -> None:
    assert YES.chance({"near": 1.0}) == pytest.approx(1 / (1 + math.exp(-1)))


@pytest.mark.parametrize("value", [1e6, -1e6])
def test_no_score_is_too_large(value: float) -> None:
    assert 0 <= YES.chance({"near": value}) <= 1


def test_chances_of_several_answers_sum_to_one_and_follow_their_scores() -> None:
    chances = OF_THREE.chances({"x": 1.0})
    assert sum(chances.values()) == pytest.approx(1)
    assert sorted(chances, key=lambda answer: -chances[answer]) == ["a", "b", "c"]


@pytest.mark.parametrize("decision", [YES, OF_THREE])
def test_it_is_the_same_after_a_file(decision: Linear) -> None:
    assert Linear.from_json(json.loads(json.dumps(decision.as_json()))) == decision
