"""Another language: which one is meant, and what is said when that is not clear."""

import pytest

from actions.change_language import ChangeLanguage, ConfirmLanguage, asked_for
from sahay.config.sections import Languages
from tests.unit.actions.stage import slot, user


@pytest.mark.parametrize(
    ("text", "current", "language"),
    [
        ("hindi please", "en", "hi"),
        ("can we talk in Gujarati?", "en", "gu"),
        ("gujrati ma lakho ne", "en", "gu"),
        ("हिंदी में बात करो", "en", "hi"),
        ("हिन्दी", "gu", "hi"),
        ("ગુજરાતીમાં વાત કરો", "hi", "gu"),  # with its ending
        ("અંગ્રેજીમાં લખો", "gu", "en"),
        ("angrezi me jawab do", "hi", "en"),
        ("hindi me hi bolo", "hi", "hi"),  # it is so already, and is said again
        ("english plz, hindi weak hai meri", "hi", "en"),  # the weak one is not wanted
        ("no english, only hindi", "en", "hi"),
        ("gotta have this in english, no hindi here", "en", "en"),
        ("ye gujarati samajh nai aa rahi, hindi bolo", "gu", "hi"),
        ("આ હિન્દી મને સમજાતી નથી, ગુજરાતી બોલો", "hi", "gu"),
        ("stop with the hindi, use english", "hi", "en"),
        ("this is in gujarati now, I read hindi", "gu-Latn", "hi"),  # of two the one that is not spoken now
        ("roman me likho", "hi", "hi-Latn"),
        ("hinglish please", "en", "hi-Latn"),  # a language and its letters in one word
        ("gujlish ma lakho", "hi", "gu-Latn"),
        ("hinglish me bolo yaar", "hi", "hi-Latn"),
        ("not hinglish, english", "hi-Latn", "en"),
        ("write gujarati in english letters", "en", "gu-Latn"),
        ("હિન્દી નહીં, અક્ષરમાં abc લખો", "gu", "gu-Latn"),
    ],
)
def test_the_language_that_is_asked_for(text, current, language):
    assert asked_for(text, current) == language


@pytest.mark.parametrize(
    ("text", "current"),
    [
        ("change the language", "en"),
        ("not hindi!!", "hi"),  # which one, then?
        ("english nahi aati mujhe", "hi"),
        ("મને અંગ્રેજી નથી આવડતું", "gu"),
        ("hindi or gujarati", "en"),
        ("is Marathi possible", "en"),
        ("", "en"),
    ],
)
def test_what_does_not_say_which(text, current):
    assert asked_for(text, current) is None


async def test_the_app_is_told_and_the_slot_is_set(perform):
    outcome = await perform(ChangeLanguage, user("hindi me bolo", "change_language"))

    assert [message["custom"] for message in outcome.messages] == [{"language": "hi"}]
    assert outcome.slots == {"language": "hi"}


async def test_a_button_says_it_by_its_tag(perform):
    tapped = user('/change_language{"language_name": "gu"}', "change_language", language_name="gu")

    assert (await perform(ChangeLanguage, tapped)).slots == {"language": "gu"}


@pytest.mark.parametrize(
    "message",
    [
        user("another language", "change_language"),
        user("/change_language", "change_language"),
        user('/change_language{"language_name": "ta"}', "change_language", language_name="ta"),  # not offered
        user("roman letters please", "change_language"),  # English has no others
    ],
)
async def test_without_a_language_nothing_changes_and_it_is_asked(perform, message):
    assert (await perform(ChangeLanguage, message)).events == []

    outcome = await perform(ConfirmLanguage, message)
    assert outcome.keys == ["utter_ask_language"]
    assert outcome.titles == ["English", "हिन्दी", "ગુજરાતી"]
    assert outcome.payloads[1] == '/change_language{"language_name": "hi"}'


async def test_where_only_its_own_letters_are_offered_it_is_spoken_in_those(perform, monkeypatch):
    monkeypatch.setattr(Languages, "tags", ("en", "hi", "gu"))
    outcome = await perform(ChangeLanguage, user("hinglish please", "change_language"))

    assert outcome.slots == {"language": "hi"}


async def test_it_is_confirmed_once_it_is_set(perform):
    outcome = await perform(ConfirmLanguage, user("hindi me bolo", "change_language"), slot("language", "hi"))

    assert outcome.keys == ["utter_language_changed"]


async def test_an_earlier_change_is_not_confirmed_again(perform):
    earlier = (user("hindi me bolo", "change_language"), slot("language", "hi"))
    outcome = await perform(ConfirmLanguage, *earlier, user("language", "change_language"))

    assert outcome.keys == ["utter_ask_language"]
