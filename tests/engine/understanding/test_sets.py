"""The files that understanding is measured on: how they are read, and what is said of one that cannot be."""

import pytest

from bench.evaluation import __main__ as evaluation
from bench.evaluation import figures
from bench.evaluation.figures import Measured
from bench.evaluation.sets import SetError, foreign, labelled, two_wishes
from components.check import Mistake


def written(directory, text, name="set.csv"):
    path = directory / name
    path.write_text(text, encoding="utf-8")
    return path


@pytest.mark.parametrize(
    ("text", "columns"),
    [
        ("utterance,intent\nwhere is it,track_order\n", ()),
        ("\ufeffutterance,intent\nwhere is it,track_order\n", ()),  # as spreadsheets write it
        ("lang,intent,utterance\nen,track_order,where is it\n", ()),
        ("sentence,label\nwhere is it,track_order\n", ("sentence", "label")),
        ("Utterance, INTENT \nwhere is it, track_order \n", ()),  # as people write it
        ('utterance,intent\n"where is it",track_order\n', ()),
    ],
)
def test_a_labelled_set_is_read(tmp_path, text, columns):
    assert labelled(written(tmp_path, text), *columns) == [("where is it", "track_order")]


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("text,intent\na,b\n", r"set\.csv: has no column utterance, only text, intent"),
        ("text,label\na,b\n", r"set\.csv: has no column utterance and no column intent, only text, label"),
        ("text,intent\na,b,c\n", r"set\.csv: has no column utterance, only text, intent"),  # a comma too many
        ("utterance,intent\n", r"set\.csv: has no rows"),
        ("", r"set\.csv: has no rows"),
        ('utterance,intent\na,b\n"a,b\na,b\n', r"set\.csv: the row after line 2 is no CSV, a quote may be unclosed: "),
        ('"utterance,intent\na,b\n', r"set\.csv: the row after line 0 is no CSV"),
    ],
)
def test_a_set_that_cannot_be_read_is_named(tmp_path, text, message):
    with pytest.raises(SetError, match=message):
        labelled(written(tmp_path, text))


def test_a_text_is_read_as_it_stands(tmp_path):
    path = written(tmp_path, 'utterance,intent\n" where\n is it ",track_order\n')
    assert labelled(path) == [(" where\n is it ", "track_order")]


def test_files_that_are_none_are_named(tmp_path):
    with pytest.raises(SetError, match=r"/missing\.csv: cannot be read: No such file or directory$"):
        labelled(tmp_path / "missing.csv")
    with pytest.raises(SetError, match=r": cannot be read: Is a directory$"):
        labelled(tmp_path)
    (tmp_path / "latin.csv").write_bytes(b"utterance,intent\n\xff\xfe,b\n")
    with pytest.raises(SetError, match=r"latin\.csv: is not in UTF-8$"):
        labelled(tmp_path / "latin.csv")


@pytest.fixture
def foreign_sets(tmp_path):
    """A directory as EVAL names it."""
    (tmp_path / "hint3_sofmattress").mkdir()
    for name in ("bitext_dev.csv", "clinc_oos_dev.csv"):
        written(tmp_path, "utterance,intent\na,b\n", name)
    for name in ("train.csv", "test.csv"):
        written(tmp_path / "hint3_sofmattress", "sentence,label\na,b\n", name)
    return tmp_path


def test_the_foreign_sets_are_read(foreign_sets):
    assert foreign(foreign_sets) == ([("a", "b")],) * 4


def test_no_directory_has_no_foreign_sets(tmp_path):
    with pytest.raises(SetError, match=r"nowhere: no such directory$"):
        foreign(tmp_path / "nowhere")


def evaluated(monkeypatch, *arguments):
    """`make evaluate` up to its training; what it was going to measure."""
    measured, wrote = [], []

    def measure(sets):
        measured.append(sets)
        return Measured({}, {}, [])

    monkeypatch.setattr("sys.argv", ["evaluation", *arguments])
    monkeypatch.setattr(figures, "measure", measure)
    monkeypatch.setattr(evaluation, "_write", wrote.append)
    with pytest.raises(SystemExit) as ended:
        evaluation.main()
    return ended.value.code, measured, bool(wrote)


@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("bitext_dev.csv", None),
        ("clinc_oos_dev.csv", "text,intent\na,b\n"),
        ("hint3_sofmattress/train.csv", "utterance,intent\na,b\n"),
        ("hint3_sofmattress/test.csv", None),
    ],
)
def test_a_foreign_set_that_cannot_be_read_is_told_before_the_training(foreign_sets, monkeypatch, name, text):
    (foreign_sets / name).unlink()
    if text:
        written(foreign_sets, text, name)
    code, measured, _ = evaluated(monkeypatch, "--eval", str(foreign_sets))
    assert code.startswith(f"{foreign_sets / name}: ")
    assert measured == []


def test_a_mistake_in_our_files_is_told_before_the_training(monkeypatch):
    def mistaken(_):
        raise Mistake("data/lexicon.yml: order.en: must be a list of words")

    monkeypatch.setattr(evaluation, "check", mistaken)
    assert evaluated(monkeypatch) == ("data/lexicon.yml: order.en: must be a list of words", [], False)


def test_reports_are_written_with_the_foreign_sets_only(foreign_sets, monkeypatch, capsys):
    """Without, they would lose the figures of those."""
    assert evaluated(monkeypatch) == (0, [None], False)
    assert "reports/ stay as they are" in capsys.readouterr().err
    assert evaluated(monkeypatch, "--eval", str(foreign_sets)) == (0, [foreign(foreign_sets)], True)
    assert capsys.readouterr().err == ""
    assert evaluated(monkeypatch, "--eval", str(foreign_sets), "--check")[2] is False


def test_messages_with_two_wishes_are_read(tmp_path):
    path = written(tmp_path, '- {text: "a and b", language: en, wishes: [a, b]}\n', "two.yml")
    assert two_wishes(path) == [("a and b", ["a", "b"])]
