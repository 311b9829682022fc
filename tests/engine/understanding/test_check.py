"""What is wrong with the files of our components is said before Rasa trains, by file and key."""

import shutil
import subprocess
import sys

import pytest

from components.check import Mistake, check, pipeline
from components.classifier import SahayClassifier
from components.entities import DetailExtractor
from components.launcher import ROOT

CONFIG = """
pipeline:
- name: components.entities.DetailExtractor
- name: RegexMessageHandler
  case_sensitive: false
- name: components.classifier.SahayClassifier
"""
LEXICON = "order: {en: [order], hi: [ऑर्डर]}\n"
DETAILS = "- {entity: amount, patterns: [[{TAG: digits}]]}\n"
WORDS = "data/entities/words"


@pytest.fixture
def project(tmp_path):
    """A small bot without a mistake."""
    files = {
        "config.yml": CONFIG,
        "data/lexicon.yml": LEXICON,
        "data/entities/details.yml": DETAILS,
        f"{WORDS}/numbers.yml": "number: {0.5: [half], 1: [one]}\n",
        f"{WORDS}/concepts.yml": "day: {-1: [yesterday]}\norder: {order: [order]}\n",
        f"{WORDS}/common.yml": "[cotton, power bank]\n",
    }
    for name, text in files.items():
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / name).write_text(text, encoding="utf-8")
    return tmp_path


def said(root):
    with pytest.raises(Mistake) as raised:
        check(root)
    assert "\n" not in str(raised.value)
    return str(raised.value)


def test_a_bot_without_a_mistake_passes(project):
    check(project)


def test_ours_is_without_a_mistake():
    check(ROOT)


@pytest.mark.parametrize(
    ("file", "text", "mistake"),
    [
        ("data/lexicon.yml", "order: {en: [order, yes]}", "order.en: True is no word (quote yes, no and numbers)"),
        ("data/lexicon.yml", "order: [a, b]", "order: must be a name with lists of words by language"),
        ("data/lexicon.yml", "", "must be concepts with lists of words by language"),
        ("data/lexicon.yml", "[order]", "must be concepts with lists of words by language"),
        ("data/lexicon.yml", "order: [", "not valid YAML: "),  # a lexicon may lie where nobody else looks
        ("config.yml", "", "pipeline: must be a list of components"),
        ("config.yml", "pipeline: {name: a}", "pipeline: must be a list of components"),
        ("config.yml", "pipeline: [a]", "pipeline: 'a' has no name"),
        ("data/entities/details.yml", "", "must be a list of entries with entity and patterns"),
        ("data/entities/details.yml", "[amount]", "entry 1: must have entity and patterns"),
        ("data/entities/details.yml", f"{DETAILS}- {{patterns: []}}", "entry 2 (None): entity: must be a name"),
        (f"{WORDS}/numbers.yml", "[one]", "must be classes of words"),
        (f"{WORDS}/numbers.yml", "number: [one]", "number: must be lists of words by meaning"),
        (f"{WORDS}/numbers.yml", "number: {1: one}", "number.1: must be a list of words"),
        (f"{WORDS}/numbers.yml", "number: {one: [one]}", "number.one: must be a number"),
        (f"{WORDS}/numbers.yml", "number: {1: [no]}", "number.1: False is no word (quote yes, no and numbers)"),
        (f"{WORDS}/numbers.yml", "number: {1: [one], 2: [one]}", "one: is "),  # of two meanings
        (f"{WORDS}/concepts.yml", "day: {today: [today]}", "day.today: must be a number"),
        (f"{WORDS}/common.yml", "cotton", "must be a list of words"),
        (f"{WORDS}/common.yml", "[on]", "True is no word"),
        (f"{WORDS}/number.yml", "number: {1: [one]}", "is read by nothing, only common, numbers, concepts, tense"),
    ],
)
def test_a_mistake_is_named_by_file_and_key(project, file, text, mistake):
    (project / file).write_text(text, encoding="utf-8")
    assert said(project).startswith(f"{file}: {mistake}")


@pytest.mark.parametrize(
    ("rest", "mistake"),
    [
        ("reading: amuont, patterns: [[{TAG: digits}]]", "reading: there is no reading 'amuont' in components/"),
        ("reading: [], patterns: [[{TAG: digits}]]", "reading: there is no reading [] in components/"),
        ("told: 1, patterns: [[{TAG: digits}]]", "told: must be true or false"),
        ("pattern: [[{TAG: digits}]]", "pattern: is none of entity, reading, told, patterns"),
        ("reading: amount", "patterns: must be a list of token patterns"),
        ("patterns: TAG", "patterns: "),
        ("patterns: [[{LOWR: a}]]", "patterns: Invalid token patterns for matcher rule 'amount' Pattern 0: - [pattern"),
        ("patterns: [[{LOWER: {INN: [a]}}]]", "patterns: Invalid token patterns"),
        ("patterns: [[{LOWER: {REGEX: '('}}]]", "patterns: missing ), unterminated subpattern"),
    ],
)
def test_a_mistake_in_a_pattern_is_named_by_its_entry(project, rest, mistake):
    (project / "data/entities/details.yml").write_text(f"{DETAILS}- {{entity: amount, {rest}}}\n")
    assert said(project).startswith(f"data/entities/details.yml: entry 2 (amount): {mistake}")


def test_what_has_no_reading_of_its_own_name_needs_one(project):
    (project / "data/entities/details.yml").write_text("- {entity: date, patterns: [[{TAG: digits}]]}\n")
    assert "entry 1 (date): entity: there is no reading 'date'" in said(project)


@pytest.mark.parametrize(
    ("line", "mistake"),
    [
        ("lexicon: data/lexicn.yml", "SahayClassifier.lexicon: data/lexicn.yml: no such file"),
        ("lexicon: data", "SahayClassifier.lexicon: data: no such file"),
        ("lexicon:", "SahayClassifier.lexicon: must be a path"),
        ("wrong_at_most: lots", "SahayClassifier.wrong_at_most: must be a share from 0 to 1, not 'lots'"),
        ("wrong_at_most: 8", "SahayClassifier.wrong_at_most: must be a share from 0 to 1, not 8"),
        ("wrong_at_most: yes", "SahayClassifier.wrong_at_most: must be a share from 0 to 1, not True"),
        ("wrong_at_most: .nan", "SahayClassifier.wrong_at_most: must be a share from 0 to 1, not nan"),
        ("wrong_at_mots: 0.1", "SahayClassifier.wrong_at_mots: there are only lexicon, wrong_at_most"),
    ],
)
def test_a_setting_that_cannot_be_is_named(project, line, mistake):
    (project / "config.yml").write_text(f"{CONFIG}  {line}\n")
    assert said(project) == f"config.yml: {mistake}"


@pytest.mark.parametrize(
    ("line", "mistake"),
    [
        ("patterns: data/entitys", "DetailExtractor.patterns: data/entitys: no such folder"),
        ("patterns: 3", "DetailExtractor.patterns: must be a path"),
        ("catalogue: [a]", "DetailExtractor.catalogue: must be a path"),
    ],
)
def test_a_setting_of_the_extractor_too(project, line, mistake):
    (project / "config.yml").write_text(f"pipeline:\n- name: components.entities.DetailExtractor\n  {line}\n")
    assert said(project) == f"config.yml: {mistake}"


def test_files_that_are_not_there_are_named(project):
    (project / "data/lexicon.yml").unlink()
    assert said(project) == "config.yml: SahayClassifier.lexicon: data/lexicon.yml: no such file"
    (project / "data/entities/details.yml").unlink()
    assert said(project) == "data/entities: has no *.yml"
    (project / "config.yml").unlink()
    assert said(project) == "config.yml: cannot be read: No such file or directory"


def test_a_shop_may_have_its_lexicon_elsewhere(project):
    (project / "data/lexicon.yml").rename(project / "words.yml")
    (project / "config.yml").write_text(f"{CONFIG}  lexicon: words.yml\n")
    check(project)
    (project / "words.yml").write_text("order: {en: order}")
    assert said(project) == "words.yml: order.en: must be a list of words"


@pytest.mark.parametrize("component", [SahayClassifier, DetailExtractor])
def test_the_settings_are_those_of_the_components(component):
    settings = pipeline.SETTINGS[f"{component.__module__}.{component.__name__}"]
    assert {key: setting.default for key, setting in settings.items()} == component.get_default_config()


ENTERED = """
import runpy, sys
try:
    runpy.run_module("components.check", run_name="__main__")
finally:
    print("rasa" in sys.modules)
"""


def test_it_says_so_in_one_line_without_waiting_for_rasa(project):
    """As the launcher runs it, on a copy of what it needs."""
    for package in ("components", "sahay"):
        shutil.copytree(ROOT / package, project / package, ignore=shutil.ignore_patterns("__pycache__", "web"))
    (project / "data/lexicon.yml").write_text("order: {en: [no]}")
    done = subprocess.run([sys.executable, "-c", ENTERED], cwd=project, capture_output=True, text=True)
    assert (done.returncode, done.stdout) == (1, "False\n")
    assert done.stderr == "data/lexicon.yml: order.en: False is no word (quote yes, no and numbers)\n"
