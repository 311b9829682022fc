"""`python -m tests.firefox`: the widget's tests in Firefox, as far as it can be asked for what they do.

Over WebDriver BiDi Firefox 153 tells no body of a request, and knows neither touch nor the wish for little motion.
"""

import os
import subprocess
import sys

from tests.browser.conftest import BROWSER

FOLDER = "tests/browser/widget"
# By what they need that cannot be had.
NEEDS = {
    "the body of a request": (
        "test_only_people_are_told_that_the_customer_types",
        "test_the_language_can_be_chosen_and_stays",
        "test_a_language_chosen_without_a_network_is_told_later",
        "test_an_answer_that_never_arrived_does_not_double_the_message",
        "test_a_button_pressed_in_the_last_conversation_is_sent_as_its_words_in_the_next",
    ),
    "a touch screen": ("test_on_a_phone_the_keyboard_stays_for_who_types_and_away_for_who_taps",),
    "another colour scheme, or less motion": ("test_nothing_moves_for_who_wants_little_motion",),
    "Chromium's own protocol": ("test_a_word_that_the_input_method_still_composes_is_not_sent",),
}


def main(arguments: list[str]) -> int:
    unfit = " or ".join(name for names in NEEDS.values() for name in names)
    command = [sys.executable, "-m", "pytest", "-q", *(arguments or [FOLDER]), "-k", f"not ({unfit})"]
    return subprocess.run(command, env=os.environ | {BROWSER: "firefox"}, check=False).returncode


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
