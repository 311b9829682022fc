"""The shop's tables. Money is in paise (INTEGER), moments are in UTC, dates are the shop's own."""

from enum import StrEnum

from sqlalchemy import (
    JSON,
    Boolean,
    CheckConstraint,
    Column,
    Date,
    Enum,
    ForeignKey,
    Index,
    Integer,
    String,
    Table,
    Text,
    false,
    text,
)

from sahay.shop.orders import (
    CarrierStep,
    OrderState,
    PaymentMethod,
    PaymentState,
    RefundState,
    ShipmentKind,
)
from sahay.store.schema import UtcDateTime, metadata


def _one_of(values: type[StrEnum]) -> Enum:
    """Kept as its value. Without a CHECK, so that a new state needs no migration."""
    return Enum(
        values,
        native_enum=False,
        create_constraint=False,
        length=20,
        values_callable=lambda members: [member.value for member in members],
    )


customer = Table(
    "shop_customer",
    metadata,
    Column("id", String(40), primary_key=True),
    Column("name", String(200), nullable=False),
    Column("email", String(254), nullable=False),
    Column("phone", String(20), nullable=False),  # E.164
    Column("address_line", String(200), nullable=False),
    Column("city", String(80), nullable=False),
    Column("region", String(80), nullable=False),
    Column("pin", String(10), nullable=False),
    Column("is_demo", Boolean, nullable=False, server_default=false()),
)

product = Table(
    "shop_product",
    metadata,
    Column("sku", String(40), primary_key=True),
    Column("name", String(200), nullable=False),
    Column("category", String(40), nullable=False),
    Column("hsn", String(8), nullable=False),
    Column("gst_percent", Integer, nullable=False),
    Column("price", Integer, nullable=False),  # includes GST
    Column("aliases", JSON, nullable=False, server_default=text("'[]'")),  # a list: what else customers call it
    Column("is_demo", Boolean, nullable=False, server_default=false()),
    CheckConstraint("price > 0", name="price"),
)

order = Table(
    "shop_order",
    metadata,
    Column("number", String(20), primary_key=True),
    Column("customer_id", ForeignKey("shop_customer.id"), nullable=False, index=True),
    Column("state", _one_of(OrderState), nullable=False),
    Column("placed_at", UtcDateTime, nullable=False),
    Column("expected_on", Date),
    Column("address_line", String(200), nullable=False),
    Column("city", String(80), nullable=False),
    Column("region", String(80), nullable=False),
    Column("pin", String(10), nullable=False),
    Column("delivery_charge", Integer, nullable=False),
    Column("discount", Integer, nullable=False),
    Column("total", Integer, nullable=False),
    Column("is_demo", Boolean, nullable=False, server_default=false()),
    CheckConstraint("delivery_charge >= 0 AND discount >= 0 AND total >= 0", name="money"),
)

shipment = Table(
    "shop_shipment",
    metadata,
    Column("id", String(40), primary_key=True),
    Column("order_number", ForeignKey("shop_order.number", ondelete="CASCADE"), nullable=False, index=True),
    Column("kind", _one_of(ShipmentKind), nullable=False),
    Column("carrier", String(80), nullable=False),
    Column("tracking_number", String(40), nullable=False),
    Column("tracking_url", String(300), nullable=False),
)

item = Table(
    "shop_order_item",
    metadata,
    Column("order_number", ForeignKey("shop_order.number", ondelete="CASCADE"), primary_key=True),
    Column("position", Integer, primary_key=True, autoincrement=False),
    Column("sku", String(40), nullable=False),  # no key: an order outlives the product
    Column("name", String(200), nullable=False),
    Column("quantity", Integer, nullable=False),
    Column("unit_price", Integer, nullable=False),  # includes GST
    Column("gst_percent", Integer, nullable=False),
    Column("shipment_id", ForeignKey("shop_shipment.id", ondelete="SET NULL"), index=True),
    CheckConstraint("quantity > 0 AND unit_price >= 0", name="amounts"),
)

milestone = Table(
    "shop_order_milestone",
    metadata,
    Column("order_number", ForeignKey("shop_order.number", ondelete="CASCADE"), primary_key=True),
    Column("position", Integer, primary_key=True, autoincrement=False),
    Column("state", _one_of(OrderState), nullable=False),
    Column("at", UtcDateTime, nullable=False),
)

carrier_event = Table(
    "shop_carrier_event",
    metadata,
    Column("shipment_id", ForeignKey("shop_shipment.id", ondelete="CASCADE"), primary_key=True),
    Column("position", Integer, primary_key=True, autoincrement=False),
    Column("step", _one_of(CarrierStep), nullable=False),
    Column("city", String(80), nullable=False),
    Column("at", UtcDateTime, nullable=False),
)

payment = Table(
    "shop_payment",
    metadata,
    Column("id", String(40), primary_key=True),
    Column("order_number", ForeignKey("shop_order.number", ondelete="CASCADE"), nullable=False, index=True),
    Column("method", _one_of(PaymentMethod), nullable=False),
    Column("state", _one_of(PaymentState), nullable=False),
    Column("amount", Integer, nullable=False),
    Column("at", UtcDateTime, nullable=False),
    Column("reference", String(40)),
    Column("failure", String(40)),
)

refund = Table(
    "shop_refund",
    metadata,
    Column("id", String(40), primary_key=True),
    Column("order_number", ForeignKey("shop_order.number", ondelete="CASCADE"), nullable=False, index=True),
    Column("payment_id", ForeignKey("shop_payment.id", ondelete="CASCADE"), nullable=False, index=True),
    Column("state", _one_of(RefundState), nullable=False),
    Column("amount", Integer, nullable=False),
    Column("requested_at", UtcDateTime, nullable=False),
    Column("expected_on", Date, nullable=False),
    Column("paid_at", UtcDateTime),
)

invoice = Table(
    "shop_invoice",
    metadata,
    Column("number", String(40), primary_key=True),
    Column("order_number", ForeignKey("shop_order.number", ondelete="CASCADE"), nullable=False, unique=True),
    Column("issued_at", UtcDateTime, nullable=False),
    Column("taxable", Integer, nullable=False),
    Column("cgst", Integer, nullable=False),
    Column("sgst", Integer, nullable=False),
    Column("igst", Integer, nullable=False),
    Column("total", Integer, nullable=False),
    CheckConstraint("taxable + cgst + sgst + igst = total", name="sum"),
)

# The same four details are the same attempt, made once however often its action is run.
verification_attempt = Table(
    "shop_verification_attempt",
    metadata,
    Column("conversation_id", String(64), primary_key=True),
    Column("message_id", String(100), primary_key=True),
    Column("order_number", String(40), primary_key=True),  # as asked for: there may be no such order
    Column("contact_key", String(64), primary_key=True),  # a keyed digest: the table holds no address and no phone
    Column("at", UtcDateTime, nullable=False),
    Column("proved", Boolean, nullable=False),
    Index(None, "conversation_id", "at"),
    Index(None, "order_number", "at"),
    Index(None, "contact_key", "at"),
)

# When the demo's orders were made, and from which data: one row.
demo_seed = Table(
    "shop_demo_seed",
    metadata,
    Column("id", Integer, primary_key=True, autoincrement=False),
    Column("seeded_on", Date, nullable=False),
    Column("fingerprint", String(64), nullable=False),
)

faq_entry = Table(
    "faq_entry",
    metadata,
    Column("key", String(80), primary_key=True),
    Column("topic", String(80), nullable=False),
    Column("intent", String(80), nullable=True),  # the wish to which it is the answer
    Column("tags", JSON, nullable=False, server_default=text("'[]'")),  # a list of words
    Column("valid_from", Date),  # both days included
    Column("valid_until", Date),
)

faq_question = Table(
    "faq_question",
    metadata,
    Column("entry_key", ForeignKey("faq_entry.key", ondelete="CASCADE"), primary_key=True),
    Column("language", String(10), primary_key=True),  # with the script when it is Latin: hi-Latn
    Column("position", Integer, primary_key=True, autoincrement=False),
    Column("text", String(500), nullable=False),
)

faq_answer = Table(
    "faq_answer",
    metadata,
    Column("entry_key", ForeignKey("faq_entry.key", ondelete="CASCADE"), primary_key=True),
    Column("language", String(10), primary_key=True),
    Column("text", Text, nullable=False),
)

# Grows with each change of the knowledge base, so that a search sees that its index is old: one row.
faq_revision = Table(
    "faq_revision",
    metadata,
    Column("id", Integer, primary_key=True, autoincrement=False),
    Column("revision", Integer, nullable=False),
)

# An answer that was shown, and whether it helped: one row a message, however often the buttons under it are tapped.
faq_feedback = Table(
    "faq_feedback",
    metadata,
    Column("message_id", String(100), primary_key=True),  # the customer's, to which it was the answer
    Column("conversation_id", String(64), nullable=False),
    Column("entry_key", String(80), nullable=False),  # no key: the report outlives the entry
    Column("language", String(10), nullable=False),
    Column("shown_at", UtcDateTime, nullable=False),
    Column("helpful", Boolean),  # NULL until it is rated
    Column("rated_at", UtcDateTime),
    Index(None, "conversation_id", "entry_key", "shown_at"),
    Index(None, "entry_key"),
)
