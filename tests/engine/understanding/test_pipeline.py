"""The components inside Rasa: what they put into a message, and when Rasa must train them anew."""

import tarfile

import pytest

from components import classifier
from components.classifier import SahayClassifier
from components.entities import DetailExtractor


def test_what_a_message_gives(parse):
    parsed = parse("mera order SH-10234 kab aayega, asha@example.com")
    assert parsed["intent"]["name"] == "track_order"
    assert parsed["intent_ranking"][0] == parsed["intent"]
    assert parsed["entities"] == [
        {"entity": "order_number", "value": "10234", "start": 11, "end": 19, "extractor": "DetailExtractor"},
        {"entity": "email", "value": "asha@example.com", "start": 32, "end": 48, "extractor": "DetailExtractor"},
    ]


def test_the_ranking_of_what_falls_back_still_has_the_likeliest_intents(parse):
    parsed = parse("order plz")
    names = [each["name"] for each in parsed["intent_ranking"]]
    assert names[0] == parsed["intent"]["name"]
    assert "track_order" in names[:3]


@pytest.mark.parametrize("text", ["", " "])
def test_an_empty_message_is_nobodys_intent(text, parse):
    parsed = parse(text)
    assert parsed["intent"]["name"] in (None, "nlu_fallback")
    assert parsed["entities"] == []


def test_a_payload_is_not_guessed_at(parse):
    parsed = parse("/track_order")
    assert (parsed["intent"]["name"], parsed["intent"]["confidence"]) == ("track_order", 1.0)


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


def test_the_fingerprint_covers_the_language_modules():
    names = {source.name for source in classifier._sources()}
    assert {"canonical.py", "script.py", "phonetic.py", "tokens.py", "features.py", "intent_model.py"} <= names


def test_edited_patterns_are_trained_anew(tmp_path):
    patterns = tmp_path / "details.yml"
    patterns.write_text("[]\n")
    before = DetailExtractor.fingerprint_addon({"patterns": str(tmp_path)})
    patterns.write_text("[ ]\n")
    assert DetailExtractor.fingerprint_addon({"patterns": str(tmp_path)}) != before
