"""From which websites a browser may ask: origins, as `https://shop.example`, or all below a name, `https://*.shop.example`."""

from collections.abc import Sequence


def is_allowed(origin: str, allowed: Sequence[str]) -> bool:
    """Whether one of `allowed` is this origin. Port and scheme count; `*.` stands for one name or more before it."""
    return any(_fits(origin.lower(), each) for each in allowed)


def _fits(origin: str, allowed: str) -> bool:
    scheme, _, host = allowed.partition("://")
    if not host.startswith("*."):
        return origin == allowed
    prefix = f"{scheme}://"
    return origin.startswith(prefix) and origin.endswith(host[1:]) and len(origin) > len(prefix) + len(host) - 1
