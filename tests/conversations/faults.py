"""What the shop's system fails at while a script is played: `fails: {orders.cancel: unavailable}`.

The product knows nothing of it. The runner leaves a file for the conversation, and the actions of the tests
(actions_server.py) work with a `FailingBackend`, which looks for it at each call. A fault is of a port and its method:

    unavailable   the shop cannot be asked, and nothing is changed
    unknown       it is done, and no answer comes
    lies          it is done, and what is answered contradicts that, so that its adapter cannot make sense of it
    slow          nothing is done and no answer comes for as long as anybody waits
"""

import asyncio
import json
from collections.abc import Awaitable, Callable, Mapping
from contextvars import ContextVar
from pathlib import Path
from typing import Any, Final

from sahay.shop.backend import Backend, BadAnswer, OutcomeUnknown, Unavailable

# The conversation that an action works for.
CONVERSATION: Final[ContextVar[str]] = ContextVar("conversation", default="")

FOLDER: Final = "faults"  # in SAHAY_VAR

Call = Callable[..., Awaitable[Any]]


class Faults:
    """The faults of conversations, one file each in `folder`."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder

    def plan(self, conversation: str, fails: Mapping[str, str]) -> None:
        """Raises KeyError for a fault that does not exist."""
        for fault in fails.values():
            _FAULTS[fault]
        if fails:
            self._folder.mkdir(exist_ok=True)
            (self._folder / f"{conversation}.json").write_text(json.dumps(dict(fails)))

    def of(self, conversation: str) -> Mapping[str, str]:
        file = self._folder / f"{conversation}.json"
        return json.loads(file.read_text()) if conversation and file.exists() else {}


class FailingBackend:
    """A backend whose calls fail as planned, and otherwise are those of the real one."""

    def __init__(self, backend: Backend, faults: Faults) -> None:
        self._backend = backend
        self._faults = faults

    def __getattr__(self, name: str) -> Any:
        part = getattr(self._backend, name)
        is_port = name not in ("capabilities", "health", "close")
        return _FailingPort(name, part, self._faults) if is_port else part


class _FailingPort:
    def __init__(self, name: str, port: Any, faults: Faults) -> None:
        self._name = name
        self._port = port
        self._faults = faults

    def __getattr__(self, method: str) -> Any:
        call = getattr(self._port, method)
        fault = self._faults.of(CONVERSATION.get()).get(f"{self._name}.{method}")
        return _FAULTS[fault](call) if fault else call


def _unavailable(_: Call) -> Call:
    async def fail(*_args: Any, **_named: Any) -> Any:
        raise Unavailable("a script wants it so")

    return fail


def _hanging(_: Call) -> Call:
    async def hang(*_args: Any, **_named: Any) -> Any:
        await asyncio.get_running_loop().create_future()

    return hang


def _failing_after(error: type[Exception]) -> Callable[[Call], Call]:
    def failing(call: Call) -> Call:
        async def fail(*args: Any, **named: Any) -> Any:
            await call(*args, **named)
            raise error("a script wants it so")

        return fail

    return failing


_FAULTS: Final[Mapping[str, Callable[[Call], Call]]] = {
    "unavailable": _unavailable,
    "unknown": _failing_after(OutcomeUnknown),
    "lies": _failing_after(BadAnswer),
    "slow": _hanging,
}
