"""The shop's own details in an answer: `{shop.name}`, `{shop.email}`, `{shop.phone}`, `{shop.url}`."""

import re

from sahay.config import Shop

_DETAIL = re.compile(r"\{shop\.(name|email|phone|url)\}")


def filled_in(text: str, shop: Shop) -> str:
    """An answer with the shop's details. Other braces are left as they are: a shop may write what it likes."""
    return _DETAIL.sub(lambda detail: str(getattr(shop, detail[1])), text)
