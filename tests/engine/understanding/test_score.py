"""`make score`: any file on the trained model."""

import json
import os
import subprocess
from io import StringIO
from types import SimpleNamespace

import pytest

from bench.evaluation import pipeline, score
from bench.evaluation.pipeline import Reading
from components.launcher import ROOT


def written(directory, text, name="set.csv"):
    path = directory / name
    path.write_text(text, encoding="utf-8")
    return path


@pytest.fixture
def scored(monkeypatch, capsys):
    """What `make score` says of a file, with a model that takes everything for track_order."""

    def run(path):
        monkeypatch.setattr("sys.argv", ["score", str(path), "--model", "model.tar.gz"])
        score.main()
        return json.loads(capsys.readouterr().out)

    everything = SimpleNamespace(
        read=lambda _: Reading("...", [("track_order", 0.8), ("get_refund", 0.4)], "answer", []),
        intents={"track_order", "get_refund"},
    )
    monkeypatch.setattr(pipeline, "prepare", lambda: None)
    monkeypatch.setattr(pipeline, "Parser", lambda _: everything)
    return run


def test_any_file_is_scored_in_one_line_of_json(scored, tmp_path):
    path = written(tmp_path, "utterance,intent,lang\nwhere,track_order,en\nkahan,track_order,hi\npaisa,get_refund,hi\n")
    assert scored(path) == {
        "n": 3,
        "top1": 0.6667,
        "top3": 1.0,
        "answered_right": 0.6667,
        "answered_wrong": 0.3333,
        "asked": 0.0,
        "fell_back": 0.0,
        "lang": {"en": 1.0, "hi": 0.5},
    }


def test_a_file_without_languages_is_scored_too(scored, tmp_path):
    assert scored(written(tmp_path, "utterance,intent\nwhere,track_order\n"))["lang"] == {}


def test_spaces_and_capitals_of_the_head_cost_no_hit(scored, tmp_path):
    said = scored(written(tmp_path, "Utterance,Intent ,LANG\nwhere, track_order ,en \n"))
    assert (said["top1"], said["lang"]) == (1.0, {"en": 1.0})


def test_intents_that_the_model_does_not_know_are_told_beside(scored, tmp_path, monkeypatch):
    told = StringIO()
    monkeypatch.setattr("sys.stderr", told)
    path = written(tmp_path, "utterance,intent\na,track_order\nb,wheres_it\nc,wheres_it\nd\n")
    assert scored(path)["n"] == 4
    assert told.getvalue() == "the model has no intent '' (rows: 1)\nthe model has no intent 'wheres_it' (rows: 2)\n"


def test_a_file_that_cannot_be_scored_ends_in_one_line(scored, tmp_path):
    with pytest.raises(SystemExit, match="has no column intent, only utterance"):
        scored(written(tmp_path, "utterance\nwhere\n"))


def test_the_newest_model_is_scored_with(tmp_path):
    with pytest.raises(SystemExit, match="no model"):
        score._newest(tmp_path)
    for name, time in (("new", 2), ("old", 1)):
        os.utime(written(tmp_path, "", f"{name}.tar.gz"), (time, time))
    assert score._newest(tmp_path).name == "new.tar.gz"


@pytest.mark.parametrize("name", ['a"b.csv', "a'b c.csv", "a`id`.csv", "a$b.csv", "a$(id).csv", "-a.csv", "a;b.csv"])
@pytest.mark.parametrize(("target", "variable"), [("score", "FILE"), ("evaluate", "EVAL")])
def test_make_hands_a_path_over_as_it_is(tmp_path, target, variable, name):
    """With a program in the place of each environment's Python that prints its last argument."""
    echo = tmp_path / "echo"
    echo.write_text('#!/bin/sh\nshift $(($# - 1))\nprintf "%s" "${1#--eval=}"\n')
    echo.chmod(0o700)
    programs = ["PYTHON=true", "APP=true", f"ENGINE={echo}"]
    command = ["make", "--no-print-directory", target, f"{variable}={name}", *programs]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True)
    assert (done.stdout, done.stderr) == (name, "")
