"""The ports that the three processes listen on are free, or it is said which is not."""

import socket
from collections.abc import Iterable


class PortTaken(Exception):
    """A port that we need is used by another program, or asked for twice."""


def require_free(ports: Iterable[tuple[str, int]]) -> None:
    """Raise PortTaken for the first of `ports`, (variable, number), that cannot be listened on."""
    variables: dict[int, str] = {}
    for variable, port in ports:
        if port in variables:
            raise PortTaken(f"{variables[port]} and {variable} are both {port}: give one of them another port")
        variables[port] = variable
        if not is_free(port):
            raise PortTaken(
                f"port {port} is in use by another program: stop it, or choose another port, "
                f"as in {variable}={_next_free(port)} make run"
            )


def is_free(port: int) -> bool:
    """Whether a server can listen on this port of the loopback interface."""
    with socket.socket(socket.AF_INET, socket.SOCK_STREAM) as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)  # a closing connection does not count
        try:
            probe.bind(("127.0.0.1", port))
        except OSError:
            return False
    return True


def _next_free(port: int) -> int:
    return next((other for other in range(port + 1, 65536) if is_free(other)), port - 1)
