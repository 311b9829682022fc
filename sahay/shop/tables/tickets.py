"""Matters for people."""

from sqlalchemy import Column, ForeignKey, Index, Integer, String, Table, Text

from sahay.shop.tables.column import one_of
from sahay.shop.tickets import Priority, TicketKind, TicketState
from sahay.store.schema import UtcDateTime, metadata

ticket = Table(
    "shop_ticket",
    metadata,
    Column("reference", String(10), primary_key=True),
    Column("key", String(100), nullable=False, unique=True),  # the same matter is kept once
    Column("kind", one_of(TicketKind), nullable=False),
    Column("priority", one_of(Priority), nullable=False),
    Column("state", one_of(TicketState), nullable=False),
    Column("text", Text, nullable=False),
    Column("conversation_id", String(64), nullable=False, index=True),
    Column("language", String(10), nullable=False),
    Column("order_number", String(40)),
    Column("account_id", String(64), index=True),
    Column("contact", String(254)),
    Column("opened_at", UtcDateTime, nullable=False),
    Column("respond_by", UtcDateTime, nullable=False),
    Column("closed_at", UtcDateTime),
    Index(None, "state", "respond_by"),
)

# More from the customer about the same matter.
ticket_note = Table(
    "shop_ticket_note",
    metadata,
    Column("key", String(100), primary_key=True),
    Column("reference", ForeignKey("shop_ticket.reference", ondelete="CASCADE"), nullable=False, index=True),
    Column("text", Text, nullable=False),
    Column("at", UtcDateTime, nullable=False),
)

# Which agent moved it when.
ticket_move = Table(
    "shop_ticket_move",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("reference", ForeignKey("shop_ticket.reference", ondelete="CASCADE"), nullable=False, index=True),
    Column("state", one_of(TicketState), nullable=False),
    Column("by", String(200), nullable=False),
    Column("at", UtcDateTime, nullable=False),
)
