"""The shop's lexicon: complete, without repetition, and of use."""

import re
from collections import Counter

import pytest
import yaml

from components import launcher
from sahay.language.lexicon import Lexicon
from sahay.language.tokens import words

TEXT = (launcher.ROOT / "data" / "lexicon.yml").read_text(encoding="utf-8")
FORMS = yaml.safe_load(TEXT)
LEXICON = Lexicon(FORMS)


def test_no_concept_is_named_twice():
    """YAML would take the second one, and say nothing."""
    named = re.findall(r"^(\w+):", TEXT, re.MULTILINE)
    assert [name for name, times in Counter(named).items() if times > 1] == []
    assert sorted(named) == sorted(FORMS)


@pytest.mark.parametrize("concept", FORMS)
def test_a_concept_has_forms_in_every_language(concept):
    assert set(FORMS[concept]) == {"en", "hi", "gu"}
    assert all(FORMS[concept].values())


@pytest.mark.parametrize("concept", FORMS)
def test_every_form_has_words_and_is_listed_once(concept):
    for language, forms in FORMS[concept].items():
        assert [form for form in forms if not words(form)] == [], language
        times = Counter(form.lower() for form in forms)
        assert [form for form, count in times.items() if count > 1] == [], language


@pytest.mark.parametrize("concept", FORMS)
def test_every_form_is_found_as_its_concept(concept):
    listed = [form for forms in FORMS[concept].values() for form in forms]
    assert [form for form in listed if concept not in LEXICON.concepts(words(form))] == []


@pytest.mark.parametrize(
    ("text", "concepts"),
    [
        ("paisa wapas chahiye", ["refund"]),
        ("પૈસા પાછા આપો", ["refund"]),
        ("cancelled my purchase", ["cancel", "order"]),
        ("mera parsal kab", ["order", "when"]),  # as it sounds
        ("photosynthesis", []),
    ],
)
def test_what_it_knows(text, concepts):
    assert LEXICON.concepts(words(text)) == concepts
