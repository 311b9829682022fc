"""The components inside Rasa: what they put into a message, and when Rasa must train them anew."""

import ast
import tarfile

import pytest

from bench.evaluation.pipeline import Parser
from components import classifier
from components.classifier import SahayClassifier
from components.entities import DetailExtractor
from components.launcher import ROOT

OWN = {"decision", "features", "intent_model", "mistyping", "single_words", "understanding"}


def test_what_a_message_gives(parse):
    parsed = parse("mera order SH-10234 kahan hai, asha@example.com")
    assert parsed["intent"]["name"] == "track_order"
    assert parsed["intent_ranking"][0] == parsed["intent"]
    assert parsed["entities"] == [
        {"entity": "order_number", "value": "10234", "start": 11, "end": 19, "extractor": "DetailExtractor"},
        {"entity": "email", "value": "asha@example.com", "start": 31, "end": 47, "extractor": "DetailExtractor"},
    ]


def test_a_decision_stands_beside_the_intent(parse):
    parsed = parse("where is my order")
    assert parsed["decision"]["kind"] == "answer"
    assert parsed["decision"]["candidates"][0] == parsed["intent"]["name"]
    assert parsed["decision"]["also"] == []


def test_the_ranking_of_what_is_asked_still_has_the_likeliest_intents(parse):
    parsed = parse("order plz")
    first, *others = (each["name"] for each in parsed["intent_ranking"])
    assert first == parsed["intent"]["name"] == "nlu_fallback"
    assert parsed["decision"]["candidates"] == [name for name in others if name in parsed["decision"]["candidates"]]


def test_what_every_message_gives_can_be_acted_on(parsed):
    for each, told in parsed:
        kind, candidates, also = (told["decision"][name] for name in ("kind", "candidates", "also"))
        name, ranked = told["intent"]["name"], [entry["name"] for entry in told["intent_ranking"]]
        confidences = [entry["confidence"] for entry in told["intent_ranking"] if entry["name"] != "nlu_fallback"]
        assert ranked[0] == name, each
        assert confidences == sorted(confidences, reverse=True), each
        assert all(0 <= confidence <= 1 for confidence in confidences), each
        assert len(candidates) == len(set(candidates)) <= 3, each
        assert candidates or kind == "fall_back", each
        assert "out_of_scope" not in (*candidates, *also), each
        assert name == candidates[0] if kind == "answer" else name in ("nlu_fallback", "out_of_scope"), each
        assert name not in also, each


@pytest.mark.parametrize("text", ["", " "])
def test_an_empty_message_is_nobodys_intent(text, parse):
    parsed = parse(text)
    assert parsed["intent"]["name"] in (None, "nlu_fallback")
    assert parsed.get("decision", {"kind": "fall_back"})["kind"] == "fall_back"
    assert parsed["entities"] == []


def test_a_payload_is_not_guessed_at(parse):
    parsed = parse("/track_order")
    assert (parsed["intent"]["name"], parsed["intent"]["confidence"]) == ("track_order", 1.0)


@pytest.mark.parametrize("text", ["/track_order", " /greet", '/inform{"order_number": "10234"}'])
def test_what_is_measured_is_text_and_no_payload(model, text):
    """As in the engine, where only the app sends payloads, and beside the text."""
    parser = Parser(model)
    parsed = parser.parse(text)
    assert parsed["text"] == text.strip()
    assert "decision" in parsed
    assert set(parser.intents) == {each["name"] for each in parsed["intent_ranking"]} - {"nlu_fallback"}


def test_a_model_holds_no_code(model):
    with tarfile.open(model) as archive:
        names = [member.name for member in archive.getmembers() if member.isfile()]
    assert names
    assert {name.rsplit(".", 1)[-1] for name in names} <= {"json", "npz"}


def test_an_edited_helper_is_trained_anew(monkeypatch, tmp_path):
    before = SahayClassifier.fingerprint_addon({})
    assert SahayClassifier.fingerprint_addon({}) == before
    helper = tmp_path / "helper.py"
    helper.write_text("KEY = 1\n")
    monkeypatch.setattr(classifier, "_sources", lambda: [helper])
    first = SahayClassifier.fingerprint_addon({})
    helper.write_text("KEY = 2\n")
    assert SahayClassifier.fingerprint_addon({}) != first != before


def test_an_edited_lexicon_is_trained_anew(tmp_path):
    lexicon = tmp_path / "lexicon.yml"
    lexicon.write_text("refund: {en: [refund]}\n")
    before = SahayClassifier.fingerprint_addon({"lexicon": str(lexicon)})
    lexicon.write_text("refund: {en: [refund, recoup]}\n")
    assert SahayClassifier.fingerprint_addon({"lexicon": str(lexicon)}) != before


def test_the_fingerprint_covers_what_understanding_is_made_of():
    names = {source.name for source in classifier._sources()}
    assert {path.name for path in (ROOT / "sahay" / "language").glob("*.py")} <= names
    assert {f"{module}.py" for module in OWN} <= names
    assert imported(OWN) <= OWN


def imported(modules):
    """The modules of components/ that these import."""
    trees = [ast.parse((ROOT / "components" / f"{module}.py").read_text(encoding="utf-8")) for module in modules]
    sources = [node.module for tree in trees for node in ast.walk(tree) if isinstance(node, ast.ImportFrom)]
    return {source.removeprefix("components.") for source in sources if source and source.startswith("components.")}


def test_edited_patterns_are_trained_anew(tmp_path):
    patterns = tmp_path / "details.yml"
    patterns.write_text("[]\n")
    before = DetailExtractor.fingerprint_addon({"patterns": str(tmp_path)})
    patterns.write_text("[ ]\n")
    assert DetailExtractor.fingerprint_addon({"patterns": str(tmp_path)}) != before
