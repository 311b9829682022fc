import pytest

from sahay.language.tag import TAGS, base, locale, nearest, preferences, with_tags


@pytest.mark.parametrize(("tag", "language"), [("en", "en"), ("hi", "hi"), ("hi-Latn", "hi"), ("gu-Latn", "gu")])
def test_the_language_of_a_tag(tag, language):
    assert base(tag) == language


@pytest.mark.parametrize(
    ("languages", "tags"),
    [
        (("en", "hi", "gu"), TAGS),
        (("gu", "en"), ("gu", "en", "gu-Latn")),  # no Hindi, no Hindi in Latin letters
        (("en",), ("en",)),
        (("en", "ta"), ("en", "ta")),  # a language that is not told by its Latin letters
    ],
)
def test_languages_with_their_latin_letters(languages, tags):
    assert with_tags(languages) == tags


@pytest.mark.parametrize(
    ("tag", "tags"),
    [
        ("hi-Latn", ("hi-Latn", "hi", "en")),
        ("hi", ("hi", "hi", "en")),
        ("en", ("en", "en", "en")),
    ],
)
def test_what_is_said_in_which_language(tag, tags):
    assert preferences(tag, "en") == tags


@pytest.mark.parametrize(
    ("tag", "found"),
    [
        ("hi-Latn", "hi-Latn"),
        ("gu-Latn", "gu"),  # its own script will do
        ("hi", None),  # the other way round it will not
        ("ta", None),
    ],
)
def test_the_nearest_that_there_is(tag, found):
    assert nearest(tag, ("en", "gu", "hi-Latn")) == found


@pytest.mark.parametrize(("tag", "name"), [("hi", "hi_IN"), ("hi-Latn", "en_IN"), ("en", "en_IN"), ("ta", "ta_IN")])
def test_whose_dates_are_read(tag, name):
    assert locale(tag, "IN") == name
