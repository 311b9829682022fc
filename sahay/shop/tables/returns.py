"""What customers send back."""

from sqlalchemy import CheckConstraint, Column, ForeignKey, Integer, String, Table

from sahay.shop.returns import ReturnKind, ReturnReason, ReturnState
from sahay.shop.tables.column import one_of
from sahay.store.schema import UtcDateTime, metadata

goods_return = Table(
    "shop_return",
    metadata,
    Column("number", String(40), primary_key=True),
    Column("order_number", ForeignKey("shop_order.number", ondelete="CASCADE"), nullable=False, index=True),
    Column("kind", one_of(ReturnKind), nullable=False),
    Column("state", one_of(ReturnState), nullable=False),
    Column("reason", one_of(ReturnReason), nullable=False),
    Column("slot_id", String(40)),
    Column("slot_begins", UtcDateTime),
    Column("slot_ends", UtcDateTime),
    Column("exchange_sku", String(40)),
    Column("label_url", String(300)),
    Column("requested_at", UtcDateTime, nullable=False),
)

return_line = Table(
    "shop_return_line",
    metadata,
    Column("return_number", ForeignKey("shop_return.number", ondelete="CASCADE"), primary_key=True),
    Column("position", Integer, primary_key=True, autoincrement=False),
    Column("sku", String(40), nullable=False),
    Column("quantity", Integer, nullable=False),
    CheckConstraint("quantity > 0", name="quantity"),
)
