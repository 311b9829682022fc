"""A file of the knowledge base in an editor: here a program that writes what it is told."""

import shlex
import sys

import pytest
import yaml

from sahay.shop.faq import FaqError
from sahay.shop.faq.editing import edit
from tests.unit.shop.faq.test_files import LANGUAGES, raw, write


def editor(*entries):
    """An editor that makes the file hold these entries."""
    text = yaml.safe_dump(list(entries), allow_unicode=True)
    script = f"import sys; open(sys.argv[1], 'w', encoding='utf-8').write({text!r})"
    return {"EDITOR": shlex.join([sys.executable, "-c", script])}


def test_a_file_is_changed_and_all_entries_are_given(tmp_path):
    write(tmp_path, faq=[raw("one")], other=[raw("two")])
    entries = edit(tmp_path / "faq.yml", LANGUAGES, editor(raw("one", topic="payments"), raw("three")))
    assert [(entry.key, entry.topic) for entry in entries] == [
        ("one", "payments"),
        ("three", "returns"),
        ("two", "returns"),
    ]
    assert "three" in (tmp_path / "faq.yml").read_text("utf-8")


def test_a_new_file_begins_with_a_template_that_is_right_as_it_is(tmp_path):
    write(tmp_path, faq=[raw("one")])
    entries = edit(tmp_path / "delivery_abroad.yml", LANGUAGES, {"EDITOR": "true"})
    assert [entry.key for entry in entries] == ["delivery_abroad", "one"]


def test_a_mistake_changes_nothing_and_the_text_is_kept(tmp_path):
    write(tmp_path, faq=[raw("one")])
    before = (tmp_path / "faq.yml").read_text("utf-8")
    with pytest.raises(FaqError, match=r"^faq.yml: one: topic: is empty \(nothing is changed; your text is in .*draft"):
        edit(tmp_path / "faq.yml", LANGUAGES, editor(raw("one", topic=" ")))
    assert (tmp_path / "faq.yml").read_text("utf-8") == before
    assert "topic: ' '" in (tmp_path / "faq.draft").read_text("utf-8")


def test_a_mistake_may_lie_in_what_another_file_says(tmp_path):
    write(tmp_path, faq=[raw("one")], other=[raw("two")])
    with pytest.raises(FaqError, match=r"^other.yml: two: key: is taken already, in faq.yml"):
        edit(tmp_path / "faq.yml", LANGUAGES, editor(raw("two")))


def test_an_editor_that_fails_changes_nothing(tmp_path):
    write(tmp_path, faq=[raw("one")])
    with pytest.raises(FaqError, match=r"^false: cannot edit faq.yml"):
        edit(tmp_path / "faq.yml", LANGUAGES, {"VISUAL": "false", "EDITOR": "true"})
