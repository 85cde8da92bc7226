"""The learnt type of an event: TF-IDF of words and pairs of words, and one linear function for each type.

Trained by scikit-learn, kept as plain arrays, asked with NumPy alone. Touches no database. What is kept is read without
running any of it, and only when its SHA-256 is the one that was noted at training.
"""

from __future__ import annotations

import hashlib
import io
import itertools
import zipfile
from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np

from incidents.spelling import words_of

# Rows below which there is nothing to learn from.
FEWEST = 200
# Part of the rows, in order of time, that is trained with when accuracy is measured; the rest is asked about.
EARLIER = 0.75
# The model is used when it is right this much more often than the rules on the later rows.
MARGIN = 0.03
# Below this chance the rules decide.
SURE = 0.6
MOST_TERMS = 20_000
RARE = 2
ARRAYS = frozenset({"terms", "idf", "weights", "bias", "types"})
LARGEST = 64 * 1024 * 1024

EventTypes = Callable[[str], tuple[str, float] | None]


class ModelRefused(ValueError):
    """The arrays are not those that were trained; the text says why."""


class TooFew(ValueError):
    """There is not enough to learn from; the text says how much there is."""


@dataclass(frozen=True)
class Example:
    """A passage, the type that an editor confirmed for it, and the one that the rules drafted."""

    text: str
    event_type: str
    by_rules: str


@dataclass(frozen=True)
class Trained:
    """Arrays trained with all examples, and what a training with the earlier ones knew of the later ones."""

    arrays: bytes
    sha256: str
    trained_with: int
    tested: int
    right: int
    rules_right: int

    @property
    def beats_rules(self) -> bool:
        """Whether it is used: right more often than the rules by MARGIN."""
        return self.tested > 0 and (self.right - self.rules_right) / self.tested >= MARGIN


def terms_of(text: str) -> list[str]:
    """Folded words and pairs of neighbours; a number is a number, whichever it is."""
    words = ["0" if word.isdecimal() else word for word in words_of(text)]
    return words + [f"{first} {second}" for first, second in itertools.pairwise(words)]


# Training ---------------------------------------------------------------------------------------------------
def train(examples: Sequence[Example]) -> Trained:
    """Trains with all examples, which are in the order of time. Raises TooFew.

    Accuracy is measured with another model, of the earlier part alone, on the later part.
    """
    if len(examples) < FEWEST:
        raise TooFew(f"{len(examples)} confirmed incidents have a passage; {FEWEST} are needed")
    if len({example.event_type for example in examples}) < 2:
        raise TooFew("all confirmed incidents are of one type: there is nothing to tell apart")
    split = int(len(examples) * EARLIER)
    earlier, later = examples[:split], examples[split:]
    right = 0
    if len({example.event_type for example in earlier}) > 1:
        # As it is used: where it is not sure, the rules decide.
        asked = types_of(_read(_fitted(earlier)))
        for example in later:
            answer = asked(example.text)
            right += (answer[0] if answer else example.by_rules) == example.event_type
    arrays = _fitted(examples)
    return Trained(
        arrays=arrays,
        sha256=hashlib.sha256(arrays).hexdigest(),
        trained_with=len(examples),
        tested=len(later),
        right=right,
        rules_right=sum(example.by_rules == example.event_type for example in later),
    )


def _fitted(examples: Sequence[Example]) -> bytes:
    # Only here: it takes a second and much memory to import, and no other process needs it.
    from sklearn.feature_extraction.text import TfidfVectorizer  # noqa: PLC0415
    from sklearn.linear_model import LogisticRegression  # noqa: PLC0415

    vectorizer = TfidfVectorizer(analyzer=terms_of, min_df=RARE, max_features=MOST_TERMS, sublinear_tf=True)
    matrix = vectorizer.fit_transform([example.text for example in examples])
    model = LogisticRegression(C=20.0, max_iter=1000)
    model.fit(matrix, [example.event_type for example in examples])
    weights, bias = model.coef_, model.intercept_
    if len(model.classes_) == 2:
        # Of two types scikit-learn keeps one function; half of it each way has the same chances.
        weights, bias = np.vstack([-weights / 2, weights / 2]), np.array([-bias[0] / 2, bias[0] / 2])
    return _written(
        terms=_packed(vectorizer.get_feature_names_out()),
        idf=vectorizer.idf_.astype(np.float32),
        weights=weights.astype(np.float32),
        bias=bias.astype(np.float32),
        types=_packed(model.classes_),
    )


def _packed(texts: Sequence[str]) -> Any:
    """Texts as bytes: an array of texts would take four bytes a letter and the longest one's room for each."""
    return np.frombuffer("\n".join(texts).encode(), dtype=np.uint8)


def _written(**arrays: Any) -> bytes:
    """An .npz whose bytes depend on the arrays alone: `numpy.savez` writes the hour into it."""
    body = io.BytesIO()
    with zipfile.ZipFile(body, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, array in sorted(arrays.items()):
            file = io.BytesIO()
            np.lib.format.write_array(file, np.asarray(array), allow_pickle=False)
            archive.writestr(zipfile.ZipInfo(f"{name}.npy"), file.getvalue(), zipfile.ZIP_DEFLATED)
    return body.getvalue()


# Asking -----------------------------------------------------------------------------------------------------
def load(arrays: bytes, sha256: str) -> EventTypes:
    """The function from a passage to (type, chance), None where it is not sure. Raises ModelRefused."""
    if hashlib.sha256(arrays).hexdigest() != sha256:
        raise ModelRefused("the arrays are not those that were trained: their checksum differs")
    return types_of(_read(arrays))


def _read(data: bytes) -> dict[str, Any]:
    if len(data) > LARGEST:
        raise ModelRefused(f"the arrays are larger than {LARGEST} bytes")
    try:
        with zipfile.ZipFile(io.BytesIO(data)):  # NumPy would also take a single array
            pass
        with np.load(io.BytesIO(data), allow_pickle=False) as archive:
            arrays = {name: archive[name] for name in archive.files}
    except (OSError, ValueError, zipfile.BadZipFile) as error:
        raise ModelRefused(f"the arrays cannot be read: {error}") from None
    if set(arrays) != ARRAYS:
        raise ModelRefused(f"holds {', '.join(sorted(arrays))} instead of {', '.join(sorted(ARRAYS))}")
    return arrays


def types_of(arrays: dict[str, Any]) -> EventTypes:
    """The same, of arrays that were read."""
    terms = bytes(arrays["terms"]).decode().split("\n")
    types = bytes(arrays["types"]).decode().split("\n")
    idf, weights, bias = arrays["idf"], arrays["weights"], arrays["bias"]
    if weights.shape != (len(types), len(terms)) or idf.shape != (len(terms),) or bias.shape != (len(types),):
        raise ModelRefused("the sizes of the arrays do not fit one another")
    column = {term: number for number, term in enumerate(terms)}

    def event_type(text: str) -> tuple[str, float] | None:
        counts = Counter(column[term] for term in terms_of(text) if term in column)
        if not counts:
            return None
        columns = np.fromiter(counts, dtype=np.int64)
        values = (1 + np.log(np.fromiter(counts.values(), dtype=np.float64))) * idf[columns]
        scores = weights[:, columns] @ (values / np.linalg.norm(values)) + bias
        chances = np.exp(scores - scores.max())
        best = int(chances.argmax())
        chance = float(chances[best] / chances.sum())
        return (types[best], chance) if chance >= SURE else None

    return event_type
