"""A port in use gives one line that says what to set."""

import re
import socket

import pytest

from sahay.launch.ports import PortTaken, is_free, require_free


@pytest.fixture(params=["127.0.0.1", ""], ids=["on loopback", "on every interface"])
def taken(request):
    """A port that another program listens on."""
    with socket.create_server((request.param, 0)) as server:
        yield server.getsockname()[1]


@pytest.fixture
def free():
    with socket.create_server(("127.0.0.1", 0)) as server:
        return server.getsockname()[1]


def test_free_ports_pass(free):
    require_free([("PORT", free)])


def test_a_taken_port_is_named_with_its_variable_and_one_that_is_free(free, taken):
    with pytest.raises(PortTaken) as raised:
        require_free([("PORT", free), ("ENGINE_PORT", taken)])
    assert str(raised.value).startswith(f"port {taken} is in use by another program: stop it, or choose another port")
    assert is_free(int(re.search(r"ENGINE_PORT=(\d+) make run", str(raised.value))[1]))


def test_one_port_asked_for_twice(free):
    with pytest.raises(PortTaken, match=f"^PORT and ACTIONS_PORT are both {free}: give one of them another port$"):
        require_free([("PORT", free), ("ACTIONS_PORT", free)])


def test_a_port_whose_connections_are_closing_is_free(free):
    """So that a restart need not wait for the kernel's TIME_WAIT."""
    with socket.create_server(("127.0.0.1", free)) as server, socket.create_connection(("127.0.0.1", free)):
        server.accept()[0].close()  # closed first on the server's side: that side waits
    assert is_free(free)
