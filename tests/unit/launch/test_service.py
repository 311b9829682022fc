"""How the three processes are started."""

import os
from dataclasses import replace
from pathlib import Path

import pytest

from sahay.launch.service import child_environment, services

MODEL = Path("models/0123456789abcdef.tar.gz")


@pytest.fixture
def by_name(settings):
    return {service.name: service for service in services(settings, MODEL)}


def test_each_is_asked_on_its_own_port(by_name):
    assert {name: service.ready_url for name, service in by_name.items()} == {
        "engine": "http://127.0.0.1:5005/webhooks/sahay/",
        "actions": "http://127.0.0.1:5055/health",
        "app": "http://127.0.0.1:8000/readyz",
    }


def test_engine_and_actions_are_out_of_reach(by_name):
    """Only the app faces the network. rasa-sdk listens on every interface unless told otherwise."""
    command = " ".join(by_name["engine"].command)
    assert " -i 127.0.0.1 -p 5005 " in command
    assert by_name["actions"].environment["SANIC_HOST"] == "127.0.0.1"
    assert "SANIC_HOST" not in by_name["app"].environment


def test_the_engine_runs_the_model_in_its_own_environment(by_name):
    command = by_name["engine"].command
    assert command[0].endswith("/.venv/engine/bin/python")
    assert command[-2:] == ("--model", str(MODEL))


def test_no_secret_is_in_a_repr_or_in_the_list_of_processes(by_name, settings):
    shown = "".join(f"{service!r} {service.command}" for service in by_name.values())
    assert settings.session_key not in shown
    assert settings.engine_token not in shown


@pytest.mark.parametrize(
    ("variable", "value", "offered"),
    [
        ("PATH", "/somewhere", "1"),
        ("SAHAY_DEMO", "0", "0"),  # not wanted
        ("SAHAY_IDENTITY_SECRET", "x" * 32, None),  # a real shop, which signs for its own customers
    ],
)
def test_the_demo_offers_to_log_in_where_nothing_is_real(settings, monkeypatch, variable, value, offered):
    monkeypatch.setenv(variable, value)

    assert child_environment(settings).get("SAHAY_DEMO") == offered


def test_a_servers_database_is_no_demo(settings):
    real = replace(settings, database_url="postgresql+asyncpg://db/sahay")

    assert "SAHAY_DEMO" not in child_environment(real)


def test_children_share_the_settings(settings, monkeypatch):
    monkeypatch.setenv("PYTHONDONTWRITEBYTECODE", "1")
    monkeypatch.setenv("PATH", "/somewhere")
    environment = child_environment(settings)
    assert environment["SAHAY_VAR"] == str(settings.var)
    assert environment["SAHAY_SESSION_KEY"] == settings.session_key
    assert environment["DATABASE_URL"] == settings.database_url
    assert environment["SAHAY_LANGUAGE"] == settings.languages.default
    assert environment["SAHAY_TIMEZONE"] == settings.shop.timezone.key
    assert environment["SAHAY_ORDER_NUMBERS"] == "10234"
    assert environment["RASA_TELEMETRY_ENABLED"] == "false"
    assert environment["PATH"] == "/somewhere"
    assert "PYTHONDONTWRITEBYTECODE" not in environment
    assert os.environ["PYTHONDONTWRITEBYTECODE"] == "1"  # our own is not touched
