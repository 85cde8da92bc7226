"""The learnt type of an event: it learns, says when it is not sure, and takes no arrays but its own."""

from __future__ import annotations

import hashlib
import io
import random
import sys
import zipfile
from datetime import timedelta
from typing import Any

import numpy as np
import pytest
from django.core.management import CommandError, call_command
from django.utils import timezone

from incidents.ingest import eventmodel, training
from incidents.ingest.eventmodel import Example, ModelRefused, TooFew, Trained, load, terms_of, train
from incidents.models import EventModel, Proposal
from tests import make
from tests.learning.drafts import confirmed, written

WORDS = {
    "battles": [
        "clashed",
        "fought",
        "exchanged",
        "fire",
        "repelled",
        "ambush",
        "soldiers",
        "fighters",
        "positions",
    ],
    "protests": [
        "marched",
        "placards",
        "demonstrators",
        "chanted",
        "square",
        "peacefully",
        "demanding",
        "salaries",
        "youth",
    ],
    "explosions_remote_violence": [
        "mine",
        "exploded",
        "blast",
        "vehicle",
        "struck",
        "roadside",
        "device",
        "bomb",
        "drone",
    ],
}
FILLER = [
    "on",
    "the",
    "day",
    "near",
    "a",
    "village",
    "in",
    "the",
    "region",
    "officials",
    "residents",
    "said",
    "that",
    "several",
    "people",
]


def examples(number: int, *, rules_right: float = 0.6, seed: int = 1) -> list[Example]:
    """Made-up notes of three types, each with some words of its own."""
    dice = random.Random(seed)
    found = []
    for _ in range(number):
        event_type = dice.choice(sorted(WORDS))
        words = [dice.choice(WORDS[event_type]) for _ in range(4)] + [dice.choice(FILLER) for _ in range(12)]
        dice.shuffle(words)
        by_rules = event_type if dice.random() < rules_right else "strategic_developments"
        found.append(Example(" ".join(words), event_type, by_rules))
    return found


@pytest.fixture(scope="module")
def trained() -> Trained:
    return train(examples(300))


def repacked(trained: Trained, **changes: Any) -> bytes:
    """The archive with some arrays replaced; None takes one away."""
    with np.load(io.BytesIO(trained.arrays)) as archive:
        arrays = {**{name: archive[name] for name in archive.files}, **changes}
    return eventmodel._written(**{name: array for name, array in arrays.items() if array is not None})


def checksum(data: bytes) -> str:
    return hashlib.sha256(data).hexdigest()


class TestLearning:
    def test_it_learns_and_beats_weaker_rules_on_later_notes(self, trained):
        assert (trained.trained_with, trained.tested) == (300, 75)
        assert trained.right > 0.9 * trained.tested
        assert 0.4 * trained.tested < trained.rules_right < 0.8 * trained.tested
        assert trained.beats_rules

    def test_new_notes_get_their_type_and_a_chance(self, trained):
        ask = load(trained.arrays, trained.sha256)
        answers = [(ask(note.text), note.event_type) for note in examples(100, seed=2)]
        sure = [(answer, true) for answer, true in answers if answer is not None]
        assert len(sure) > 80
        assert sum(answer[0] == true for answer, true in sure) > 0.95 * len(sure)
        assert all(eventmodel.SURE <= answer[1] <= 1 for answer, _true in sure)

    @pytest.mark.parametrize(
        "text", ["", "zzyx", "on the day in the region"], ids=["empty", "unknown", "says nothing"]
    )
    def test_where_it_is_not_sure_the_rules_decide(self, trained, text):
        assert load(trained.arrays, trained.sha256)(text) is None

    def test_the_same_notes_give_the_same_bytes(self, trained):
        assert train(examples(300)).arrays == trained.arrays

    def test_it_is_the_function_that_scikit_learn_trained(self):
        from sklearn.feature_extraction.text import TfidfVectorizer
        from sklearn.linear_model import LogisticRegression

        notes = examples(250)
        texts, types = [note.text for note in notes], [note.event_type for note in notes]
        vectorizer = TfidfVectorizer(analyzer=terms_of, min_df=2, max_features=20_000, sublinear_tf=True)
        model = LogisticRegression(C=20.0, max_iter=1000).fit(vectorizer.fit_transform(texts), types)
        trained = train(notes)
        ask = load(trained.arrays, trained.sha256)
        for note in examples(40, seed=3):
            chances = model.predict_proba(vectorizer.transform([note.text]))[0]
            answer = ask(note.text)
            if answer is not None:
                assert answer == (model.classes_[chances.argmax()], pytest.approx(chances.max(), abs=1e-4))
            else:
                assert chances.max() < eventmodel.SURE + 1e-4

    def test_two_types_are_told_apart_with_the_same_chances(self):
        notes = [note for note in examples(400) if note.event_type != "protests"]
        trained = train(notes)
        ask = load(trained.arrays, trained.sha256)
        assert ask("soldiers clashed and fought fighters") == ("battles", pytest.approx(0.99, abs=0.02))

    @pytest.mark.parametrize(
        ("notes", "words"),
        [
            ([], "0 confirmed incidents have a passage; 200 are needed"),
            (examples(199), "199 confirmed incidents have a passage; 200 are needed"),
            ([Example("fought", "battles", "battles")] * 200, "all confirmed incidents are of one type"),
        ],
        ids=["none", "one too few", "one type"],
    )
    def test_too_little_is_said(self, notes, words):
        with pytest.raises(TooFew, match=words):
            train(notes)

    @pytest.mark.parametrize(
        ("right", "rules", "beats"), [(70, 66, True), (69, 66, True), (68, 66, False), (0, 0, False)]
    )
    def test_it_is_used_only_where_it_beats_the_rules_by_the_margin(self, right, rules, beats):
        assert Trained(b"", "", 400, 100, right, rules).beats_rules is beats

    def test_terms_are_words_and_pairs_and_numbers_are_alike(self):
        assert terms_of("Tués: 12 Élus") == ["tues", "0", "elus", "tues 0", "0 elus"]

    def test_asking_needs_no_scikit_learn(self, trained):
        code = (
            "import sys; sys.modules['sklearn'] = None\n"
            "from incidents.ingest.eventmodel import load\n"
            "data = sys.stdin.buffer.read()\n"
            f"print(load(data, '{trained.sha256}')('soldiers clashed fought')[0])"
        )
        import subprocess

        answer = subprocess.run(
            [sys.executable, "-c", code], input=trained.arrays, capture_output=True, check=True
        )
        assert answer.stdout == b"battles\n"


class TestRefusals:
    def test_another_checksum(self, trained):
        with pytest.raises(ModelRefused, match="their checksum differs"):
            load(trained.arrays, "0" * 64)

    @pytest.mark.parametrize("at", [0, 100, -1])
    def test_a_changed_byte(self, trained, at):
        data = bytearray(trained.arrays)
        data[at] ^= 1
        with pytest.raises(ModelRefused, match="their checksum differs"):
            load(bytes(data), trained.sha256)

    @pytest.mark.parametrize(
        ("changes", "words"),
        [
            ({"bias": None}, "holds idf, terms, types, weights instead of"),
            ({"more": np.zeros(1)}, "instead of"),
            ({"bias": np.zeros(2)}, "the sizes of the arrays do not fit"),
            ({"idf": np.zeros(1)}, "the sizes of the arrays do not fit"),
        ],
        ids=["one missing", "one more", "another number of types", "another number of terms"],
    )
    def test_arrays_that_do_not_fit(self, trained, changes, words):
        data = repacked(trained, **changes)
        with pytest.raises(ModelRefused, match=words):
            load(data, checksum(data))

    def test_objects_are_never_unpickled(self):
        body = io.BytesIO()
        with zipfile.ZipFile(body, "w") as archive:
            file = io.BytesIO()
            np.lib.format.write_array(file, np.array([{"a": 1}], dtype=object), allow_pickle=True)
            archive.writestr("bias.npy", file.getvalue())
        with pytest.raises(ModelRefused, match="cannot be read"):
            load(body.getvalue(), checksum(body.getvalue()))

    @pytest.mark.parametrize("data", [b"", b"no archive"])
    def test_what_is_no_archive(self, data):
        with pytest.raises(ModelRefused, match="cannot be read"):
            load(data, checksum(data))


@pytest.mark.django_db
class TestTraining:
    def confirm(self, number: int, *, rules_right: float = 0.6) -> None:
        """So many confirmed drafts, one a minute."""
        kinds = {"battles": "armed_clash", "protests": "peaceful_protest"}
        now = timezone.now()
        for n, note in enumerate(examples(number, rules_right=rules_right)):
            draft = written(note.text, {}, event_type=note.by_rules, sub_event_type=None)
            Proposal.objects.filter(pk=draft.pk).update(
                state="accepted", decided_by=make.editor(), decided_at=now + timedelta(minutes=n),
                confirmed={**draft.values, "event_type": note.event_type, "sub_event_type": kinds.get(note.event_type)},
            )  # fmt: skip

    def test_it_is_trained_with_what_editors_confirmed_and_used_where_it_is_better(self, capsys):
        self.confirm(220)
        call_command("train_event_type")
        row = EventModel.objects.get()
        assert (row.trained_with, row.tested, row.in_use) == (220, 55, True)
        said, used = capsys.readouterr().out.splitlines()
        assert said.startswith("trained with 220 confirmed incidents; of 55 decided from 20")
        assert used == "used: it has to be better by 3 points"
        ask = training.event_types()
        assert ask is not None
        assert ask("soldiers clashed and fought fighters")[0] == "battles"

    def test_one_that_does_not_beat_the_rules_is_kept_and_not_used(self, capsys):
        self.confirm(200, rules_right=1.0)
        call_command("train_event_type")
        assert "not used: it has to be better by 3 points" in capsys.readouterr().out
        assert (EventModel.objects.get().in_use, training.event_types()) == (False, None)

    def test_a_new_training_takes_the_place_of_the_one_before(self):
        self.confirm(200)
        first, second = training.train_event_types(), training.train_event_types()
        assert list(EventModel.objects.values_list("pk", "in_use")) == [(second.pk, True), (first.pk, False)]

    def test_too_few_confirmations_are_said(self):
        with pytest.raises(CommandError, match="0 confirmed incidents have a passage; 200 are needed"):
            call_command("train_event_type")

    def test_a_row_that_was_tampered_with_is_not_used_and_logged(self, caplog):
        self.confirm(200)
        row = training.train_event_types()
        EventModel.objects.filter(pk=row.pk).update(arrays=bytes(row.arrays)[:-1] + b"x")
        training._kept = None
        assert training.event_types() is None
        assert "is not used" in caplog.text

    def test_the_passage_of_one_of_several_drafts_is_the_sentences_of_its_evidence(self):
        text = "A first thing. Soldiers clashed at Ansongo on Monday. Another thing! And more."
        draft = written(
            text, {"event_type": ("clashed", "event", "exact"), "place": ("Ansongo", "place-exact", "exact")}
        )
        assert training.passage_of(draft) == text
        Proposal.objects.create(kind="create", report=draft.report, ordinal=1, values={})
        draft = Proposal.objects.get(pk=draft.pk)
        assert training.passage_of(draft) == "Soldiers clashed at Ansongo on Monday. "

    def test_a_draft_that_an_editor_confirmed_through_the_desk_is_an_example(self):
        confirmed(written("Soldiers clashed at Ansongo.", {}), event_type="battles", sub_event_type=None)
        (draft,) = training.confirmed_drafts()
        assert training._example(draft) == Example(
            "Soldiers clashed at Ansongo.", "battles", "violence_against_civilians"
        )
