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
from collections.abc import Mapping
from contextvars import ContextVar
from pathlib import Path
from typing import Any, Final

from sahay.shop.backend import Backend
from tests.shop_faults import Fault, held, lost, nonsense, unavailable

# The conversation that an action works for.
CONVERSATION: Final[ContextVar[str]] = ContextVar("conversation", default="")

FOLDER: Final = "faults"  # in SAHAY_VAR

FAULTS: Final[Mapping[str, Fault]] = {
    "unavailable": unavailable,
    "unknown": lost,
    "lies": nonsense,
    "slow": held(asyncio.Event()),  # which never comes
}


class Faults:
    """The faults of conversations, one file each in `folder`."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder

    def plan(self, conversation: str, fails: Mapping[str, str]) -> None:
        """Raises KeyError for a fault that does not exist."""
        for fault in fails.values():
            FAULTS[fault]
        if fails:
            self._folder.mkdir(exist_ok=True)
            self._plan(conversation).write_text(json.dumps(dict(fails)))

    def of(self, conversation: str) -> Mapping[str, str]:
        plan = self._plan(conversation)
        return json.loads(plan.read_text()) if conversation and plan.exists() else {}

    def meet(self, conversation: str, call: str) -> None:
        """Remember that this call failed."""
        with self._met(conversation).open("a") as met:
            met.write(f"{call}\n")

    def unmet(self, conversation: str) -> list[str]:
        """The calls that were to fail, and were never made."""
        met = self._met(conversation)
        made = met.read_text().split() if met.exists() else []
        return sorted(set(self.of(conversation)) - set(made))

    def _plan(self, conversation: str) -> Path:
        return self._folder / f"{conversation}.json"

    def _met(self, conversation: str) -> Path:
        return self._folder / f"{conversation}.met"


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
        call, name, conversation = getattr(self._port, method), f"{self._name}.{method}", CONVERSATION.get()
        planned = self._faults.of(conversation).get(name)
        if planned is None:
            return call

        async def fail(*arguments: Any, **named: Any) -> Any:
            self._faults.meet(conversation, name)
            return await FAULTS[planned](lambda: call(*arguments, **named))

        return fail
