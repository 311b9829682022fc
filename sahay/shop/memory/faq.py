"""The knowledge base in memory."""

from collections.abc import Iterable

from sahay.shop.faq import Answer, Catalogue, Entry


class MemoryFaq:
    """See `sahay.shop.faq.Faq`."""

    def __init__(self, entries: Iterable[Entry], default_language: str = "en") -> None:
        self._catalogue = Catalogue.of(entries, default_language)

    async def search(self, text: str, language: str, limit: int = 3) -> list[Answer]:
        return self._catalogue.search(text, language, limit)

    async def answer(self, key: str, language: str) -> Answer | None:
        return self._catalogue.answer(key, language)

    async def answer_to(self, intent: str, language: str) -> Answer | None:
        return self._catalogue.answer_to(intent, language)
