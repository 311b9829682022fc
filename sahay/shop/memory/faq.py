"""The knowledge base in memory."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, date, datetime, tzinfo

from sahay.domain.clock import Clock, SystemClock
from sahay.shop.faq import Answer, Entry, Figures, Showing, worst_first
from sahay.shop.faq.entries import Catalogue


@dataclass(slots=True)
class _Shown:
    showing: Showing
    helpful: bool | None = None


class MemoryFaq:
    """See `sahay.shop.faq.Faq`."""

    def __init__(
        self,
        entries: Iterable[Entry],
        default_language: str = "en",
        *,
        clock: Clock | None = None,
        timezone: tzinfo = UTC,
    ) -> None:
        self._catalogue = Catalogue.of(entries, default_language)
        self._clock = clock or SystemClock()
        self._timezone = timezone
        self._shown: dict[str, _Shown] = {}

    async def search(self, text: str, language: str, limit: int = 3) -> list[Answer]:
        return self._catalogue.search(text, language, limit, self._today())

    async def answer(self, key: str, language: str) -> Answer | None:
        return self._catalogue.answer(key, language, self._today())

    async def answer_to(self, intent: str, language: str) -> Answer | None:
        return self._catalogue.answer_to(intent, language, self._today())

    async def note_shown(self, showing: Showing) -> None:
        self._shown.setdefault(showing.message_id, _Shown(showing))

    async def rate(self, key: str, conversation_id: str, *, helpful: bool, at: datetime) -> bool:
        of_entry = [
            each
            for each in self._shown.values()
            if (each.showing.entry_key, each.showing.conversation_id) == (key, conversation_id)
        ]
        if not of_entry:
            return False
        max(of_entry, key=lambda each: (each.showing.at, each.showing.message_id)).helpful = helpful
        return True

    async def figures(self) -> list[Figures]:
        keys = {*self._catalogue.entries, *(each.showing.entry_key for each in self._shown.values())}
        return sorted(map(self._figures_of, keys), key=worst_first)

    def _figures_of(self, key: str) -> Figures:
        shown = [each for each in self._shown.values() if each.showing.entry_key == key]
        return Figures(
            key=key,
            shown=len(shown),
            conversations=len({each.showing.conversation_id for each in shown}),
            helpful=sum(each.helpful is True for each in shown),
            not_helpful=sum(each.helpful is False for each in shown),
        )

    def _today(self) -> date:
        return self._clock.now().astimezone(self._timezone).date()
