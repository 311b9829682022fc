"""Answers of the knowledge base to what the customer asked last, for the agent to take or leave."""

from typing import Any

from sahay.config import Shop
from sahay.domain.message import Author
from sahay.shop.faq import Answer, Faq
from sahay.shop.faq.details import filled_in
from sahay.store.sql import SqlStore

ANSWERS = 3
# Lines at the end of the log among which the question is.
LATEST = 30
# What a customer writes in several messages in a row is one question, up to so many.
LINES = 3
# What scores less has only small words in common with the question (`actions.knowledge`).
LEAST = 0.36


class Suggestions:
    def __init__(self, store: SqlStore, faq: Faq, shop: Shop) -> None:
        self._store = store
        self._faq = faq
        self._shop = shop

    async def of(self, conversation_id: str) -> list[dict[str, Any]]:
        """`[{"id", "title", "text"}]`, the best first. Raises ConversationNotFound."""
        async with self._store.snapshot() as snapshot:
            conversation = await snapshot.conversation(conversation_id)
            lines = await snapshot.messages(conversation_id, after=max(0, conversation.last_seq - LATEST))
        asked: list[str] = []
        for line in reversed(lines):
            if line.author is Author.CUSTOMER and line.text and not line.payload:
                asked.insert(0, line.text)
            elif asked and line.author in (Author.BOT, Author.AGENT):
                break
        if not asked:
            return []
        found: dict[str, Answer] = {}
        for question in {asked[-1], "\n".join(asked[-LINES:])}:
            for answer in await self._faq.search(question, conversation.language, ANSWERS):
                found[answer.key] = max(answer, found.get(answer.key, answer), key=_score)
        best = sorted(found.values(), key=_score, reverse=True)[:ANSWERS]
        return [
            {"id": answer.key, "title": answer.question, "text": filled_in(answer.text, self._shop)}
            for answer in best
            if answer.score >= LEAST
        ]


def _score(answer: Answer) -> float:
    return answer.score
