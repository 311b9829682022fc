"""What the desk tells

Revision: 0020
After: 0019
"""

import sqlalchemy as sa
from alembic import op

revision = "0020"
down_revision = "0019"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """How urgent a conversation is after each move; what moved before is taken for normal."""
    with op.batch_alter_table("transition") as batch_op:
        batch_op.add_column(sa.Column("priority", sa.String(length=10), server_default="normal", nullable=False))


def downgrade() -> None:
    with op.batch_alter_table("transition") as batch_op:
        batch_op.drop_column("priority")
