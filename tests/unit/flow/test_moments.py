"""A moment to come, as a customer reads it."""

from datetime import UTC, datetime

import pytest

from sahay.flow.moments import spoken_moment

MONDAY = datetime(2026, 11, 23, 10, tzinfo=UTC)


@pytest.mark.parametrize(
    ("language", "spoken"),
    [
        ("en", "Monday 23 November, 10:00 am"),
        ("hi", "सोमवार 23 नवंबर, 10:00 am"),
        ("gu", "સોમવાર 23 નવેમ્બર, 10:00 AM"),
        ("hi-Latn", "Monday 23 November, 10:00 am"),  # as Hindi in Latin letters says it
        ("gu-Latn", "Monday 23 November, 10:00 am"),
    ],
)
def test_a_moment_is_said_in_the_customers_language(language, spoken):
    assert spoken_moment(MONDAY, language) == spoken
