"""A moment to come, as one says it: "Monday at 10:00 am", in the customer's language."""

from datetime import datetime

from babel.dates import format_datetime

# The shop's languages are spoken as in India; another one is spoken as at home.
_LOCALES = {"en": "en_IN", "hi": "hi_IN", "gu": "gu_IN"}


def spoken_moment(moment: datetime, language: str) -> str:
    """Day of the week, date and time, in the moment's own time zone."""
    return format_datetime(moment, "EEEE d MMMM, h:mm a", locale=_LOCALES.get(language, language))
