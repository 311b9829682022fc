"""Where a call may go."""

import asyncio
import socket
from ipaddress import ip_address, ip_network

import pytest

from sahay.desk.webhooks.addresses import Forbidden, UnknownHost, read_url, resolve

LOOPBACK = (ip_network("127.0.0.0/8"),)
PRIVATE = [
    "127.0.0.1",
    "127.8.8.8",
    "10.0.0.1",
    "172.16.0.1",
    "192.168.1.1",
    "169.254.169.254",  # where clouds keep a machine's secrets
    "100.64.0.1",  # behind a provider's gateway
    "0.0.0.0",
    "224.0.0.1",
    "255.255.255.255",
    "::1",
    "::",
    "fe80::1",
    "fd00::1",
    "ff02::1",
    "::ffff:127.0.0.1",  # IPv4 in other clothes
    "::ffff:169.254.169.254",
    "64:ff9b::7f00:1",
    "2002:7f00:1::",
    "2001:0:4136:e378:8000:63bf:3fff:fdd2",
]


@pytest.mark.parametrize("address", PRIVATE)
async def test_no_call_goes_to_an_address_that_is_not_public(address: str, monkeypatch: pytest.MonkeyPatch) -> None:
    literal = f"[{address}]" if ":" in address else address
    with pytest.raises(Forbidden) as refused:
        read_url(f"https://{literal}/hook", ())
    assert refused.value.code == "forbidden_address"

    answer(monkeypatch, "93.184.216.34", address)  # one good address beside it makes it no better
    with pytest.raises(Forbidden):
        await resolve(read_url("https://rebinding.example/", ()), ())


@pytest.mark.parametrize("address", ["93.184.216.34", "2606:2800:220:1:248:1893:25c8:1946", "::ffff:93.184.216.34"])
async def test_public_addresses(address: str, monkeypatch: pytest.MonkeyPatch) -> None:
    answer(monkeypatch, address)

    found = await resolve(read_url("https://crm.example/hook", ()), ())
    assert ip_address(found) == ip_address(address)


async def test_a_network_that_is_allowed(monkeypatch: pytest.MonkeyPatch) -> None:
    allowed = (ip_network("10.1.0.0/16"),)
    answer(monkeypatch, "10.1.2.3")
    assert await resolve(read_url("https://crm.internal/", allowed), allowed) == "10.1.2.3"
    answer(monkeypatch, "10.2.2.3")
    with pytest.raises(Forbidden):
        await resolve(read_url("https://crm.internal/", allowed), allowed)


@pytest.mark.parametrize("host", ["2130706433", "0x7f.1", "127.1"])
async def test_strange_spellings_of_this_machine(host: str) -> None:
    """What the system makes of them counts, not how they are written."""
    with pytest.raises((Forbidden, UnknownHost)):
        await resolve(read_url(f"https://{host}/", ()), ())


@pytest.mark.parametrize(
    "url",
    [
        "http://crm.example/",  # not encrypted
        "ftp://crm.example/",
        "file:///etc/passwd",
        "gopher://127.0.0.1:25/",
        "https://",
        "https:///path",
        "https://user:secret@crm.example/",
        "https://crm.example/#part",
        "https://crm.example/" + "x" * 500,
        "https://crm.example/\r\nX-Evil: 1",
        "https://[::1",
        "crm.example",
        "",
    ],
)
def test_what_is_no_address_for_events(url: str) -> None:
    with pytest.raises(Forbidden):
        read_url(url, ())


@pytest.mark.parametrize(
    ("url", "allowed", "taken"),
    [
        ("http://127.0.0.1:8080/hook", LOOPBACK, True),  # a program in development
        ("http://localhost:8080/hook", LOOPBACK, True),
        ("http://127.0.0.1:8080/hook", (), False),
        ("http://10.0.0.1/hook", (ip_network("10.0.0.0/8"),), False),  # over a wire: encrypted
        ("https://10.0.0.1/hook", (ip_network("10.0.0.0/8"),), True),
    ],
)
def test_without_encryption_only_to_this_machine(url: str, allowed: tuple, taken: bool) -> None:
    try:
        read_url(url, allowed)
    except Forbidden:
        assert not taken
    else:
        assert taken


def answer(monkeypatch: pytest.MonkeyPatch, *addresses: str) -> None:
    """What the name service says of any name."""

    async def getaddrinfo(_self, _host, port, **_options):
        return [(None, socket.SOCK_STREAM, 0, "", (address, port)) for address in addresses]

    monkeypatch.setattr(asyncio.BaseEventLoop, "getaddrinfo", getaddrinfo)
