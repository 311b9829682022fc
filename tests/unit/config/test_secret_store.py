"""Secrets that nobody set are made once, for all processes that start at the same time."""

import json
from concurrent.futures import ThreadPoolExecutor

import pytest

from sahay.config import ConfigError
from sahay.config.secret_store import stored_secrets

NAMES = ("SAHAY_SESSION_KEY", "SAHAY_ENGINE_TOKEN")


def test_only_the_owner_may_read_them(tmp_path):
    stored_secrets(tmp_path / "secrets.json", NAMES)
    assert (tmp_path / "secrets.json").stat().st_mode & 0o777 == 0o600


def test_no_two_are_the_same(tmp_path):
    first = stored_secrets(tmp_path / "a" / "secrets.json", NAMES)
    second = stored_secrets(tmp_path / "b" / "secrets.json", NAMES)
    assert len({*first.values(), *second.values()}) == 4


def test_one_that_is_missing_is_added_to_the_others(tmp_path):
    path = tmp_path / "secrets.json"
    first = stored_secrets(path, NAMES[:1])
    both = stored_secrets(path, NAMES)
    assert both[NAMES[0]] == first[NAMES[0]]
    assert json.loads(path.read_text()) == both


def test_nothing_is_made_when_nothing_is_missing(tmp_path):
    assert stored_secrets(tmp_path / "var" / "secrets.json", ()) == {}
    assert not (tmp_path / "var").exists()


def test_all_who_start_together_get_the_same(tmp_path):
    with ThreadPoolExecutor(16) as pool:
        kept = list(pool.map(lambda _: stored_secrets(tmp_path / "secrets.json", NAMES), range(64)))
    assert all(each == kept[0] for each in kept)


@pytest.mark.parametrize(
    "content",
    [
        '{"SAHAY_SESSION_KEY": ',  # cut off
        "[1, 2]",  # not ours
        '{"SAHAY_SESSION_KEY": ""}',  # emptied: must not become the key that signs every session
    ],
)
def test_a_damaged_file_is_named_and_left_alone(tmp_path, content):
    path = tmp_path / "secrets.json"
    path.write_text(content)
    with pytest.raises(ConfigError, match=r"secrets\.json: is damaged; delete it to have new secrets made"):
        stored_secrets(path, NAMES)
    assert path.read_text() == content


def test_a_place_that_cannot_be_written_is_named(tmp_path):
    (tmp_path / "var").write_text("a file where the directory should be")
    with pytest.raises(ConfigError, match=r"^SAHAY_VAR: .*secrets\.json cannot be kept there: "):
        stored_secrets(tmp_path / "var" / "secrets.json", NAMES)
