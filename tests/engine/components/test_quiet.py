"""Logs hold nothing that a customer wrote, and nothing that nobody can help."""

import logging
import warnings

import pytest

from components import quiet

SECRET = "my number is 9812345678"


def test_records_of_a_turn_keep_their_text_to_themselves(caplog: pytest.LogCaptureFixture) -> None:
    with quiet.turn():
        logging.getLogger("rasa.somewhere").warning("could not parse %s", SECRET)
    [record] = caplog.records
    assert record.getMessage().startswith("something at rasa.somewhere:")
    assert SECRET not in caplog.text


def test_so_do_errors_but_for_their_kind(caplog: pytest.LogCaptureFixture) -> None:
    with quiet.turn():
        try:
            raise ValueError(SECRET)
        except ValueError:
            logging.getLogger("rasa.somewhere").exception("could not parse")
    assert caplog.records[0].getMessage().endswith(": ValueError")
    assert SECRET not in caplog.text


def test_elsewhere_they_are_as_ever(caplog: pytest.LogCaptureFixture) -> None:
    with quiet.turn():
        pass
    logging.getLogger("rasa.somewhere").warning("could not load %s", "the model")
    assert caplog.records[0].getMessage() == "could not load the model"


@pytest.mark.parametrize(
    ("category", "shown"),
    [
        (DeprecationWarning, False),  # of a release that we pinned
        (UserWarning, True),  # about the shop's data
        (ResourceWarning, True),  # about a mistake of ours
    ],
)
def test_warnings_are_shown_if_somebody_can_help(
    category: type[Warning], shown: bool, caplog: pytest.LogCaptureFixture
) -> None:
    with warnings.catch_warnings():
        warnings.simplefilter("always")
        warnings.showwarning = quiet._show
        warnings.warn("look here", category, stacklevel=1)
    assert ("look here" in caplog.text) is shown
