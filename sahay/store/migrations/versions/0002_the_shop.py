"""The shop

Revision: 0002
After: 0001
"""

import sqlalchemy as sa
from alembic import op

import sahay.store.schema

revision = "0002"
down_revision = "0001"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "faq_entry",
        sa.Column("key", sa.String(length=80), nullable=False),
        sa.Column("topic", sa.String(length=80), nullable=False),
        sa.PrimaryKeyConstraint("key", name=op.f("pk_faq_entry")),
    )
    op.create_table(
        "faq_revision",
        sa.Column("id", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("revision", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_faq_revision")),
    )
    op.create_table(
        "shop_customer",
        sa.Column("id", sa.String(length=40), nullable=False),
        sa.Column("name", sa.String(length=200), nullable=False),
        sa.Column("email", sa.String(length=254), nullable=False),
        sa.Column("phone", sa.String(length=20), nullable=False),
        sa.Column("address_line", sa.String(length=200), nullable=False),
        sa.Column("city", sa.String(length=80), nullable=False),
        sa.Column("region", sa.String(length=80), nullable=False),
        sa.Column("pin", sa.String(length=10), nullable=False),
        sa.Column("is_demo", sa.Boolean(), server_default=sa.false(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_shop_customer")),
    )
    op.create_table(
        "shop_demo_seed",
        sa.Column("id", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("seeded_on", sa.Date(), nullable=False),
        sa.Column("fingerprint", sa.String(length=64), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_shop_demo_seed")),
    )
    op.create_table(
        "shop_product",
        sa.Column("sku", sa.String(length=40), nullable=False),
        sa.Column("name", sa.String(length=200), nullable=False),
        sa.Column("category", sa.String(length=40), nullable=False),
        sa.Column("hsn", sa.String(length=8), nullable=False),
        sa.Column("gst_percent", sa.Integer(), nullable=False),
        sa.Column("price", sa.Integer(), nullable=False),
        sa.Column("is_demo", sa.Boolean(), server_default=sa.false(), nullable=False),
        sa.CheckConstraint("price > 0", name=op.f("ck_shop_product_price")),
        sa.PrimaryKeyConstraint("sku", name=op.f("pk_shop_product")),
    )
    op.create_table(
        "shop_verification_attempt",
        sa.Column("conversation_id", sa.String(length=64), nullable=False),
        sa.Column("message_id", sa.String(length=100), nullable=False),
        sa.Column("order_number", sa.String(length=40), nullable=False),
        sa.Column("contact_key", sa.String(length=64), nullable=False),
        sa.Column("at", sahay.store.schema.UtcDateTime(timezone=True), nullable=False),
        sa.Column("proved", sa.Boolean(), nullable=False),
        sa.PrimaryKeyConstraint(
            "conversation_id", "message_id", "order_number", "contact_key", name=op.f("pk_shop_verification_attempt")
        ),
    )
    with op.batch_alter_table("shop_verification_attempt", schema=None) as batch_op:
        batch_op.create_index(
            batch_op.f("ix_shop_verification_attempt_contact_key_at"), ["contact_key", "at"], unique=False
        )
        batch_op.create_index(
            batch_op.f("ix_shop_verification_attempt_conversation_id_at"), ["conversation_id", "at"], unique=False
        )
        batch_op.create_index(
            batch_op.f("ix_shop_verification_attempt_order_number_at"), ["order_number", "at"], unique=False
        )

    op.create_table(
        "faq_answer",
        sa.Column("entry_key", sa.String(length=80), nullable=False),
        sa.Column("language", sa.String(length=10), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(
            ["entry_key"], ["faq_entry.key"], name=op.f("fk_faq_answer_entry_key"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("entry_key", "language", name=op.f("pk_faq_answer")),
    )
    op.create_table(
        "faq_question",
        sa.Column("entry_key", sa.String(length=80), nullable=False),
        sa.Column("language", sa.String(length=10), nullable=False),
        sa.Column("position", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("text", sa.String(length=500), nullable=False),
        sa.ForeignKeyConstraint(
            ["entry_key"], ["faq_entry.key"], name=op.f("fk_faq_question_entry_key"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("entry_key", "language", "position", name=op.f("pk_faq_question")),
    )
    op.create_table(
        "shop_order",
        sa.Column("number", sa.String(length=20), nullable=False),
        sa.Column("customer_id", sa.String(length=40), nullable=False),
        sa.Column(
            "state",
            sa.Enum(
                "placed",
                "confirmed",
                "packed",
                "shipped",
                "out_for_delivery",
                "delivered",
                "return_requested",
                "returned",
                "refunded",
                "delivery_failed",
                "cancelled",
                "payment_failed",
                name="orderstate",
                native_enum=False,
                length=20,
            ),
            nullable=False,
        ),
        sa.Column("placed_at", sahay.store.schema.UtcDateTime(timezone=True), nullable=False),
        sa.Column("expected_on", sa.Date(), nullable=True),
        sa.Column("address_line", sa.String(length=200), nullable=False),
        sa.Column("city", sa.String(length=80), nullable=False),
        sa.Column("region", sa.String(length=80), nullable=False),
        sa.Column("pin", sa.String(length=10), nullable=False),
        sa.Column("delivery_charge", sa.Integer(), nullable=False),
        sa.Column("discount", sa.Integer(), nullable=False),
        sa.Column("total", sa.Integer(), nullable=False),
        sa.Column("is_demo", sa.Boolean(), server_default=sa.false(), nullable=False),
        sa.CheckConstraint("delivery_charge >= 0 AND discount >= 0 AND total >= 0", name=op.f("ck_shop_order_money")),
        sa.ForeignKeyConstraint(["customer_id"], ["shop_customer.id"], name=op.f("fk_shop_order_customer_id")),
        sa.PrimaryKeyConstraint("number", name=op.f("pk_shop_order")),
    )
    with op.batch_alter_table("shop_order", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_shop_order_customer_id"), ["customer_id"], unique=False)

    op.create_table(
        "shop_invoice",
        sa.Column("number", sa.String(length=40), nullable=False),
        sa.Column("order_number", sa.String(length=20), nullable=False),
        sa.Column("issued_at", sahay.store.schema.UtcDateTime(timezone=True), nullable=False),
        sa.Column("taxable", sa.Integer(), nullable=False),
        sa.Column("cgst", sa.Integer(), nullable=False),
        sa.Column("sgst", sa.Integer(), nullable=False),
        sa.Column("igst", sa.Integer(), nullable=False),
        sa.Column("total", sa.Integer(), nullable=False),
        sa.CheckConstraint("taxable + cgst + sgst + igst = total", name=op.f("ck_shop_invoice_sum")),
        sa.ForeignKeyConstraint(
            ["order_number"], ["shop_order.number"], name=op.f("fk_shop_invoice_order_number"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("number", name=op.f("pk_shop_invoice")),
        sa.UniqueConstraint("order_number", name=op.f("uq_shop_invoice_order_number")),
    )
    op.create_table(
        "shop_order_milestone",
        sa.Column("order_number", sa.String(length=20), nullable=False),
        sa.Column("position", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column(
            "state",
            sa.Enum(
                "placed",
                "confirmed",
                "packed",
                "shipped",
                "out_for_delivery",
                "delivered",
                "return_requested",
                "returned",
                "refunded",
                "delivery_failed",
                "cancelled",
                "payment_failed",
                name="orderstate",
                native_enum=False,
                length=20,
            ),
            nullable=False,
        ),
        sa.Column("at", sahay.store.schema.UtcDateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["order_number"],
            ["shop_order.number"],
            name=op.f("fk_shop_order_milestone_order_number"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("order_number", "position", name=op.f("pk_shop_order_milestone")),
    )
    op.create_table(
        "shop_payment",
        sa.Column("id", sa.String(length=40), nullable=False),
        sa.Column("order_number", sa.String(length=20), nullable=False),
        sa.Column(
            "method",
            sa.Enum("upi", "card", "netbanking", "cod", name="paymentmethod", native_enum=False, length=20),
            nullable=False,
        ),
        sa.Column(
            "state",
            sa.Enum("pending", "paid", "failed", name="paymentstate", native_enum=False, length=20),
            nullable=False,
        ),
        sa.Column("amount", sa.Integer(), nullable=False),
        sa.Column("at", sahay.store.schema.UtcDateTime(timezone=True), nullable=False),
        sa.Column("reference", sa.String(length=40), nullable=True),
        sa.Column("failure", sa.String(length=40), nullable=True),
        sa.ForeignKeyConstraint(
            ["order_number"], ["shop_order.number"], name=op.f("fk_shop_payment_order_number"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_shop_payment")),
    )
    with op.batch_alter_table("shop_payment", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_shop_payment_order_number"), ["order_number"], unique=False)

    op.create_table(
        "shop_shipment",
        sa.Column("id", sa.String(length=40), nullable=False),
        sa.Column("order_number", sa.String(length=20), nullable=False),
        sa.Column(
            "kind", sa.Enum("outbound", "return", name="shipmentkind", native_enum=False, length=20), nullable=False
        ),
        sa.Column("carrier", sa.String(length=80), nullable=False),
        sa.Column("tracking_number", sa.String(length=40), nullable=False),
        sa.Column("tracking_url", sa.String(length=300), nullable=False),
        sa.ForeignKeyConstraint(
            ["order_number"], ["shop_order.number"], name=op.f("fk_shop_shipment_order_number"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_shop_shipment")),
    )
    with op.batch_alter_table("shop_shipment", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_shop_shipment_order_number"), ["order_number"], unique=False)

    op.create_table(
        "shop_carrier_event",
        sa.Column("shipment_id", sa.String(length=40), nullable=False),
        sa.Column("position", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column(
            "step",
            sa.Enum(
                "picked_up",
                "at_hub",
                "in_transit",
                "at_destination",
                "out_for_delivery",
                "attempt_failed",
                "delivered",
                name="carrierstep",
                native_enum=False,
                length=20,
            ),
            nullable=False,
        ),
        sa.Column("city", sa.String(length=80), nullable=False),
        sa.Column("at", sahay.store.schema.UtcDateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["shipment_id"], ["shop_shipment.id"], name=op.f("fk_shop_carrier_event_shipment_id"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("shipment_id", "position", name=op.f("pk_shop_carrier_event")),
    )
    op.create_table(
        "shop_order_item",
        sa.Column("order_number", sa.String(length=20), nullable=False),
        sa.Column("position", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("sku", sa.String(length=40), nullable=False),
        sa.Column("name", sa.String(length=200), nullable=False),
        sa.Column("quantity", sa.Integer(), nullable=False),
        sa.Column("unit_price", sa.Integer(), nullable=False),
        sa.Column("gst_percent", sa.Integer(), nullable=False),
        sa.Column("shipment_id", sa.String(length=40), nullable=True),
        sa.CheckConstraint("quantity > 0 AND unit_price >= 0", name=op.f("ck_shop_order_item_amounts")),
        sa.ForeignKeyConstraint(
            ["order_number"], ["shop_order.number"], name=op.f("fk_shop_order_item_order_number"), ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(
            ["shipment_id"], ["shop_shipment.id"], name=op.f("fk_shop_order_item_shipment_id"), ondelete="SET NULL"
        ),
        sa.PrimaryKeyConstraint("order_number", "position", name=op.f("pk_shop_order_item")),
    )
    with op.batch_alter_table("shop_order_item", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_shop_order_item_shipment_id"), ["shipment_id"], unique=False)

    op.create_table(
        "shop_refund",
        sa.Column("id", sa.String(length=40), nullable=False),
        sa.Column("order_number", sa.String(length=20), nullable=False),
        sa.Column("payment_id", sa.String(length=40), nullable=False),
        sa.Column(
            "state", sa.Enum("pending", "paid", name="refundstate", native_enum=False, length=20), nullable=False
        ),
        sa.Column("amount", sa.Integer(), nullable=False),
        sa.Column("requested_at", sahay.store.schema.UtcDateTime(timezone=True), nullable=False),
        sa.Column("expected_on", sa.Date(), nullable=False),
        sa.Column("paid_at", sahay.store.schema.UtcDateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(
            ["order_number"], ["shop_order.number"], name=op.f("fk_shop_refund_order_number"), ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(
            ["payment_id"], ["shop_payment.id"], name=op.f("fk_shop_refund_payment_id"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_shop_refund")),
    )
    with op.batch_alter_table("shop_refund", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_shop_refund_order_number"), ["order_number"], unique=False)
        batch_op.create_index(batch_op.f("ix_shop_refund_payment_id"), ["payment_id"], unique=False)


def downgrade() -> None:
    with op.batch_alter_table("shop_refund", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_shop_refund_payment_id"))
        batch_op.drop_index(batch_op.f("ix_shop_refund_order_number"))

    op.drop_table("shop_refund")
    with op.batch_alter_table("shop_order_item", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_shop_order_item_shipment_id"))

    op.drop_table("shop_order_item")
    op.drop_table("shop_carrier_event")
    with op.batch_alter_table("shop_shipment", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_shop_shipment_order_number"))

    op.drop_table("shop_shipment")
    with op.batch_alter_table("shop_payment", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_shop_payment_order_number"))

    op.drop_table("shop_payment")
    op.drop_table("shop_order_milestone")
    op.drop_table("shop_invoice")
    with op.batch_alter_table("shop_order", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_shop_order_customer_id"))

    op.drop_table("shop_order")
    op.drop_table("faq_question")
    op.drop_table("faq_answer")
    with op.batch_alter_table("shop_verification_attempt", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_shop_verification_attempt_order_number_at"))
        batch_op.drop_index(batch_op.f("ix_shop_verification_attempt_conversation_id_at"))
        batch_op.drop_index(batch_op.f("ix_shop_verification_attempt_contact_key_at"))

    op.drop_table("shop_verification_attempt")
    op.drop_table("shop_product")
    op.drop_table("shop_demo_seed")
    op.drop_table("shop_customer")
    op.drop_table("faq_revision")
    op.drop_table("faq_entry")
