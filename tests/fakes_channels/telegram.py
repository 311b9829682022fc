"""A Bot API server, as https://core.telegram.org/bots/api tells it: what our client asks, and the refusals that matter.

Customers write with `person`; their updates wait for getUpdates, or are posted to the webhook that was set.
"""

import json
import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from itertools import count
from threading import Condition
from typing import Any
from urllib.parse import unquote

import httpx

from tests.fakes_shops.http import FakeServer, Request, Response

TOKEN = "123456789:AAE-" + "x" * 31
BOT = {"id": 123456789, "is_bot": True, "first_name": "Saral Store", "username": "saral_bot"}
NOW = 1_763_699_400  # as the tests' clock
# How long a request for updates is held here; there it is up to 50 seconds.
HELD_SECONDS = 0.2

Json = dict[str, Any]


class Refusal(Exception):
    def __init__(self, status: int, description: str, **parameters: int) -> None:
        super().__init__(description)
        self.body = {"ok": False, "error_code": status, "description": description}
        if parameters:
            self.body["parameters"] = parameters


@dataclass
class Person:
    """A customer on Telegram: what they do, and what they see."""

    telegram: "FakeTelegram"
    id: int
    name: str
    language: str
    seen: list[Json] = field(default_factory=list)
    has_blocked: bool = False

    @property
    def user(self) -> Json:
        return {"id": self.id, "is_bot": False, "first_name": self.name, "language_code": self.language}

    @property
    def chat(self) -> Json:
        return {"id": self.id, "type": "private", "first_name": self.name}

    @property
    def read(self) -> list[str]:
        return [each.get("text") or each.get("caption") or "" for each in self.seen]

    def says(self, text: str = "", **content: Any) -> Json:
        """A message; the update that it came with."""
        content = {"text": text, **content} if text else content
        return self.telegram.update(message=self.message(**content))

    def message(self, **content: Any) -> Json:
        frame = {"message_id": next(self.telegram.numbers), "date": NOW, "chat": self.chat, "from": self.user}
        return {**frame, **content}

    def taps(self, title: str) -> Json:
        """The latest button with this title."""
        for sent in reversed(self.seen):
            for row in sent.get("reply_markup", {}).get("inline_keyboard", []):
                for button in row:
                    if button["text"] == title:
                        return self.taps_data(button["callback_data"], {"message_id": sent["message_id"]})
        raise AssertionError(f"no button {title!r} in {self.read}")

    def taps_data(self, data: str, message: Json | None) -> Json:
        query_id = str(next(self.telegram.numbers))
        self.telegram.queries[query_id] = "open"
        query = {"id": query_id, "from": self.user, "chat_instance": "1", "data": data}
        if message is not None:
            query["message"] = {"date": 0, "chat": self.chat, **message}
        return self.telegram.update(callback_query=query)

    def blocks(self, *, on: bool = True) -> Json:
        self.has_blocked = on
        states = ({"status": "member", "user": BOT}, {"status": "kicked", "user": BOT, "until_date": 0})
        before, after = states if on else states[::-1]
        change = {"old_chat_member": before, "new_chat_member": after}
        return self.telegram.update(my_chat_member={"chat": self.chat, "from": self.user, "date": NOW, **change})


class FakeTelegram(FakeServer):
    def __init__(self) -> None:
        super().__init__()
        self.numbers = count(100)
        self.people: dict[int, Person] = {}
        self.updates: list[Json] = []
        self.webhook: Json = {"url": ""}
        self.commands: dict[str, list[Json]] = {}
        self.queries: dict[str, str] = {}  # open, or what they were answered
        self.files: dict[str, bytes] = {}
        self.actions: list[tuple[int, str]] = []
        self.groups: dict[int, list[str]] = {}
        self._news = Condition()
        self._methods: Mapping[str, Callable[[Json], Any]] = {
            "getMe": lambda _: BOT,
            "getWebhookInfo": lambda _: {"has_custom_certificate": False, "pending_update_count": 0, **self.webhook},
            "setWebhook": self._set_webhook,
            "deleteWebhook": lambda _: self._set_webhook({"url": ""}),
            "setMyCommands": self._set_commands,
            "sendMessage": self._send_text,
            "sendChatAction": self._act,
            "answerCallbackQuery": self._answer_query,
            "getFile": self._get_file,
            **dict.fromkeys(("sendPhoto", "sendDocument", "sendVoice", "sendVideo"), self._send_file),
        }

    def person(self, number: int = 7001, name: str = "Meera", language: str = "en") -> Person:
        return self.people.setdefault(number, Person(self, number, name, language))

    def update(self, **content: Any) -> Json:
        """Something happened: it waits to be fetched, or is the caller's to post."""
        update = {"update_id": 900_000 + next(self.numbers), **content}
        with self._news:
            if not self.webhook["url"]:
                self.updates.append(update)
            self._news.notify_all()
        return update

    async def post(self, update: Json | bytes, url: str, **headers: str) -> httpx.Response:
        """As Telegram calls the webhook."""
        body = update if isinstance(update, bytes) else json.dumps(update).encode()
        secret = {"X-Telegram-Bot-Api-Secret-Token": self.webhook.get("secret_token", "")}
        async with httpx.AsyncClient(timeout=20) as client:
            return await client.post(
                url, content=body, headers={"Content-Type": "application/json", **secret, **headers}
            )

    def handle(self, request: Request) -> Response | None:
        """Who asks for updates is held until there are some."""
        if request.path.endswith("/getUpdates"):
            with self._news:
                self._news.wait_for(lambda: bool(self._pending(request)), timeout=HELD_SECONDS)
        return super().handle(request)

    def answer(self, request: Request) -> Response:
        path = unquote(request.path)
        if file := re.fullmatch(rf"/file/bot{TOKEN}/(.+)", path):
            data = self.files.get(file[1])
            return Response(200, raw=data) if data is not None else Response(404, {"ok": False})
        called = re.fullmatch(r"/bot([^/]+)/(\w+)", path)
        try:
            if called is None or called[1] != TOKEN:
                raise Refusal(401, "Unauthorized")
            if called[2] == "getUpdates":
                return self._ok(self._updates(request))
            method = self._methods.get(called[2])
            if method is None:
                raise Refusal(404, "Not Found")
            return self._ok(method(parameters(request)))
        except Refusal as refusal:
            return Response(refusal.body["error_code"], refusal.body)

    def _ok(self, result: Any) -> Response:
        return Response(200, {"ok": True, "result": result})

    def _pending(self, request: Request) -> list[Json]:
        offset = int(parameters(request).get("offset", 0))
        return [each for each in self.updates if each["update_id"] >= offset]

    def _updates(self, request: Request) -> list[Json]:
        if self.webhook["url"]:
            raise Refusal(409, "Conflict: can't use getUpdates method while webhook is active")
        with self._news:
            self.updates = self._pending(request)
            return self.updates[:100]

    def _set_webhook(self, told: Json) -> bool:
        url = told.get("url", "")
        if url and not re.fullmatch(r"[A-Za-z0-9_-]{1,256}", told.get("secret_token", "")):
            raise Refusal(400, "Bad Request: secret token contains unallowed characters")
        self.webhook = {**told, "allowed_updates": json.loads(told.get("allowed_updates", "[]")), "url": url}
        return True

    def _set_commands(self, told: Json) -> bool:
        self.commands[told.get("language_code", "")] = json.loads(told["commands"])
        return True

    def _send_text(self, told: Json) -> Json:
        text = told.get("text", "")
        if not text.strip():
            raise Refusal(400, "Bad Request: message text is empty")
        if len(text.encode("utf-16-le")) // 2 > 4096:
            raise Refusal(400, "Bad Request: message is too long")
        return self._sent(told, text=text)

    def _send_file(self, told: Json) -> Json:
        return self._sent(told, caption=told.get("caption", ""), document={"file_id": "sent", "file_unique_id": "s"})

    def _sent(self, told: Json, **content: Any) -> Json:
        chat_id = int(told["chat_id"])
        if chat_id in self.groups:
            self.groups[chat_id].append(content.get("text", ""))
            return {"message_id": next(self.numbers), "date": NOW, "chat": {"id": chat_id, "type": "group"}, **content}
        person = self._person(chat_id)
        message = {"message_id": next(self.numbers), "date": NOW, "chat": person.chat, "from": BOT, **content}
        if markup := told.get("reply_markup"):
            message["reply_markup"] = _keyboard(json.loads(markup))
        person.seen.append(message)
        return message

    def _person(self, chat_id: int) -> Person:
        person = self.people.get(chat_id)
        if person is None:
            raise Refusal(400, "Bad Request: chat not found")
        if person.has_blocked:
            raise Refusal(403, "Forbidden: bot was blocked by the user")
        return person

    def _act(self, told: Json) -> bool:
        self.actions.append((self._person(int(told["chat_id"])).id, told["action"]))
        return True

    def _answer_query(self, told: Json) -> bool:
        if self.queries.get(told["callback_query_id"]) != "open":
            raise Refusal(400, "Bad Request: query is too old and response timeout expired or query ID is invalid")
        self.queries[told["callback_query_id"]] = told.get("text", "")
        return True

    def _get_file(self, told: Json) -> Json:
        if told["file_id"] not in self.files:
            raise Refusal(400, "Bad Request: wrong file_id or the file is temporarily unavailable")
        size = len(self.files[told["file_id"]])
        return {"file_id": told["file_id"], "file_unique_id": "u", "file_size": size, "file_path": told["file_id"]}


def _keyboard(markup: Json) -> Json:
    """Raises Refusal, as for data that is too long."""
    for row in markup["inline_keyboard"]:
        for button in row:
            if not 1 <= len(button["callback_data"].encode()) <= 64:
                raise Refusal(400, "Bad Request: BUTTON_DATA_INVALID")
    return markup


def parameters(request: Request) -> Json:
    """What a call names, however it was written."""
    if isinstance(request.body, bytes):
        boundary = request.headers["content-type"].partition("boundary=")[2].encode()
        return dict(_field(part) for part in request.body.split(b"--" + boundary)[1:-1])
    return request.body or request.query


def _field(part: bytes) -> tuple[str, str]:
    head, _, value = part.strip(b"\r\n").partition(b"\r\n\r\n")
    name = re.search(rb'name="([^"]+)"', head)
    assert name is not None
    return name[1].decode(), value.decode("utf-8", "replace")
