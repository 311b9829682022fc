"""The two programs as they are run: on a migrated database, each saying one line."""

import json
import os
import stat
import subprocess
import sys
from pathlib import Path

import pytest

from sahay.config import load_settings
from sahay.shop.orders import OrderState
from sahay.store.migrate import migrate

ROOT = Path(__file__).parents[3]


@pytest.fixture
async def run(tmp_path):
    """Runs a program against a database of its own; gives its exit code, output and errors."""
    environ = {**os.environ, "SAHAY_VAR": str(tmp_path)}
    environ.pop("DATABASE_URL", None)
    await migrate(load_settings(environ=environ).database_url)

    def program(*arguments):
        command = [sys.executable, "-W", "error", "-m", *arguments]
        done = subprocess.run(command, cwd=ROOT, env=environ, capture_output=True, text=True, timeout=60, check=False)
        return done.returncode, done.stdout, done.stderr

    return program


def test_seeding_says_what_it_did_and_hands_out_the_demo(run, tmp_path):
    assert run("sahay.shop.demo", "seed") == (0, "Demo shop: 92 orders seeded\n", "")
    path = tmp_path / "demo.json"
    first = json.loads(path.read_text())
    assert stat.S_IMODE(path.stat().st_mode) == 0o600
    assert {order["state"] for order in first["orders"]} == set(OrderState)
    code, said, _ = run("sahay.shop.demo", "seed")
    assert code == 0
    assert "skipped" in said or "brought up to today" in said  # the latter when midnight fell in between
    again = json.loads(path.read_text())
    assert again["agents"] == first["agents"]


def test_loading_the_knowledge_base_says_what_changed(run, tmp_path):
    code, said, errors = run("sahay.shop.faq", "load")
    assert (code, errors) == (0, "")
    assert said.startswith("FAQ: 0 unchanged; ")
    assert said.rstrip().endswith(" added")
    assert said.count("\n") == 1
    code, said, _ = run("sahay.shop.faq", "load")
    assert code == 0
    assert said.rstrip().endswith(" unchanged")


def test_a_mistake_in_the_knowledge_base_is_one_line(run, tmp_path):
    (tmp_path / "broken.yml").write_text("- key: returns\n")
    assert run("sahay.shop.faq", "load", str(tmp_path)) == (1, "", "broken.yml: returns: topic: is missing\n")
