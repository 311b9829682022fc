"""The sections about people and about how long data is kept."""

from pathlib import Path

import pytest
import yaml

from sahay.config import ROOT, ConfigError, load_settings


def settings_with(folder: Path, section: str, value: object) -> Path:
    document = yaml.safe_load((ROOT / "sahay.yml").read_text(encoding="utf-8"))
    document[section] = value
    file = folder / "sahay.yml"
    file.write_text(yaml.safe_dump(document), encoding="utf-8")
    return file


def loaded(folder: Path, section: str, value: object):
    return load_settings(settings_with(folder, section, value), {"SAHAY_VAR": str(folder)})


def test_without_the_sections_there_are_defaults(tmp_path: Path) -> None:
    people = loaded(tmp_path, "people", None).people
    kept = loaded(tmp_path, "retention", None).retention

    assert (people.second_factor, people.invitation_days) == ((), 3)
    assert (kept.messages, kept.files, kept.trackers, kept.verification_attempts, kept.audit) == (
        730,
        365,
        90,
        30,
        1095,
    )


@pytest.mark.parametrize(
    ("section", "value", "key"),
    [
        ("people", {"second_factor": ["owner"]}, "people.second_factor"),
        ("people", {"second_factor": "admin"}, "people.second_factor"),  # a list
        ("people", {"invitation_days": 0}, "people.invitation_days"),
        ("retention", {"messages": "a year"}, "retention.messages"),
        ("retention", {"verification_attempts": 1}, "retention.verification_attempts"),  # what is younger still counts
        ("retention", {"audit": 7}, "retention.audit"),
        ("retention", {"message": 30}, "retention.message: is not a setting; did you mean messages?"),
    ],
)
def test_a_mistake_names_its_key(tmp_path: Path, section: str, value: object, key: str) -> None:
    with pytest.raises(ConfigError, match=key.replace("?", r"\?")):
        loaded(tmp_path, section, value)


@pytest.mark.parametrize(
    ("environ", "url"),
    [
        ({}, "sqlite:///{var}/engine.db"),
        ({"DATABASE_URL": "postgresql://host/name"}, "postgresql+asyncpg://host/name"),  # engines share the app's
        ({"SAHAY_ENGINE_DATABASE_URL": "sqlite:////elsewhere.db"}, "sqlite:////elsewhere.db"),
    ],
)
def test_where_the_bot_remembers(tmp_path: Path, environ: dict[str, str], url: str) -> None:
    settings = load_settings(ROOT / "sahay.yml", {"SAHAY_VAR": str(tmp_path), **environ})

    assert settings.engine_database_url == url.format(var=tmp_path)
