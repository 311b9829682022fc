"""Making one-time codes, and telling them."""

import hmac
import secrets
import unicodedata
from datetime import datetime, timedelta

from sahay.language.canonical import ascii_digits
from sahay.mail import Mail, is_address
from sahay.mail.texts import MailTexts
from sahay.shop.accounts import Account, Accounts
from sahay.shop.verification import NOBODY, canonical_contact

DIGITS = 6
LIFE = timedelta(minutes=10)


class Mint:
    """Makes codes and their digests, with the secret `key`, and the mails that tell them."""

    def __init__(self, key: str, texts: MailTexts, shop: str, region: str = "IN") -> None:
        self._key = key.encode()
        self._texts = texts
        self._shop = shop
        self._region = region

    def address(self, email: str) -> str:
        """Equal for all ways to write the same address; empty for what is none."""
        contact = canonical_contact(email, self._region) or ""
        return contact.removeprefix("email:") if contact.startswith("email:") else ""

    def address_key(self, email: str) -> str:
        return self._digest("address", self.address(email))

    def draw(self) -> str:
        return f"{secrets.randbelow(10**DIGITS):0{DIGITS}}"

    def code_key(self, conversation_id: str, message_id: str, code: str) -> str:
        """Of a code as a customer writes it: "123 456", in any digits. It fits where it was sent and nowhere else."""
        plain = ascii_digits(unicodedata.normalize("NFKC", code))
        digits = "".join(each for each in plain if each.isalnum())
        return self._digest("code", conversation_id, message_id, digits)

    def mail(self, account: Account | None, code: str, language: str, now: datetime) -> Mail:
        """To the account's own address, however the customer wrote it; to nobody, and expired, without an account."""
        minutes = LIFE // timedelta(minutes=1)
        written = self._texts.write("mail_code", language, shop=self._shop, code=code, minutes=minutes)
        to, until = (account.email, now + LIFE) if account else (NOBODY.email, now)
        return Mail("code", to, written.subject, written.text, language, until=until)

    def _digest(self, *parts: str) -> str:
        said = "\n".join(("one-time code", *parts)).encode("utf-8", "surrogatepass")
        return hmac.digest(self._key, said, "sha256").hex()


async def owner_of(accounts: Accounts, mint: Mint, email: str) -> Account | None:
    """The one account with this address, if mail can go there."""
    address = mint.address(email)
    having = [each for each in await accounts.having(address or NOBODY.email) if mint.address(each.email) == address]
    return having[0] if len(having) == 1 and is_address(having[0].email) else None
