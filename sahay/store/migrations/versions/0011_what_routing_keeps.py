"""What routing keeps

Revision: 0011
After: 0010
"""

import sqlalchemy as sa
from alembic import op

from sahay.store.schema import UtcDateTime

revision = "0011"
down_revision = "0010"
branch_labels = None
depends_on = None


def upgrade() -> None:
    with op.batch_alter_table("agent") as batch_op:
        batch_op.add_column(sa.Column("chosen_at", UtcDateTime(timezone=True), nullable=True))
    with op.batch_alter_table("conversation") as batch_op:
        batch_op.add_column(sa.Column("ticket", sa.String(length=40), nullable=True))
    # It says what they chose from now on, and nobody could choose before.
    op.execute("UPDATE agent SET availability = 'online'")


def downgrade() -> None:
    op.execute("UPDATE agent SET availability = 'offline'")
    with op.batch_alter_table("conversation") as batch_op:
        batch_op.drop_column("ticket")
    with op.batch_alter_table("agent") as batch_op:
        batch_op.drop_column("chosen_at")
