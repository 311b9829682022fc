"""Where a call may go: nobody uses Sahay to reach what only this network should."""

import asyncio
import socket
from collections.abc import Sequence
from ipaddress import IPv4Address, IPv4Network, IPv6Address, IPv6Network, ip_address, ip_network

import httpx

Network = IPv4Network | IPv6Network

URL_CHARACTERS = 500
_LOOPBACK = (ip_network("127.0.0.0/8"), ip_network("::1/128"))
# IPv6 addresses that lead to an IPv4 one behind a gateway (RFC 6052, 8215): who knows which network that is.
_TRANSLATED = (ip_network("64:ff9b::/96"), ip_network("64:ff9b:1::/48"))


class Forbidden(Exception):
    """A call must not go there. `code` is for programs, the message for who set it up."""

    def __init__(self, code: str, message: str) -> None:
        super().__init__(message)
        self.code = code


class UnknownHost(Exception):
    """No address belongs to this name."""


def read_url(text: str, allowed: Sequence[Network]) -> httpx.URL:
    """An address that events may be sent to, as far as it can be told before asking for its host. Raises Forbidden."""
    try:
        url = httpx.URL(text)
    except httpx.InvalidURL:
        raise Forbidden("wrong_url", "This is not an address.") from None
    if len(text) > URL_CHARACTERS or not url.host or url.userinfo or url.fragment or not text.isprintable():
        raise Forbidden("wrong_url", "Give an address as https://example.com/path, without a name or password in it.")
    if url.scheme != "https" and not (url.scheme == "http" and _is_own_machine(url.host, allowed)):
        raise Forbidden("wrong_url", "The address must begin with https://.")
    try:
        literal = ip_address(url.host)
    except ValueError:
        return url
    refuse_unless(literal, allowed)
    return url


async def resolve(url: httpx.URL, allowed: Sequence[Network]) -> str:
    """The network address to call: of all that the name has, none may be forbidden. Raises Forbidden, UnknownHost."""
    loop = asyncio.get_running_loop()
    port = url.port or (443 if url.scheme == "https" else 80)
    try:
        found = await loop.getaddrinfo(url.raw_host.decode(), port, type=socket.SOCK_STREAM)
    except (OSError, UnicodeError):
        raise UnknownHost from None
    addresses = [ip_address(str(entry[4][0]).partition("%")[0]) for entry in found]
    for address in addresses:
        refuse_unless(address, allowed)
    return str(addresses[0])


def refuse_unless(address: IPv4Address | IPv6Address, allowed: Sequence[Network]) -> None:
    """Raises Forbidden for what is neither public nor allowed."""
    if any(address in network for network in allowed if network.version == address.version):
        return
    if not _is_public(address):
        raise Forbidden("forbidden_address", "This address is not public; webhooks.allowed_networks may allow it.")


def _is_public(address: IPv4Address | IPv6Address) -> bool:
    if isinstance(address, IPv6Address):
        inner = address.ipv4_mapped
        if inner is not None:
            return _is_public(inner)
        if address.sixtofour or address.teredo or any(address in network for network in _TRANSLATED):
            return False
    return address.is_global and not address.is_multicast and not address.is_reserved


def _is_own_machine(host: str, allowed: Sequence[Network]) -> bool:
    """Unencrypted only for development: to this machine, where that is allowed."""
    loopback_allowed = any(network in allowed for network in _LOOPBACK)
    return loopback_allowed and host in ("localhost", "127.0.0.1", "::1")
