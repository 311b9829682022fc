"""Finding conversations."""

from collections.abc import Callable
from datetime import UTC, datetime
from typing import Any

from sanic import HTTPResponse, Request, json

from sahay.desk.search import QUERY_CHARACTERS, Place, Query
from sahay.desk.tags import TAG_CHARACTERS
from sahay.domain.conversation import Owner
from sahay.http.desk.guard import Caller, Route
from sahay.http.errors import ApiError
from sahay.http.services import Services

# The length of an id, and of what else a filter may say.
_WORD = 40


def routes(services: Services) -> tuple[Route, ...]:
    return (Route("GET", "/search", Search(services).find),)


class Search:
    def __init__(self, services: Services) -> None:
        self._services = services

    async def find(self, request: Request, _caller: Caller) -> HTTPResponse:
        """What has all words, and passes all filters; `next` is the cursor of the next page."""
        said = {name: read(name, request.args.get(name) or "") for name, read in _READERS.items()}
        query = Query(**{_FIELDS.get(name, name): value for name, value in said.items() if value})
        results, after = await self._services.console.search.find(query, _cursor(request.args.get("after") or ""))
        following = {"next": f"{after.updated_at.isoformat()}~{after.conversation_id}"} if after else {}
        return json({"results": results, **following})


def _text(name: str, value: str) -> str:
    if len(value) > QUERY_CHARACTERS:
        raise _bad(name, f"has {QUERY_CHARACTERS} characters at most")
    return value.replace("\x00", " ")


def _word(name: str, value: str) -> str:
    if len(value) > max(_WORD, TAG_CHARACTERS) or "\x00" in value:
        raise _bad(name, f"has {_WORD} characters at most")
    return value


def _status(name: str, value: str) -> str:
    if value and value not in tuple(Owner):
        raise _bad(name, f"is one of {', '.join(Owner)}")
    return value


def _moment(name: str, value: str) -> datetime | None:
    """ISO 8601; without a time zone it is in UTC."""
    if not value:
        return None
    try:
        moment = datetime.fromisoformat(value)
        return moment.replace(tzinfo=moment.tzinfo or UTC).astimezone(UTC)
    except (ValueError, OverflowError):
        raise _bad(name, "is a moment, as 2026-11-22T09:30:00+05:30") from None


def _cursor(value: str) -> Place | None:
    if not value:
        return None
    updated_at, _, conversation_id = value.partition("~")
    moment = _moment("after", updated_at)
    if moment is None or not conversation_id:
        raise _bad("after", "is what `next` said")
    return Place(moment, _word("after", conversation_id))


def _bad(name: str, rule: str) -> ApiError:
    return ApiError(400, "bad_request", f"The parameter {name} {rule}.")


_READERS: dict[str, Callable[[str, str], Any]] = {
    "q": _text,
    "status": _status,
    "channel": _word,
    "language": _word,
    "agent": _word,
    "tag": _word,
    "from": _moment,
    "to": _moment,
}
# Of these the name is another within.
_FIELDS = {"q": "text", "from": "since", "to": "until"}
