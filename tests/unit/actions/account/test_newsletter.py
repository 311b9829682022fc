import pytest

from actions.account.newsletter import OFF, ON, wanted
from sahay.shop.identity import Method
from tests.unit.actions.stage import ASHA, EMAIL, NOW


@pytest.mark.parametrize(
    ("text", "want"),
    [
        ("subscribe me to your newsletter", ON),
        ("unsubscribe me", OFF),
        ("stop sending me mails", OFF),
        ("I don't want your newsletter", OFF),
        ("मुझे न्यूज़लेटर चाहिए", ON),
        ("न्यूज़लेटर बंद कर दो", OFF),
        ("मुझे न्यूज़लेटर नहीं चाहिए", OFF),
        ("મારે ન્યૂઝલેટર જોઈએ છે", ON),
        ("ન્યૂઝલેટર બંધ કરો", OFF),
        ("newsletter chalu karo", ON),
        ("newsletter band karo", OFF),
        ("newsletter mat bhejo", OFF),
        ("mare newsletter joie chhe", ON),
        ("mare newsletter nathi joitu", OFF),
        ("newsletter", None),
        ("मेरा नाम आशा है", None),  # whose "name" sounds like a no
    ],
)
def test_on_or_off_is_heard_in_five_ways_of_writing(text: str, want: str | None):
    assert wanted(text) == want


@pytest.fixture
async def known(services):
    await services.identities.grant("conversation-1", ASHA.id, Method.LOGIN, now=NOW)


async def test_it_is_switched_on_after_a_yes_and_taken_back(known, play, backend):
    assert await play("subscribe me", "newsletter_subscription") == ["utter_confirm_newsletter_on"]
    assert not await backend.subscriptions.newsletter(EMAIL)
    assert await play("yes", "affirm") == ["utter_newsletter_on"]
    assert await backend.subscriptions.newsletter(EMAIL)
    assert play.said.payloads == ["/undo"]


@pytest.mark.parametrize("text", ["no", "no, don't", "नहीं"])
async def test_a_no_leaves_it_as_it_is(known, play, backend, text):
    await play("subscribe me", "newsletter_subscription")

    assert await play(text, "deny") == ["utter_unchanged"]
    assert not await backend.subscriptions.newsletter(EMAIL)


async def test_what_is_so_already_is_told(known, play):
    await play("unsubscribe me", "newsletter_subscription")

    assert await play("yes", "affirm") == ["utter_newsletter_off_already"]


async def test_it_may_be_corrected_before_the_yes(known, play):
    await play("subscribe me", "newsletter_subscription")

    assert await play("I mean unsubscribe", "newsletter_subscription") == ["utter_confirm_newsletter_off"]


async def test_nobody_changes_the_newsletter_of_somebody_else(play):
    assert await play("unsubscribe me", "newsletter_subscription") == ["utter_ask_account_email"]
