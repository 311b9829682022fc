"""What a shop can do: stock, delivery, returns, accounts, and what was done for which key

Revision: 0006
After: 0005
"""

import sqlalchemy as sa
from alembic import op

from sahay.store.schema import UtcDateTime

revision = "0006"
down_revision = "0005"
branch_labels = None
depends_on = None


def upgrade() -> None:
    _widen()
    _of_customers()
    _of_delivery()
    _of_returns()
    op.create_table(
        "shop_idempotency",
        sa.Column("change", sa.String(length=40), nullable=False),
        sa.Column("key", sa.String(length=200), nullable=False),
        sa.Column("result", sa.JSON(), nullable=False),
        sa.Column("at", UtcDateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("change", "key", name=op.f("pk_shop_idempotency")),
    )


def downgrade() -> None:
    for table in (
        "shop_idempotency",
        "shop_return_line",
        "shop_return",
        "shop_delivery_way",
        "shop_delivery_zone",
        "shop_review",
        "shop_password_link",
        "shop_newsletter",
        "shop_loyalty",
        "shop_address",
    ):
        op.drop_table(table)
    with op.batch_alter_table("shop_order", schema=None) as batch_op:
        batch_op.drop_column("cancel_reason")
    with op.batch_alter_table("shop_product", schema=None) as batch_op:
        batch_op.drop_constraint(batch_op.f("ck_shop_product_stock"), type_="check")
        for column in ("return_days", "warranty_months", "specification", "url", "stock"):
            batch_op.drop_column(column)
    with op.batch_alter_table("shop_customer", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_shop_customer_phone"))
        batch_op.drop_column("kind")


def _widen() -> None:
    with op.batch_alter_table("shop_customer", schema=None) as batch_op:
        batch_op.add_column(sa.Column("kind", sa.String(length=20), server_default="personal", nullable=False))
        batch_op.create_index(batch_op.f("ix_shop_customer_phone"), ["phone"], unique=False)
    with op.batch_alter_table("shop_order", schema=None) as batch_op:
        batch_op.add_column(sa.Column("cancel_reason", sa.String(length=500), nullable=True))
    with op.batch_alter_table("shop_product", schema=None) as batch_op:
        batch_op.add_column(sa.Column("stock", sa.Integer(), nullable=True))
        batch_op.add_column(sa.Column("url", sa.String(length=300), server_default="", nullable=False))
        batch_op.add_column(sa.Column("specification", sa.JSON(), server_default=sa.text("'{}'"), nullable=False))
        batch_op.add_column(sa.Column("warranty_months", sa.Integer(), server_default=sa.text("0"), nullable=False))
        batch_op.add_column(sa.Column("return_days", sa.Integer(), nullable=True))
        batch_op.create_check_constraint(batch_op.f("ck_shop_product_stock"), "stock >= 0")


def _of_customers() -> None:
    op.create_table(
        "shop_address",
        sa.Column("customer_id", sa.String(length=40), nullable=False),
        sa.Column("position", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("line", sa.String(length=200), nullable=False),
        sa.Column("city", sa.String(length=80), nullable=False),
        sa.Column("region", sa.String(length=80), nullable=False),
        sa.Column("pin", sa.String(length=10), nullable=False),
        _of("shop_address", "customer_id", "shop_customer.id", "CASCADE"),
        sa.PrimaryKeyConstraint("customer_id", "position", name=op.f("pk_shop_address")),
    )
    op.create_table(
        "shop_loyalty",
        sa.Column("customer_id", sa.String(length=40), nullable=False),
        sa.Column("balance", sa.Integer(), nullable=False),
        sa.Column("expiring", sa.Integer(), nullable=False),
        sa.Column("expires_on", sa.Date(), nullable=True),
        _of("shop_loyalty", "customer_id", "shop_customer.id", "CASCADE"),
        sa.PrimaryKeyConstraint("customer_id", name=op.f("pk_shop_loyalty")),
    )
    op.create_table(
        "shop_newsletter",
        sa.Column("email", sa.String(length=254), nullable=False),
        sa.Column("since", UtcDateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("email", name=op.f("pk_shop_newsletter")),
    )
    op.create_table(
        "shop_password_link",
        sa.Column("token_hash", sa.String(length=64), nullable=False),
        sa.Column("customer_id", sa.String(length=40), nullable=False),
        sa.Column("expires_at", UtcDateTime(timezone=True), nullable=False),
        sa.Column("used_at", UtcDateTime(timezone=True), nullable=True),
        _of("shop_password_link", "customer_id", "shop_customer.id", "CASCADE"),
        sa.PrimaryKeyConstraint("token_hash", name=op.f("pk_shop_password_link")),
    )
    op.create_index(op.f("ix_shop_password_link_customer_id"), "shop_password_link", ["customer_id"], unique=False)
    op.create_table(
        "shop_review",
        sa.Column("id", sa.String(length=40), nullable=False),
        sa.Column("sku", sa.String(length=40), nullable=True),
        sa.Column("customer_id", sa.String(length=40), nullable=True),
        sa.Column("stars", sa.Integer(), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("at", UtcDateTime(timezone=True), nullable=False),
        sa.Column("published", sa.Boolean(), server_default=sa.false(), nullable=False),
        _of("shop_review", "customer_id", "shop_customer.id", "SET NULL"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_shop_review")),
    )
    op.create_index(op.f("ix_shop_review_customer_id"), "shop_review", ["customer_id"], unique=False)
    op.create_index(op.f("ix_shop_review_sku"), "shop_review", ["sku"], unique=False)


def _of_delivery() -> None:
    op.create_table(
        "shop_delivery_zone",
        sa.Column("prefix", sa.String(length=6), nullable=False),
        sa.Column("fetches", sa.Boolean(), nullable=False),
        sa.Column("is_demo", sa.Boolean(), server_default=sa.false(), nullable=False),
        sa.PrimaryKeyConstraint("prefix", name=op.f("pk_shop_delivery_zone")),
    )
    op.create_table(
        "shop_delivery_way",
        sa.Column("prefix", sa.String(length=6), nullable=False),
        sa.Column("name", sa.String(length=80), nullable=False),
        sa.Column("charge", sa.Integer(), nullable=False),
        sa.Column("free_from", sa.Integer(), nullable=True),
        sa.Column("cash_up_to", sa.Integer(), nullable=False),
        sa.Column("fewest_days", sa.Integer(), nullable=False),
        sa.Column("most_days", sa.Integer(), nullable=False),
        sa.CheckConstraint("charge >= 0 AND fewest_days <= most_days", name=op.f("ck_shop_delivery_way_values")),
        _of("shop_delivery_way", "prefix", "shop_delivery_zone.prefix", "CASCADE"),
        sa.PrimaryKeyConstraint("prefix", "name", name=op.f("pk_shop_delivery_way")),
    )


def _of_returns() -> None:
    op.create_table(
        "shop_return",
        sa.Column("number", sa.String(length=40), nullable=False),
        sa.Column("order_number", sa.String(length=20), nullable=False),
        sa.Column("kind", sa.String(length=20), nullable=False),
        sa.Column("state", sa.String(length=20), nullable=False),
        sa.Column("reason", sa.String(length=20), nullable=False),
        sa.Column("slot_id", sa.String(length=40), nullable=True),
        sa.Column("slot_begins", UtcDateTime(timezone=True), nullable=True),
        sa.Column("slot_ends", UtcDateTime(timezone=True), nullable=True),
        sa.Column("exchange_sku", sa.String(length=40), nullable=True),
        sa.Column("label_url", sa.String(length=300), nullable=True),
        sa.Column("requested_at", UtcDateTime(timezone=True), nullable=False),
        _of("shop_return", "order_number", "shop_order.number", "CASCADE"),
        sa.PrimaryKeyConstraint("number", name=op.f("pk_shop_return")),
    )
    op.create_index(op.f("ix_shop_return_order_number"), "shop_return", ["order_number"], unique=False)
    op.create_table(
        "shop_return_line",
        sa.Column("return_number", sa.String(length=40), nullable=False),
        sa.Column("position", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("sku", sa.String(length=40), nullable=False),
        sa.Column("quantity", sa.Integer(), nullable=False),
        sa.CheckConstraint("quantity > 0", name=op.f("ck_shop_return_line_quantity")),
        _of("shop_return_line", "return_number", "shop_return.number", "CASCADE"),
        sa.PrimaryKeyConstraint("return_number", "position", name=op.f("pk_shop_return_line")),
    )


def _of(table: str, column: str, other: str, ondelete: str) -> sa.ForeignKeyConstraint:
    return sa.ForeignKeyConstraint([column], [other], name=op.f(f"fk_{table}_{column}"), ondelete=ondelete)
