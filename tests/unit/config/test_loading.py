"""Ports, data directory, database and secrets come from the environment."""

import pytest

from sahay.config import ConfigError, load_settings

KEY = "a-key-of-a-good-length"
TOKEN = "a-token-of-a-good-length"


@pytest.fixture
def environ(tmp_path):
    return {"SAHAY_VAR": str(tmp_path / "var"), "SAHAY_SESSION_KEY": KEY, "SAHAY_ENGINE_TOKEN": TOKEN}


def test_defaults(environ, tmp_path):
    settings = load_settings(environ=environ)
    assert (settings.port, settings.engine_port, settings.actions_port) == (8000, 5005, 5055)
    assert settings.database_url == f"sqlite+aiosqlite:///{tmp_path}/var/sahay.db"
    assert (settings.session_key, settings.engine_token) == (KEY, TOKEN)


def test_two_copies_side_by_side(environ):
    settings = load_settings(environ=environ | {"PORT": "8100", "ENGINE_PORT": "5105", "ACTIONS_PORT": "5155"})
    assert list(settings.ports) == [("PORT", 8100), ("ENGINE_PORT", 5105), ("ACTIONS_PORT", 5155)]


def test_a_relative_data_directory_is_the_same_for_every_process(environ, tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    assert load_settings(environ=environ | {"SAHAY_VAR": "data"}).var == tmp_path / "data"


@pytest.mark.parametrize(
    ("given", "used"),
    [
        # as hosting providers write it, and as SQLAlchemy's asynchronous drivers want it
        ("postgres://u:p@db/sahay", "postgresql+asyncpg://u:p@db/sahay"),
        ("postgresql://u:p@db/sahay", "postgresql+asyncpg://u:p@db/sahay"),
        ("postgresql+asyncpg://u:p@db/sahay", "postgresql+asyncpg://u:p@db/sahay"),
        ("sqlite:////data/sahay.db", "sqlite+aiosqlite:////data/sahay.db"),
    ],
)
def test_database_addresses(environ, given, used):
    assert load_settings(environ=environ | {"DATABASE_URL": given}).database_url == used


@pytest.mark.parametrize(
    ("variable", "value", "error"),
    [
        ("PORT", "eighty", "PORT: must be a port from 1 to 65535, not 'eighty'"),
        ("ENGINE_PORT", "0", "ENGINE_PORT: must be a port from 1 to 65535, not '0'"),
        ("ACTIONS_PORT", "65536", "ACTIONS_PORT: must be a port from 1 to 65535, not '65536'"),
        ("PORT", "８０００", "PORT: must be a port"),  # digits, but not ASCII
        ("SAHAY_SESSION_KEY", "short", "SAHAY_SESSION_KEY: must have 16 characters or more, not 5"),
        ("SAHAY_ENGINE_TOKEN", "short", "SAHAY_ENGINE_TOKEN: must have 16 characters or more, not 5"),
        ("DATABASE_URL", "mysql://root:hunter2@db/x", "DATABASE_URL: must begin with postgresql:// or sqlite://"),
    ],
)
def test_a_wrong_variable_gives_one_line_without_its_secret(environ, variable, value, error):
    with pytest.raises(ConfigError) as raised:
        load_settings(environ=environ | {variable: value})
    assert str(raised.value).startswith(error)
    assert "hunter2" not in str(raised.value)


def test_secrets_stay_out_of_the_repr(environ):
    shown = repr(load_settings(environ=environ | {"DATABASE_URL": "postgresql://u:hunter2@db/sahay"}))
    assert "Saral Store" in shown
    for secret in (KEY, TOKEN, "hunter2"):
        assert secret not in shown


def test_unset_secrets_are_made_once_and_kept(environ):
    del environ["SAHAY_SESSION_KEY"]
    first, second = load_settings(environ=environ), load_settings(environ=environ)
    assert first.session_key == second.session_key
    assert len(first.session_key) >= 32
    assert first.engine_token == TOKEN  # what is set is not made, nor stored
    assert TOKEN not in (first.var / "secrets.json").read_text()
