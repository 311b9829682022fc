"""Questions of the contract: each with where it is asked, what it needs, and what its answer is read as."""

import re
from collections.abc import Mapping
from http import HTTPStatus
from typing import Final, TypeAlias, TypeVar

import msgspec
import structlog

from sahay.shop.backend import BadAnswer, Capability
from sahay.shop.refusal import Refusal, Why
from sahay.shop.remote import wire
from sahay.shop.remote.gateway import Gateway, problem_of
from sahay.shop.remote.transport import Answer, NoSuchPlace, Question
from sahay.shop.unsupported import UNSUPPORTED

log = structlog.get_logger()

T = TypeVar("T")
Path: TypeAlias = tuple[str, ...]

JSON: Final = "application/json"
# In an error: the value that no state has. It is the shop's, and may be anything.
_SAID: Final = re.compile(r"(?<=Invalid enum value) '.*'", re.DOTALL)
_NOTHING: Final = frozenset({Why.NOT_FOUND, Why.UNSUPPORTED})


class Calls:
    """What all ports ask through. What the shop can do is asked before the first question, and then known."""

    def __init__(self, gateway: Gateway) -> None:
        self._gateway = gateway
        self._known: wire.Capabilities | None = None

    async def close(self) -> None:
        await self._gateway.close()

    @property
    def capabilities(self) -> frozenset[Capability]:
        """What the shop has said that it can do; before that, everything that there is."""
        if self._known is None:
            return frozenset(Capability)
        return frozenset(each for each in Capability if each.value in self._known.capabilities)

    @property
    def known(self) -> wire.Capabilities | None:
        return self._known

    async def learn(self) -> wire.Capabilities:
        """Ask what the shop can do, and remember it."""
        answer = await self._gateway.ask(Question("readCapabilities", "GET", ("capabilities",)))
        self._known = _success(answer, wire.Capabilities)
        return self._known

    async def health(self) -> wire.Health:
        return _success(await self._gateway.ask(Question("readHealth", "GET", ("health",))), wire.Health)

    async def read(
        self,
        name: str,
        path: Path,
        shape: type[T],
        *,
        query: Mapping[str, str] | None = None,
        body: msgspec.Struct | None = None,
        needs: Capability | None = None,
    ) -> T | None:
        """None when the shop has nothing of it. With a `body` it is asked by POST, and changes nothing either."""
        answer = await self._look_up(needs, name, "POST" if body else "GET", path, query or {}, body)
        return _success(answer, shape) if answer else None

    async def file(self, name: str, path: Path, *, needs: Capability) -> Answer | None:
        """An answer that is not JSON, None when the shop has nothing of it."""
        return await self._look_up(needs, name, "GET", path, {}, None)

    async def write(
        self,
        name: str,
        method: str,
        path: Path,
        wish: type[msgspec.Struct],
        values: Mapping[str, object],
        shape: type[T],
        *,
        key: str,
        needs: Capability,
    ) -> T | Refusal:
        """What became of a change, or why the shop will not. A `wish` that cannot be is not sent."""
        if not await self._offers(needs):
            return UNSUPPORTED
        try:
            body = msgspec.json.encode(wire.of(wish, **values))
            question = Question(name, method, path, body=body, key=key)
        except NoSuchPlace:
            return Refusal(Why.NOT_FOUND)
        except (msgspec.ValidationError, UnicodeEncodeError) as error:
            return Refusal(Why.INVALID, str(error))
        answer = await self._gateway.ask(question)
        return _refusal(answer) or _success(answer, shape)

    async def _look_up(
        self,
        needs: Capability | None,
        name: str,
        method: str,
        path: Path,
        query: Mapping[str, str],
        body: msgspec.Struct | None,
    ) -> Answer | None:
        if not await self._offers(needs):
            return None
        try:
            content = None if body is None else msgspec.json.encode(body)
            question = Question(name, method, path, query, content)
        except (NoSuchPlace, UnicodeEncodeError):
            return None
        answer = await self._gateway.ask(question)
        refusal = _refusal(answer)
        if refusal and refusal.why not in _NOTHING:
            raise BadAnswer(f"a look-up was refused: {refusal.why.value}")
        return None if refusal else answer

    async def _offers(self, needed: Capability | None) -> bool:
        if self._known is None:
            await self.learn()
        return needed is None or needed in self.capabilities


def contradiction(what: str) -> BadAnswer:
    """The shop answers something else than was asked."""
    log.warning("backend.contradiction", what=what)
    return BadAnswer(f"contradicts what was asked: {what}")


def _refusal(answer: Answer) -> Refusal | None:
    if answer.status < HTTPStatus.BAD_REQUEST:
        return None
    told = problem_of(answer)
    return told.refusal if told else None


def _success(answer: Answer, shape: type[T]) -> T:
    if answer.media_type != JSON:
        raise BadAnswer(f"not {JSON}")
    try:
        return msgspec.json.decode(answer.content, type=shape)
    except (msgspec.DecodeError, UnicodeDecodeError) as error:
        problem = _SAID.sub("", str(error))
        log.warning("backend.unreadable", shape=shape.__name__, problem=problem)
        raise BadAnswer(f"not what the contract says: {problem}") from None
