"""Chatwoot's Application API, as far as it is needed (https://developers.chatwoot.com)."""

from typing import Any

import httpx

from sahay.config.forwarding import ChatwootSecrets, Forwarding

TIMEOUT_SECONDS = 10.0
# Messages of ours carry here what they are, so that one that was sent is known for it.
MARK = "sahay"

Json = dict[str, Any]


class ChatwootTrouble(Exception):
    """It did not do what it was asked. The text is a word for the log; `again` says whether it may later."""

    def __init__(self, text: str, *, again: bool) -> None:
        super().__init__(text)
        self.again = again


class ChatwootClient:
    """All raise ChatwootTrouble."""

    def __init__(
        self, settings: Forwarding, secrets: ChatwootSecrets, transport: httpx.AsyncBaseTransport | None = None
    ) -> None:
        self._inbox = settings.inbox
        self._client = httpx.AsyncClient(
            base_url=f"{(settings.url or '').rstrip('/')}/api/v1/accounts/{settings.account}/",
            headers={"api_access_token": secrets.token},
            timeout=TIMEOUT_SECONDS,
            transport=transport,
        )

    async def contact(self, identifier: str, name: str) -> tuple[int, str]:
        """Number and source id of the contact with this identifier, who is made if there is none."""
        found = await self._ask("GET", "contacts/search", params={"q": identifier})
        known = next((each for each in found["payload"] if each.get("identifier") == identifier), None)
        if known is None:
            new = {"inbox_id": self._inbox, "identifier": identifier, "name": name}
            known = (await self._ask("POST", "contacts", json=new))["payload"]["contact"]
        number = int(known["id"])
        inboxes = known.get("contact_inboxes") or ()
        sources = (each["source_id"] for each in inboxes if each["inbox"]["id"] == self._inbox)
        source = next(sources, None)
        if source is None:
            made = await self._ask("POST", f"contacts/{number}/contact_inboxes", json={"inbox_id": self._inbox})
            source = made["source_id"]
        return number, str(source)

    async def conversation(self, contact: int, source: str, ours: str) -> int:
        """The number of the conversation that stands for one of ours, which is opened if there is none."""
        found = await self._ask("GET", f"contacts/{contact}/conversations")
        for each in found["payload"]:
            if (each.get("custom_attributes") or {}).get(MARK) == ours:
                return int(each["id"])
        new = {"source_id": source, "inbox_id": self._inbox, "contact_id": contact, "status": "open"}
        made = await self._ask("POST", "conversations", json={**new, "custom_attributes": {MARK: ours}})
        return int(made["id"])

    async def say(self, conversation: int, mark: str, text: str, *, private: bool) -> None:
        """A private note, or what the customer said."""
        kind = "outgoing" if private else "incoming"
        message = {"content": text, "message_type": kind, "private": private, "content_attributes": {MARK: mark}}
        await self._ask("POST", f"conversations/{conversation}/messages", json=message)

    async def has(self, conversation: int, mark: str) -> bool:
        """Whether this was said already, lately."""
        found = await self._ask("GET", f"conversations/{conversation}/messages")
        return any((each.get("content_attributes") or {}).get(MARK) == mark for each in found["payload"])

    async def set_status(self, conversation: int, status: str) -> None:
        await self._ask("POST", f"conversations/{conversation}/toggle_status", json={"status": status})

    async def close(self) -> None:
        await self._client.aclose()

    async def _ask(self, method: str, path: str, **parts: Any) -> Any:
        try:
            response = await self._client.request(method, path, **parts)
        except httpx.HTTPError as error:
            raise ChatwootTrouble(type(error).__name__, again=True) from None
        if response.is_success:
            try:
                return response.json()
            except ValueError:
                raise ChatwootTrouble("unreadable", again=True) from None
        # 401 and 404 too may be put right: a token, an inbox.
        raise ChatwootTrouble(f"status {response.status_code}", again=response.status_code not in (400, 422))
