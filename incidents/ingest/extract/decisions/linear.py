"""A learnt decision as plain numbers: a weight for every sign, asked without any library."""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Any

Signs = dict[str, float]


@dataclass(frozen=True)
class Linear:
    """Log-linear functions of named signs: one for a yes or no, one for each of several `answers`.

    `weights` has as many numbers a sign as `bias` has; signs that it does not have count nothing.
    """

    answers: tuple[str, ...]
    bias: tuple[float, ...]
    weights: Mapping[str, tuple[float, ...]]

    @classmethod
    def from_json(cls, content: Mapping[str, Any]) -> Linear:
        return cls(
            tuple(content["answers"]),
            tuple(content["bias"]),
            {sign: tuple(numbers) for sign, numbers in content["weights"].items()},
        )

    def as_json(self) -> dict[str, Any]:
        return {
            "answers": list(self.answers),
            "bias": list(self.bias),
            "weights": {sign: list(numbers) for sign, numbers in sorted(self.weights.items())},
        }

    def scores(self, signs: Signs) -> list[float]:
        """The sum of weights for each function."""
        if len(self.bias) == 1:
            return [self._score(signs)]
        sums, known = list(self.bias), self.weights
        for sign, value in signs.items():
            if sign in known:
                for number, weight in enumerate(known[sign]):
                    sums[number] += weight * value
        return sums

    def _score(self, signs: Signs) -> float:
        total, known = self.bias[0], self._single.get
        for sign, value in signs.items():
            weight = known(sign)
            if weight is not None:
                total += weight * value
        return total

    @cached_property
    def _single(self) -> dict[str, float]:
        return {sign: numbers[0] for sign, numbers in self.weights.items()}

    def chance(self, signs: Signs) -> float:
        """How likely "yes" is, of a decision with one function."""
        return 1 / (1 + math.exp(-max(-60.0, min(60.0, self.scores(signs)[0]))))

    def chances(self, signs: Signs) -> dict[str, float]:
        """How likely each of several answers is; they sum to 1. Empty for a decision without any answer."""
        scores = self.scores(signs)
        most = max(scores, default=0.0)
        powers = [math.exp(score - most) for score in scores]
        return {answer: power / sum(powers) for answer, power in zip(self.answers, powers, strict=True)}
