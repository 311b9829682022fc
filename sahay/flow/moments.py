"""A moment to come, as one says it: "Monday at 10:00 am", in the customer's language."""

from datetime import datetime

from babel.dates import format_datetime

from sahay.language.tag import TAGS, locale

# The shop's languages are spoken as in India; another one is spoken as at home.
_LOCALES = {tag: locale(tag, "IN") for tag in TAGS}


def spoken_moment(moment: datetime, language: str) -> str:
    """Day of the week, date and time, in the moment's own time zone."""
    return format_datetime(moment, "EEEE d MMMM, h:mm a", locale=_LOCALES.get(language, language))
