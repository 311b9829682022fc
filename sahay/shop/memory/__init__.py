"""A shop in memory: for tests, and the reference that the other adapters must agree with."""

from sahay.shop.memory.backend import MemoryBackend
from sahay.shop.memory.faq import MemoryFaq
from sahay.shop.memory.ledger import MemoryLedger, MemoryLedgers

__all__ = ["MemoryBackend", "MemoryFaq", "MemoryLedger", "MemoryLedgers"]
