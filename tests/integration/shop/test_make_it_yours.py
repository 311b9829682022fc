"""What docs/make-it-yours.md gives a shop to begin with does what it says."""

import os
import subprocess
import sys

import pytest

from sahay.config import ROOT
from sahay.shop.faq.files import read_directory
from tests.conversations.script import read_file

GIVEN = ROOT / "docs" / "make-it-yours"
TOKEN = "a-secret-of-both-sides"


@pytest.fixture
def shop():
    """The address of the shop in a hundred lines."""
    environ = {**os.environ, "SAHAY_BACKEND_TOKEN": TOKEN, "SHOP_PORT": "0"}
    command = [sys.executable, str(GIVEN / "shop.py")]
    with subprocess.Popen(command, env=environ, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True) as server:
        yield server.stdout.readline().split()[-1]
        server.terminate()


def test_the_shop_in_a_hundred_lines_keeps_the_contract(shop, tmp_path):
    environ = {**os.environ, "SAHAY_BACKEND_TOKEN": TOKEN, "SAHAY_VAR": str(tmp_path)}
    command = [sys.executable, "-m", "sahay.shop.remote", "check", shop, "--order", "ORD-2026-0042"]
    done = subprocess.run(command, cwd=ROOT, env=environ, capture_output=True, text=True, timeout=60, check=False)

    assert (done.returncode, done.stdout.splitlines()[-1]) == (0, "Nothing wrong"), done.stdout


def test_the_seven_questions_can_be_loaded():
    assert len(read_directory(GIVEN / "faq", ("en", "hi", "gu"))) == 7


def test_what_is_copied_for_a_wish_lies_where_such_things_lie():
    copied = [path.relative_to(GIVEN / "gift_wrap") for path in (GIVEN / "gift_wrap").rglob("*.*")]

    assert copied
    assert [str(path) for path in copied if not (ROOT / path.parent).is_dir()] == []
    assert [str(path) for path in copied if (ROOT / path).exists()] == []  # nothing of ours is overwritten


def test_its_dialogues_can_be_read():
    scripts = read_file(GIVEN / "gift_wrap" / "tests" / "conversations" / "scripts" / "gift_wrap.yml")

    assert {script.skill for script in scripts} <= {"gift_wrap", None}
