"""The customers, who are the accounts, and what belongs to an account."""

from sqlalchemy import (
    Boolean,
    Column,
    Date,
    ForeignKey,
    Integer,
    String,
    Table,
    Text,
    false,
)

from sahay.shop.accounts import AccountKind
from sahay.shop.tables.column import one_of
from sahay.store.schema import UtcDateTime, metadata

customer = Table(
    "shop_customer",
    metadata,
    Column("id", String(40), primary_key=True),
    Column("name", String(200), nullable=False),
    Column("email", String(254), nullable=False),
    Column("phone", String(20), nullable=False, index=True),  # E.164, empty where none is known
    Column("kind", one_of(AccountKind), nullable=False, server_default="personal"),
    Column("address_line", String(200), nullable=False),  # the usual address; empty where none is known
    Column("city", String(80), nullable=False),
    Column("region", String(80), nullable=False),
    Column("pin", String(10), nullable=False),
    Column("is_demo", Boolean, nullable=False, server_default=false()),
)

# Addresses besides the usual one.
address = Table(
    "shop_address",
    metadata,
    Column("customer_id", ForeignKey("shop_customer.id", ondelete="CASCADE"), primary_key=True),
    Column("position", Integer, primary_key=True, autoincrement=False),
    Column("line", String(200), nullable=False),
    Column("city", String(80), nullable=False),
    Column("region", String(80), nullable=False),
    Column("pin", String(10), nullable=False),
)

loyalty = Table(
    "shop_loyalty",
    metadata,
    Column("customer_id", ForeignKey("shop_customer.id", ondelete="CASCADE"), primary_key=True),
    Column("balance", Integer, nullable=False),
    Column("expiring", Integer, nullable=False),
    Column("expires_on", Date),
)

newsletter = Table(
    "shop_newsletter",
    metadata,
    Column("email", String(254), primary_key=True),  # in small letters
    Column("since", UtcDateTime, nullable=False),
)

# Links that set a new password. The table opens no account: it has only the hash of what the link holds.
password_link = Table(
    "shop_password_link",
    metadata,
    Column("token_hash", String(64), primary_key=True),  # SHA-256
    Column("customer_id", ForeignKey("shop_customer.id", ondelete="CASCADE"), nullable=False, index=True),
    Column("expires_at", UtcDateTime, nullable=False),
    Column("used_at", UtcDateTime),
)

review = Table(
    "shop_review",
    metadata,
    Column("id", String(40), primary_key=True),
    Column("sku", String(40), index=True),  # NULL: of the shop; no key: it outlives the product
    Column("customer_id", ForeignKey("shop_customer.id", ondelete="SET NULL"), index=True),
    Column("stars", Integer, nullable=False),
    Column("text", Text, nullable=False),
    Column("at", UtcDateTime, nullable=False),
    Column("published", Boolean, nullable=False, server_default=false()),
)
