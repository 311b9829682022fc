"""E-mail marketing of Shopify: https://shopify.dev/docs/api/admin-graphql/latest/mutations/customerEmailMarketingConsentUpdate"""

from datetime import datetime

from sahay.shop.backend import BadAnswer
from sahay.shop.own.accounts import is_email
from sahay.shop.refusal import Refusal, Why
from sahay.shop.shopify import documents, keys, wire
from sahay.shop.shopify.accounts import Created, ShopifyAccounts
from sahay.shop.shopify.client import Client, refusal
from sahay.shop.shopify.marks import leave_mark
from sahay.shop.turns import Turns, in_turn

SUBSCRIBED = "SUBSCRIBED"
# PENDING is a customer who has not yet confirmed the mail that asks.
WANTED = frozenset({SUBSCRIBED, "PENDING"})
STATES = {True: SUBSCRIBED, False: "UNSUBSCRIBED"}


class Consenting(wire.Struct):
    user_errors: list[wire.UserError]


class Consented(wire.Struct):
    customer_email_marketing_consent_update: Consenting


class ShopifySubscriptions:
    """See `sahay.shop.subscriptions.Subscriptions`."""

    def __init__(self, client: Client, accounts: ShopifyAccounts) -> None:
        self.turns = Turns()
        self._client = client
        self._accounts = accounts

    async def newsletter(self, email: str) -> bool:
        return any(gets_it(each) for each in await self._accounts.with_contact(email))

    @in_turn
    async def set_newsletter(self, email: str, on: bool, *, key: str, now: datetime) -> bool | Refusal:
        """The mark first, then the consent: what the mark says is then made true, however often."""
        if not is_email(email):
            return Refusal(Why.INVALID, "the e-mail address")
        known = next(iter(await self._accounts.with_contact(email, key)), None)
        if known is None:
            return await self._begin(email, key) if on else Refusal(Why.ALREADY_DONE)
        if not known.mark:
            if gets_it(known) is on:
                return Refusal(Why.ALREADY_DONE)
            await leave_mark(self._client, known.id, key, f"newsletter {'on' if on else 'off'}")
        if gets_it(known) is on:
            return on
        told = await self._client.write(
            documents.CONSENT_UPDATE,
            Consented,
            input={"customerId": known.id, "emailMarketingConsent": consent(on, now)},
        )
        if refused := refusal(told.customer_email_marketing_consent_update.user_errors):
            return refused
        if await self.newsletter(email) is not on:
            raise BadAnswer("the newsletter is not what it was set to")
        return on

    async def _begin(self, email: str, key: str) -> bool | Refusal:
        """Somebody without an account: Shopify keeps subscribers as customers."""
        person = {
            "email": email,
            "metafields": [keys.mark(key, "newsletter on")],
            "emailMarketingConsent": {"marketingState": SUBSCRIBED, "marketingOptInLevel": "SINGLE_OPT_IN"},
        }
        told = await self._client.write(documents.CUSTOMER_CREATE, Created, input=person, mark=keys.name(key))
        return refusal(told.customer_create.user_errors) or True


def gets_it(said: wire.Customer) -> bool:
    return bool(said.default_email_address and said.default_email_address.marketing_state in WANTED)


def consent(on: bool, now: datetime) -> dict[str, str]:
    asked = {"marketingState": STATES[on], "consentUpdatedAt": now.isoformat()}
    return asked | ({"marketingOptInLevel": "SINGLE_OPT_IN"} if on else {})
