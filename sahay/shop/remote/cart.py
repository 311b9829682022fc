"""The address of a filled cart, from a template with one variable (https://www.rfc-editor.org/rfc/rfc6570)."""

import re
from collections.abc import Sequence
from urllib.parse import quote

_VARIABLE = re.compile(r"\{(?:(?P<begin>[?&])(?P<name>\w+)\*|\w+)\}")


def filled(template: str, lines: Sequence[tuple[str, int]]) -> str:
    """The page with these (SKU, quantity) in the cart.

    `{?add*}` becomes `?add=SKU%3AQUANTITY&add=...` (`{&add*}` goes on with `&`), `{lines}` is the list with
    commas.
    """
    values = [quote(f"{sku}:{quantity}", safe="") for sku, quantity in lines]

    def expand(variable: re.Match[str]) -> str:
        name = variable["name"]
        if name is None:
            return ",".join(values)
        return variable["begin"] + "&".join(f"{name}={value}" for value in values) if values else ""

    return _VARIABLE.sub(expand, template)
