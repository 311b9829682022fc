"""Tickets

Revision: 0009
After: 0008
"""

import sqlalchemy as sa
from alembic import op

from sahay.store.schema import UtcDateTime

revision = "0009"
down_revision = "0008"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "shop_ticket",
        sa.Column("reference", sa.String(length=10), nullable=False),
        sa.Column("key", sa.String(length=100), nullable=False),
        sa.Column("kind", sa.String(length=20), nullable=False),
        sa.Column("priority", sa.String(length=20), nullable=False),
        sa.Column("state", sa.String(length=20), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("conversation_id", sa.String(length=64), nullable=False),
        sa.Column("language", sa.String(length=10), nullable=False),
        sa.Column("order_number", sa.String(length=40), nullable=True),
        sa.Column("account_id", sa.String(length=64), nullable=True),
        sa.Column("contact", sa.String(length=254), nullable=True),
        sa.Column("opened_at", UtcDateTime(timezone=True), nullable=False),
        sa.Column("respond_by", UtcDateTime(timezone=True), nullable=False),
        sa.Column("closed_at", UtcDateTime(timezone=True), nullable=True),
        sa.PrimaryKeyConstraint("reference", name=op.f("pk_shop_ticket")),
        sa.UniqueConstraint("key", name=op.f("uq_shop_ticket_key")),
    )
    with op.batch_alter_table("shop_ticket", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_shop_ticket_account_id"), ["account_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_shop_ticket_conversation_id"), ["conversation_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_shop_ticket_state_respond_by"), ["state", "respond_by"], unique=False)

    op.create_table(
        "shop_ticket_move",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("reference", sa.String(length=10), nullable=False),
        sa.Column("state", sa.String(length=20), nullable=False),
        sa.Column("by", sa.String(length=200), nullable=False),
        sa.Column("at", UtcDateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["reference"], ["shop_ticket.reference"], name=op.f("fk_shop_ticket_move_reference"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_shop_ticket_move")),
    )
    with op.batch_alter_table("shop_ticket_move", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_shop_ticket_move_reference"), ["reference"], unique=False)

    op.create_table(
        "shop_ticket_note",
        sa.Column("key", sa.String(length=100), nullable=False),
        sa.Column("reference", sa.String(length=10), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("at", UtcDateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["reference"], ["shop_ticket.reference"], name=op.f("fk_shop_ticket_note_reference"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("key", name=op.f("pk_shop_ticket_note")),
    )
    with op.batch_alter_table("shop_ticket_note", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_shop_ticket_note_reference"), ["reference"], unique=False)


def downgrade() -> None:
    with op.batch_alter_table("shop_ticket_note", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_shop_ticket_note_reference"))

    op.drop_table("shop_ticket_note")
    with op.batch_alter_table("shop_ticket_move", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_shop_ticket_move_reference"))

    op.drop_table("shop_ticket_move")
    with op.batch_alter_table("shop_ticket", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_shop_ticket_state_respond_by"))
        batch_op.drop_index(batch_op.f("ix_shop_ticket_conversation_id"))
        batch_op.drop_index(batch_op.f("ix_shop_ticket_account_id"))

    op.drop_table("shop_ticket")
