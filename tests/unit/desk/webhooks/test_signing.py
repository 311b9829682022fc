"""A receiver knows our calls by the specification's own library."""

import json
from datetime import UTC, datetime, timedelta

import pytest
from standardwebhooks import Webhook, WebhookVerificationError

from sahay.desk.webhooks.signing import secret_of, signed

KEY = "k" * 32
BODY = json.dumps({"type": "message.created", "data": {"message": {"text": "मेरा ऑर्डर 🙏"}}}, ensure_ascii=False)


def test_a_receiver_verifies_a_call() -> None:
    secret = secret_of(KEY, "one", 1)
    headers = signed([secret], "msg_1", datetime.now(UTC), BODY)

    assert Webhook(secret).verify(BODY.encode(), headers) == json.loads(BODY)


def test_while_a_secret_is_changed_the_old_and_the_new_one_verify() -> None:
    old, new = secret_of(KEY, "one", 1), secret_of(KEY, "one", 2)
    headers = signed([new, old], "msg_1", datetime.now(UTC), BODY)

    assert Webhook(old).verify(BODY, headers) == Webhook(new).verify(BODY, headers)


@pytest.mark.parametrize(
    ("secret", "age", "body", "event_id"),
    [
        (secret_of(KEY, "another", 1), 0, BODY, "msg_1"),  # another webhook's
        (secret_of("x" * 32, "one", 1), 0, BODY, "msg_1"),  # another installation's
        (secret_of(KEY, "one", 2), 0, BODY, "msg_1"),
        (secret_of(KEY, "one", 1), 301, BODY, "msg_1"),  # replayed later than five minutes
        (secret_of(KEY, "one", 1), 0, BODY + " ", "msg_1"),  # changed on its way
        (secret_of(KEY, "one", 1), 0, BODY, "msg_2"),
    ],
)
def test_what_is_not_ours_or_not_now(secret: str, age: int, body: str, event_id: str) -> None:
    at = datetime.now(UTC) - timedelta(seconds=age)
    headers = {**signed([secret_of(KEY, "one", 1)], "msg_1", at, BODY), "webhook-id": event_id}

    with pytest.raises(WebhookVerificationError):
        Webhook(secret).verify(body, headers)
