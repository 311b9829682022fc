import pytest

from actions.titles import Titles, TitlesError

FILES = {
    "en": "texts: {title_track_order: Track my order, title_ask_faq: Questions}",
    "hi": "texts: {title_track_order: ऑर्डर ट्रैक करें}",
}


@pytest.fixture
def directory(tmp_path):
    for language, content in FILES.items():
        (tmp_path / language).mkdir()
        (tmp_path / language / "titles.yml").write_text(content, "utf-8")
    (tmp_path / "en" / "talk.yml").write_text("texts: {title_greet: Hello}", "utf-8")  # not where titles are
    return tmp_path


@pytest.mark.parametrize(
    ("intent", "language", "title"),
    [
        ("track_order", "hi", "ऑर्डर ट्रैक करें"),
        ("track_order", "hi-Latn", "ऑर्डर ट्रैक करें"),  # in Hindi, if not in its Latin letters
        ("ask_faq", "hi-Latn", "Questions"),
        ("ask_faq", "hi", "Questions"),  # not in Hindi: in the default language
        ("track_order", "fr", "Track my order"),  # a language without a file
        ("greet", "en", None),  # no button offers it
    ],
)
def test_a_title_is_in_the_language_or_else_in_the_default_one(directory, intent, language, title):
    assert Titles.load(directory, "en").get(intent, language) == title


@pytest.mark.parametrize("content", ["texts: [", "texts: 3", "- a", "", "text: {}"])
def test_a_file_that_cannot_be_used_is_named(directory, content):
    (directory / "hi" / "titles.yml").write_text(content, "utf-8")

    with pytest.raises(TitlesError, match=r"^hi/titles\.yml: "):
        Titles.load(directory, "en")


def test_the_default_language_must_have_texts(directory):
    with pytest.raises(TitlesError, match=r"^fr/titles\.yml: the default language has no texts"):
        Titles.load(directory, "fr")
