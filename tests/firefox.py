"""`python -m tests.firefox`: the widget's tests in Firefox, as far as it can be asked for what they do.

What it cannot be asked for over WebDriver BiDi (Firefox 153, Playwright 1.65), and which tests need that, is listed.
"""

import os
import subprocess
import sys

from tests.browser.conftest import BROWSER

FOLDER = "tests/browser/widget"
# By what they need that cannot be had.
NEEDS = {
    "the body of a request": (
        "test_identify",
        "test_only_people_are_told_that_the_customer_types",
        "test_the_language_can_be_chosen_and_stays",
        "test_a_language_chosen_without_a_network_is_told_later",
        "test_a_language_that_the_shop_does_not_offer_is_no_reason_not_to_talk",
        "test_an_answer_that_never_arrived_does_not_double_the_message",
        "test_a_button_pressed_in_the_last_conversation_is_sent_as_its_words_in_the_next",
        "test_what_the_shop_asks_first",
    ),
    "a touch screen": (
        "test_on_a_phone_the_keyboard_stays_for_who_types_and_away_for_who_taps",
        "test_on_a_phone_it_fills_the_screen_and_the_page_behind_does_not_scroll",
        "test_a_conversation_by_touch",
    ),
    "less motion, or the system's colours": (
        "test_nothing_moves_for_who_wants_little_motion",
        "test_it_keeps_to_what_the_customers_system_asks_for",
    ),
    "a page without the driver's own names": ("test_it_adds_nothing_to_the_page_but_its_element",),
    "a page whose icon is not asked for": ("test_it_works_where_nothing_else_may",),
    "to hear of a file that the page has made itself": ("test_a_copy_is_saved_whole_or_sent_by_mail",),
    "hours as Chromium writes them": ("test_it_stands_where_the_shop_wants_it_in_the_shops_colours",),
    "Chromium's own protocol, or its count of memory": (
        "test_a_word_that_the_input_method_still_composes_is_not_sent",
        "test_ten_thousand_messages_stay_light_and_earlier_ones_come_without_a_jump",
        "test_a_log_of_ten_thousand_messages_is_cheap",
        "test_a_file_is_dropped_where_it_says_so_and_elsewhere_leaves_the_page_in_peace",
    ),
}


def main(arguments: list[str]) -> int:
    unfit = " or ".join(name for names in NEEDS.values() for name in names)
    command = [sys.executable, "-m", "pytest", "-q", *(arguments or [FOLDER]), "-k", f"not ({unfit})"]
    return subprocess.run(command, env=os.environ | {BROWSER: "firefox"}, check=False).returncode


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
