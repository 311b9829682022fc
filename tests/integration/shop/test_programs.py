"""The two programs as they are run: on a migrated database, each saying one line."""

import asyncio
import json
import os
import shutil
import stat
import subprocess
import sys
from datetime import UTC, datetime
from pathlib import Path

import pytest

from sahay.config import load_settings
from sahay.shop.faq import Showing
from sahay.shop.faq.sql import SqlFaq
from sahay.shop.orders import OrderState
from sahay.store.database import open_database
from sahay.store.migrate import migrate

ROOT = Path(__file__).parents[3]
# An editor that writes an answer into what the template begins with.
UMBRELLAS = "sed -i -e 's/The question?/Do you repair umbrellas?/' -e 's/The answer./Yes, umbrellas too./'"


@pytest.fixture
async def run(tmp_path):
    """Runs a program against a database of its own; gives its exit code, output and errors."""
    environ = {**os.environ, "SAHAY_VAR": str(tmp_path)}
    environ.pop("DATABASE_URL", None)
    await migrate(load_settings(environ=environ).database_url)

    def program(*arguments, **more):
        command = [sys.executable, "-W", "error", "-m", *arguments]
        done = subprocess.run(
            command, cwd=ROOT, env=environ | more, capture_output=True, text=True, timeout=60, check=False
        )
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


def test_a_shop_has_its_knowledge_base_where_its_settings_say(run, tmp_path):
    (tmp_path / "faq").mkdir()
    shutil.copy(ROOT / "data" / "faq" / "shop.yml", tmp_path / "faq")
    settings = (ROOT / "sahay.yml").read_text(encoding="utf-8")
    (tmp_path / "shop.yml").write_text(settings.replace("data/faq\n", f"{tmp_path}/faq\n"), encoding="utf-8")
    code, said, errors = run("sahay.shop.faq", "load", SAHAY_CONFIG=str(tmp_path / "shop.yml"))
    assert (code, errors) == (0, "")
    assert said == "FAQ: 0 unchanged; 4 added (about_shop, holiday_hours, opening_hours, store_location)\n"


def test_a_mistake_in_the_knowledge_base_is_one_line(run, tmp_path):
    (tmp_path / "broken.yml").write_text("- key: returns\n")
    assert run("sahay.shop.faq", "load", str(tmp_path)) == (1, "", "broken.yml: returns: topic: is missing\n")


def test_a_file_is_edited_and_loaded_and_a_running_search_answers_from_it_at_once(run, tmp_path):
    """The search stands for the actions, which run on."""
    assert run("sahay.shop.faq", "load")[0] == 0
    directory = tmp_path / "faq"
    shutil.copytree(ROOT / "data" / "faq", directory)
    asked = "do you repair umbrellas"
    with asyncio.Runner() as loop:
        database = open_database(f"sqlite:///{tmp_path / 'sahay.db'}")
        faq = SqlFaq(database)
        assert all(answer.key != "umbrellas" for answer in loop.run(faq.search(asked, "en")))
        assert run("sahay.shop.faq", "edit", "umbrellas", str(directory), EDITOR=UMBRELLAS) == (
            0,
            "FAQ: 72 unchanged; 1 added (umbrellas)\n",
            "",
        )
        assert loop.run(faq.search(asked, "en", 1))[0].text == "Yes, umbrellas too."
        loop.run(database.close())


def test_the_report_counts_what_was_shown_and_what_helped(run, tmp_path):
    run("sahay.shop.faq", "load")

    async def rated():
        database = open_database(f"sqlite:///{tmp_path / 'sahay.db'}")
        faq, now = SqlFaq(database), datetime.now(UTC)
        for number in range(3):
            await faq.note_shown(Showing("warranty", "en", f"c{number}", f"m{number}", now))
        await faq.rate("warranty", "c0", helpful=True, at=now)
        await faq.rate("warranty", "c1", helpful=False, at=now)
        await database.close()

    asyncio.run(rated())
    code, said, errors = run("sahay.shop.faq", "report")
    lines = said.splitlines()
    assert (code, errors, len(lines)) == (0, "", 73)
    assert lines[0].split() == ["entry", "shown", "conversations", "helpful", "not", "helpful", "share"]
    assert lines[1].split() == ["warranty", "3", "3", "1", "1", "50%"]
    assert lines[2].split()[1:] == ["0", "0", "0", "0", "-"]
