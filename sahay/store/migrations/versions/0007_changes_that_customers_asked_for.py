"""Changes that customers asked for: the ledger and the audit

Revision: 0007
After: 0006
"""

import sqlalchemy as sa
from alembic import op

from sahay.store.schema import UtcDateTime

revision = "0007"
down_revision = "0006"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "shop_operation",
        sa.Column("id", sa.String(length=64), nullable=False),
        sa.Column("conversation_id", sa.String(length=64), nullable=False),
        sa.Column("message_id", sa.String(length=100), nullable=False),
        sa.Column("language", sa.String(length=10), nullable=False),
        sa.Column("account_id", sa.String(length=64), nullable=True),
        sa.Column("kind", sa.String(length=20), nullable=False),
        sa.Column("subject", sa.String(length=200), nullable=False),
        sa.Column("arguments", sa.JSON(), nullable=False),
        sa.Column("before", sa.JSON(), nullable=False),
        sa.Column("undoes", sa.String(length=64), nullable=True),
        sa.Column("started_at", UtcDateTime(timezone=True), nullable=False),
        sa.Column("state", sa.String(length=20), nullable=False),
        sa.Column("result", sa.JSON(), nullable=False),
        sa.Column("ended_at", UtcDateTime(timezone=True), nullable=True),
        sa.Column("calls", sa.Integer(), nullable=False),
        sa.Column("answered", sa.String(length=20), nullable=True),
        sa.Column("lease_holder", sa.String(length=40), nullable=True),
        sa.Column("lease_until", UtcDateTime(timezone=True), nullable=True),
        sa.Column("attempts", sa.Integer(), nullable=False),
        sa.Column("due_at", UtcDateTime(timezone=True), nullable=True),
        sa.Column("told_at", UtcDateTime(timezone=True), nullable=True),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_shop_operation")),
    )
    with op.batch_alter_table("shop_operation", schema=None) as batch_op:
        batch_op.create_index(
            batch_op.f("ix_shop_operation_conversation_id_ended_at"), ["conversation_id", "ended_at"], unique=False
        )
        batch_op.create_index(batch_op.f("ix_shop_operation_due_at"), ["due_at"], unique=False)
        batch_op.create_index(batch_op.f("ix_shop_operation_message_id"), ["message_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_shop_operation_undoes"), ["undoes"], unique=False)


def downgrade() -> None:
    with op.batch_alter_table("shop_operation", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_shop_operation_undoes"))
        batch_op.drop_index(batch_op.f("ix_shop_operation_message_id"))
        batch_op.drop_index(batch_op.f("ix_shop_operation_due_at"))
        batch_op.drop_index(batch_op.f("ix_shop_operation_conversation_id_ended_at"))

    op.drop_table("shop_operation")
