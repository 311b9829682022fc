"""Channels: identities, updates and parts

Revision: 0018
After: 0017
"""

import sqlalchemy as sa
from alembic import op

from sahay.store.schema import UtcDateTime

revision = "0018"
down_revision = "0017"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "channel_address",
        sa.Column("channel", sa.String(length=20), nullable=False),
        sa.Column("address", sa.String(length=128), nullable=False),
        sa.Column("contact_id", sa.String(length=40), nullable=True),
        sa.Column("conversation_id", sa.String(length=40), nullable=True),
        sa.Column("name", sa.String(length=200), nullable=True),
        sa.Column("language", sa.String(length=20), nullable=True),
        sa.Column("heard_at", UtcDateTime(timezone=True), nullable=True),
        sa.Column("blocked_at", UtcDateTime(timezone=True), nullable=True),
        sa.Column("declined_at", UtcDateTime(timezone=True), nullable=True),
        sa.Column("created_at", UtcDateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(["contact_id"], ["contact.id"], name=op.f("fk_channel_address_contact_id")),
        sa.ForeignKeyConstraint(
            ["conversation_id"], ["conversation.id"], name=op.f("fk_channel_address_conversation_id")
        ),
        sa.PrimaryKeyConstraint("channel", "address", name=op.f("pk_channel_address")),
    )
    for column in ("contact_id", "conversation_id"):
        op.create_index(op.f(f"ix_channel_address_{column}"), "channel_address", [column])
    op.create_table(
        "channel_update",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("channel", sa.String(length=20), nullable=False),
        sa.Column("external_id", sa.String(length=200), nullable=False),
        sa.Column("key", sa.String(length=150), nullable=False),
        sa.Column("order", sa.BigInteger(), nullable=False),
        sa.Column("body", sa.LargeBinary(), nullable=True),
        sa.Column("state", sa.String(length=10), nullable=False),
        sa.Column("attempts", sa.Integer(), nullable=False),
        sa.Column("due_at", UtcDateTime(timezone=True), nullable=False),
        sa.Column("error", sa.String(length=200), nullable=True),
        sa.Column("received_at", UtcDateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_channel_update")),
        sa.UniqueConstraint("channel", "external_id", name=op.f("uq_channel_update_channel_external_id")),
    )
    op.create_index(op.f("ix_channel_update_state_key"), "channel_update", ["state", "key"])
    op.create_index(
        op.f("ix_channel_update_channel_state_received_at"), "channel_update", ["channel", "state", "received_at"]
    )
    op.create_table(
        "outbox_part",
        sa.Column("conversation_id", sa.String(length=40), nullable=False),
        sa.Column("seq", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("part", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("channel", sa.String(length=20), nullable=False),
        sa.Column("state", sa.String(length=10), nullable=False),
        sa.Column("last_seq", sa.Integer(), nullable=False),
        sa.Column("external_id", sa.String(length=200), nullable=True),
        sa.Column("until", UtcDateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(["conversation_id"], ["conversation.id"], name=op.f("fk_outbox_part_conversation_id")),
        sa.PrimaryKeyConstraint("conversation_id", "seq", "part", name=op.f("pk_outbox_part")),
    )
    op.create_index(op.f("ix_outbox_part_channel_external_id"), "outbox_part", ["channel", "external_id"])


def downgrade() -> None:
    for table in ("outbox_part", "channel_update", "channel_address"):
        op.drop_table(table)
