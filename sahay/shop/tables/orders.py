"""Orders with all that belongs to them."""

from sqlalchemy import Boolean, CheckConstraint, Column, Date, ForeignKey, Integer, String, Table, false

from sahay.shop.orders import CarrierStep, OrderState, PaymentMethod, PaymentState, RefundState, ShipmentKind
from sahay.shop.tables.column import one_of
from sahay.store.schema import UtcDateTime, metadata

REASON_CHARACTERS = 500

order = Table(
    "shop_order",
    metadata,
    Column("number", String(20), primary_key=True),
    Column("customer_id", ForeignKey("shop_customer.id"), nullable=False, index=True),
    Column("state", one_of(OrderState), nullable=False),
    Column("placed_at", UtcDateTime, nullable=False),
    Column("expected_on", Date),
    Column("address_line", String(200), nullable=False),
    Column("city", String(80), nullable=False),
    Column("region", String(80), nullable=False),
    Column("pin", String(10), nullable=False),
    Column("delivery_charge", Integer, nullable=False),
    Column("discount", Integer, nullable=False),
    Column("total", Integer, nullable=False),
    Column("cancel_reason", String(REASON_CHARACTERS)),
    Column("is_demo", Boolean, nullable=False, server_default=false()),
    CheckConstraint("delivery_charge >= 0 AND discount >= 0 AND total >= 0", name="money"),
)

shipment = Table(
    "shop_shipment",
    metadata,
    Column("id", String(40), primary_key=True),
    Column("order_number", ForeignKey("shop_order.number", ondelete="CASCADE"), nullable=False, index=True),
    Column("kind", one_of(ShipmentKind), nullable=False),
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
    Column("state", one_of(OrderState), nullable=False),
    Column("at", UtcDateTime, nullable=False),
)

carrier_event = Table(
    "shop_carrier_event",
    metadata,
    Column("shipment_id", ForeignKey("shop_shipment.id", ondelete="CASCADE"), primary_key=True),
    Column("position", Integer, primary_key=True, autoincrement=False),
    Column("step", one_of(CarrierStep), nullable=False),
    Column("city", String(80), nullable=False),
    Column("at", UtcDateTime, nullable=False),
)

payment = Table(
    "shop_payment",
    metadata,
    Column("id", String(40), primary_key=True),
    Column("order_number", ForeignKey("shop_order.number", ondelete="CASCADE"), nullable=False, index=True),
    Column("method", one_of(PaymentMethod), nullable=False),
    Column("state", one_of(PaymentState), nullable=False),
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
    Column("state", one_of(RefundState), nullable=False),
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
