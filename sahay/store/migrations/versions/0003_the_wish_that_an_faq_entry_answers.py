"""The wish that an FAQ entry answers

Revision: 0003
After: 0002
"""

import sqlalchemy as sa
from alembic import op

revision = "0003"
down_revision = "0002"
branch_labels = None
depends_on = None


def upgrade() -> None:
    with op.batch_alter_table("faq_entry", schema=None) as batch_op:
        batch_op.add_column(sa.Column("intent", sa.String(length=80), nullable=True))


def downgrade() -> None:
    with op.batch_alter_table("faq_entry", schema=None) as batch_op:
        batch_op.drop_column("intent")
