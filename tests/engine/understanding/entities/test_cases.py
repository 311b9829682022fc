"""Every kind of detail in every script, on cases of our own; all but unseen.yml were begun before the rules."""

from collections import Counter

import pytest

from bench.entities import CASES, Case, cases, finder, measure, pairs

ENOUGH = 450  # cases
EXACT = 0.97  # of them: all values right, and nothing else found
KINDS = {"order_number", "invoice_number", "email", "phone_number", "pin_code", "amount", "date", "product"}
MICROSECONDS = 3000  # for a text; the whole pipeline has 6000


@pytest.fixture(scope="module")
def figures():
    return measure(CASES)


def test_nearly_every_case_is_wholly_right(figures):
    assert figures["exact"] >= EXACT, "\n".join(figures["failures"])


def test_no_kind_is_left_behind(figures):
    assert {name: each for name, each in figures["by_entity"].items() if each["found"] < EXACT - 0.02} == {}


def test_it_is_fast(figures):
    assert figures["find_us_p50"] < MICROSECONDS


def test_there_are_enough_cases_of_every_kind_and_of_none():
    listed = list(cases(CASES))
    expected = Counter(entity for case in listed for entity, _ in case.expected)
    assert len(listed) >= ENOUGH
    assert expected.keys() == KINDS
    assert min(expected.values()) >= 20
    assert sum(not case.expected for case in listed) >= 100


def test_no_case_is_there_twice():
    texts = Counter((case.text, case.at) for case in cases(CASES))
    assert [text for text, count in texts.items() if count > 1] == []


@pytest.mark.parametrize("expected", [[("amount", "1")], []])
def test_a_wrong_value_and_one_too_many_are_failures(expected, tmp_path):
    (tmp_path / "one.yml").write_text(
        'at: "2026-11-18T11:00:00+05:30"\ncases:\n  - ["₹2"' + "".join(f", {n} {v}" for n, v in expected) + "]\n"
    )
    figures = measure(tmp_path)
    assert (figures["n"], figures["exact"], len(figures["failures"])) == (1, 0, 1)


def test_a_case_is_read_at_its_own_time():
    details, products = finder()
    first = next(cases(CASES))
    later = Case("", first.at.replace(day=30), "tomorrow", [])
    assert pairs(details, later, products) == [("date", "2026-12-01")]
