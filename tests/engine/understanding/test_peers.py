"""The comparison with other systems: what is asked, what answers are worth, and how a system is run."""

import json
import sys
from pathlib import Path

import pytest
import rasa.engine.recipes
import yaml

from bench.understanding.__main__ import figures
from bench.understanding.adapters import rasa_nlu
from bench.understanding.report import markdown
from bench.understanding.scores import Answer, Prediction, auroc, percentiles, understanding
from bench.understanding.sets import Question, foreign, held_out, sample, write
from bench.understanding.systems import Failed, Run, System, run
from bench.utterances import Utterance, read


def question(intent, language="en", set_name="held out"):
    return Question(set_name, "...", intent, language)


def answer(intent, ranking, answered=True, language="en"):
    return Answer(question(intent, language), Prediction(ranking, answered))


TRACK = [("track_order", 0.8), ("get_refund", 0.1), ("out_of_scope", 0.1)]
STRANGE = [("out_of_scope", 0.9), ("track_order", 0.1)]


@pytest.mark.parametrize(
    ("given", "right", "wrong"),
    [
        (answer("track_order", TRACK), 1.0, 0.0),
        (answer("get_refund", TRACK), 0.0, 1.0),
        (answer("track_order", TRACK, answered=False), 0.0, 0.0),  # held back though it was right
        (answer("track_order", STRANGE), 0.0, 0.0),  # calling it out of scope holds it back too
    ],
)
def test_what_an_in_scope_answer_counts_as(given, right, wrong):
    told = understanding([given])
    assert (told.answered_right, told.answered_wrong) == (right, wrong)
    assert (told.in_scope, told.out_of_scope, told.rejected, told.auroc) == (1, 0, None, None)


@pytest.mark.parametrize(
    ("given", "rejected"),
    [
        (answer("out_of_scope", STRANGE), 1.0),
        (answer("out_of_scope", TRACK), 0.0),
        (answer("out_of_scope", TRACK, answered=False), 1.0),  # the system's own fallback
        (answer("out_of_scope", [], answered=False), 1.0),  # no intent at all
    ],
)
def test_what_an_out_of_scope_answer_counts_as(given, rejected):
    told = understanding([given])
    assert (told.rejected, told.top1, told.answered_right) == (rejected, None, None)


def test_the_likeliest_intent_counts_even_where_the_system_holds_back():
    told = understanding(
        [
            answer("track_order", TRACK, answered=False),
            answer("get_refund", TRACK, language="hi"),  # second
            answer("complaint", TRACK, language="hi"),  # nowhere
        ]
    )
    assert (told.top1, told.top3) == (pytest.approx(1 / 3), pytest.approx(2 / 3))
    assert told.top1_by_language == {"en": 1.0, "hi": 0.0, "gu": None, "hi-Latn": None, "gu-Latn": None}


def test_confidence_is_that_in_the_shops_intents():
    told = understanding([answer("track_order", TRACK), answer("out_of_scope", STRANGE)])
    assert told.auroc == 1.0  # .8 against .1, not against .9


@pytest.mark.parametrize(
    ("inside", "outside", "expected"),
    [
        ([0.9, 0.8], [0.1, 0.2], 1.0),
        ([0.1], [0.9], 0.0),
        ([0.5, 0.5], [0.5], 0.5),  # ties
        ([0.9, 0.3], [0.5, 0.1], 0.75),
        ([], [0.5], None),
    ],
)
def test_auroc(inside, outside, expected):
    assert auroc(inside, outside) == expected


def test_percentiles():
    assert percentiles([float(number) for number in range(101)]) == {"p50": 50.0, "p95": 95.0}


def test_foreign_sets(tmp_path):
    (tmp_path / "bitext_dev.csv").write_text('utterance,intent\n"hello, you",greet\n', encoding="utf-8")
    (tmp_path / "clinc_oos_dev.csv").write_text("utterance,intent\nwho won,whatever\n", encoding="utf-8")
    assert list(foreign(tmp_path)) == [
        Question("foreign", "hello, you", "greet", "en"),
        Question("foreign", "who won", "out_of_scope", "en"),  # whatever its own name for it is
    ]


def test_a_sample_has_every_kind_and_is_the_same_each_time():
    many = [Utterance(str(number), "greet", "en") for number in range(50)]
    few = [Utterance(str(number), "deny", "en") for number in range(3)]
    chosen = sample(many + few, 20, lambda each: each.intent)
    assert [each.intent for each in chosen] == ["greet"] * 10 + ["deny"] * 3
    assert chosen == sample(many + few, 20, lambda each: each.intent)


def test_what_rasa_learns_is_what_was_given(tmp_path):
    utterances = [
        Utterance("where's my order?", "track_order", "en"),
        Utterance("ऑर्डर: कहाँ है", "track_order", "hi"),
        Utterance("#10234 - 'yes'", "inform", "en"),
    ]
    write((utterance._asdict() for utterance in utterances), tmp_path / "train.jsonl")
    nlu = rasa_nlu.training_data(rasa_nlu.rows(tmp_path / "train.jsonl"))
    (tmp_path / "nlu.yml").write_text(yaml.safe_dump(nlu, allow_unicode=True), encoding="utf-8")
    assert sorted(read(tmp_path / "nlu.yml")) == sorted(utterances)


@pytest.mark.parametrize(
    ("intent", "answered"),
    [("track_order", True), ("nlu_fallback", False)],
)
def test_rasas_fallback_is_no_intent(intent, answered):
    ranking = [{"name": "nlu_fallback", "confidence": 0.7}, {"name": "track_order", "confidence": 0.3}]
    parsed = {"intent": {"name": intent}, "intent_ranking": ranking}
    assert rasa_nlu.prediction(parsed) == {"ranking": [("track_order", 0.3)], "answered": answered}


def test_the_peer_is_rasas_own_default():
    default = Path(rasa.engine.recipes.__file__).parent / "config_files" / "default_config.yml"
    pipeline = yaml.safe_load(default.read_text(encoding="utf-8"))["pipeline"]
    stock = [component for component in pipeline if component["name"] != "ResponseSelector"]
    assert rasa_nlu.config("diet", epochs=None)["pipeline"] == stock
    quick = rasa_nlu.config("diet", epochs=3)["pipeline"]
    assert [each["epochs"] for each in quick if each["name"] == "DIETClassifier"] == [3]


def test_node_nlp_is_pinned_and_hashed_and_names_no_host():
    text = (Path(rasa_nlu.__file__).parents[1] / "node" / "package-lock.json").read_text(encoding="utf-8")
    project, *packages = json.loads(text)["packages"].values()
    assert project["dependencies"]["node-nlp"][0].isdigit()  # no range
    assert packages
    assert all(package["integrity"].startswith("sha512-") for package in packages)
    assert "://" not in text


ADAPTER = """
import json, sys
from pathlib import Path
step, *paths = sys.argv[1:]
first, second, *result = map(Path, paths)
if step == "train":
    (second / "trained.json").write_text(json.dumps({"train_s": 1.5, "version": "1.0"}))
else:
    texts = second.read_text().splitlines()
    parsed = [{"ranking": [["greet", 0.9]], "answered": True} for _ in texts]
    result[0].write_text(json.dumps({"predictions": parsed, "parse_ms": [2.0] * len(texts)}))
"""


def test_a_system_is_trained_and_asked_through_its_adapter(tmp_path):
    (tmp_path / "adapter.py").write_text(ADAPTER, encoding="utf-8")
    questions = held_out([Utterance("hi", "greet", "en"), Utterance("ના", "deny", "gu")])
    write(({"text": each.text} for each in questions), tmp_path / "test.jsonl")
    system = System("fake", (sys.executable, str(tmp_path / "adapter.py")), tmp_path)
    done = run(system, tmp_path / "train.jsonl", tmp_path / "test.jsonl", tmp_path / "fake")
    told = figures(done, questions)
    assert told["understanding"]["held out"]["top1"] == 0.5
    assert told["costs"]["parse_ms"] == {"p50": 2.0, "p95": 2.0}
    assert told["costs"]["train_s"] == 1.5
    assert told["costs"]["parse_mb"] > 0
    assert json.loads(json.dumps(told)) == told


@pytest.mark.parametrize(
    ("program", "environment", "message"),
    [
        (sys.executable, "nowhere", "fake is not installed: run `make compare`"),
        ("no-such-program", ".", "fake is not installed: run `make compare`"),
        (sys.executable, ".", "fake: `train` ended with 3"),
    ],
)
def test_a_system_that_cannot_be_run(tmp_path, program, environment, message):
    system = System("fake", (program, "-c", "raise SystemExit(3)"), tmp_path / environment)
    with pytest.raises(Failed, match=message):
        run(system, tmp_path / "train", tmp_path / "test", tmp_path / "fake")


def test_the_table_has_a_column_for_each_system():
    questions = [question("track_order"), question("out_of_scope", set_name="foreign")]
    ours = figures(Run("1.0", 2.04, 100, 90, [1.0, 3.0], [Prediction(TRACK, True)] * 2), questions)
    peer = figures(Run("2.0", 100.0, 900, 800, [5.0, 5.0], [Prediction(STRANGE, True)] * 2), questions)
    lines = markdown({"ours": ours, "peer": peer}).splitlines()
    assert lines[:2] == ["|  | ours (1.0) | peer (2.0) |", "| --- | ---: | ---: |"]
    assert "| likeliest right, en | 1.000 | .000 |" in lines
    assert "| out of scope (1): not answered | .000 | 1.000 |" in lines
    assert "| training, s | 2.0 | 100.0 |" in lines
    assert all(line.count("|") == 4 for line in lines)
