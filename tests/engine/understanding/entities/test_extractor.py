"""The component: whose day a date is counted from, and where the catalogue lies."""

import json
from datetime import UTC, datetime
from pathlib import Path

import pytest
from rasa.engine.storage.local_model_storage import LocalModelStorage
from rasa.engine.storage.resource import Resource
from rasa.shared.nlu.training_data.message import Message
from rasa.shared.nlu.training_data.training_data import TrainingData

from components import launcher
from components.details import Details, read
from components.entities import DetailExtractor, in_var

NOON = datetime(2026, 11, 18, 12, tzinfo=UTC)


@pytest.fixture
def zone(request, monkeypatch):
    """The shop's timezone; unset unless a test names one."""
    monkeypatch.setenv("SAHAY_TIMEZONE", getattr(request, "param", ""))


@pytest.fixture
def extractor(tmp_path, monkeypatch, zone):
    monkeypatch.setenv("SAHAY_VAR", str(tmp_path))
    details = Details(read(launcher.ROOT / "data" / "entities"))
    config = DetailExtractor.get_default_config()
    return DetailExtractor(config, None, None, details, clock=lambda: NOON)


def entities(extractor, text, metadata=None):
    message = Message(data={"text": text, "metadata": metadata})
    extractor.process([message])
    return [(entity["entity"], entity["value"]) for entity in message.get("entities")]


def test_the_rules_go_into_the_model(tmp_path, monkeypatch):
    monkeypatch.chdir(launcher.ROOT)
    storage, resource, config = LocalModelStorage(tmp_path), Resource("details"), DetailExtractor.get_default_config()
    DetailExtractor.create(config, storage, resource, None).train(TrainingData())
    monkeypatch.chdir(tmp_path)  # where the pattern files are not
    loaded = DetailExtractor.load(config, storage, resource, None)
    message = Message(data={"text": "order 10234 ke बारह सौ"})
    loaded.process([message])
    assert message.get("entities") == [
        {"entity": "order_number", "value": "10234", "start": 6, "end": 11, "extractor": "DetailExtractor"},
        {"entity": "amount", "value": "1200", "start": 15, "end": 22, "extractor": "DetailExtractor"},
    ]


@pytest.mark.parametrize(
    ("metadata", "day"),
    [
        (None, "2026-11-19"),  # by the clock
        ({}, "2026-11-19"),
        ({"at": "2026-12-24T10:00:00+05:30"}, "2026-12-25"),
        ({"at": "2026-12-24T20:00:00+00:00"}, "2026-12-26"),  # it is past midnight in India
        ({"at": "2026-12-24T23:00:00"}, "2026-12-25"),  # without a zone: India's
        ({"at": "soon"}, "2026-11-19"),
        ({"at": 7}, "2026-11-19"),
        ({"at": "9999-12-31T23:00:00+00:00"}, "2026-11-19"),  # in India it would be the year 10000
    ],
)
def test_dates_are_counted_from_the_day_of_the_message_in_india(metadata, day, extractor):
    assert entities(extractor, "tomorrow", metadata) == [("date", day)]


@pytest.mark.parametrize(
    ("zone", "at", "day"),
    [
        ("Asia/Kolkata", "2026-12-24T20:00:00+00:00", "2026-12-26"),
        ("Europe/London", "2026-12-24T20:00:00+00:00", "2026-12-25"),
        ("America/New_York", "2026-07-04T03:59:00+00:00", "2026-07-04"),  # four hours back in summer
        ("America/New_York", "2026-12-04T04:59:00+00:00", "2026-12-04"),  # and five in winter
        ("Pacific/Auckland", None, "2026-11-20"),  # by the clock too
        ("", "2026-12-24T20:00:00+00:00", "2026-12-26"),  # not set: India
    ],
    indirect=["zone"],
)
def test_the_day_is_that_of_the_shops_timezone(zone, at, day, extractor):
    assert entities(extractor, "tomorrow", {"at": at}) == [("date", day)]


def test_products_are_those_of_the_file(extractor, tmp_path):
    assert entities(extractor, "kurta") == []
    (tmp_path / "catalogue.json").write_text(json.dumps([{"sku": "K1", "name": "Cotton kurta"}]))
    assert entities(extractor, "kurta") == [("product", "K1")]


def test_a_message_without_text_has_no_entities(extractor):
    assert entities(extractor, None) == []


@pytest.mark.parametrize(
    ("var", "path", "expected"),
    [
        ("/data", "var/catalogue.json", "/data/catalogue.json"),
        ("", "var/catalogue.json", "var/catalogue.json"),
        ("/data", "/etc/catalogue.json", "/etc/catalogue.json"),
        ("/data", "shop/var/catalogue.json", "shop/var/catalogue.json"),
    ],
)
def test_the_data_folder_moves_with_sahay_var(var, path, expected, monkeypatch):
    monkeypatch.setenv("SAHAY_VAR", var)
    assert in_var(path) == Path(expected)
