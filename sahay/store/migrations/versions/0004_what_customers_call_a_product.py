"""What customers call a product

Revision: 0004
After: 0003
"""

import sqlalchemy as sa
from alembic import op

revision = "0004"
down_revision = "0003"
branch_labels = None
depends_on = None


def upgrade() -> None:
    with op.batch_alter_table("shop_product", schema=None) as batch_op:
        batch_op.add_column(sa.Column("aliases", sa.JSON(), server_default=sa.text("'[]'"), nullable=False))


def downgrade() -> None:
    with op.batch_alter_table("shop_product", schema=None) as batch_op:
        batch_op.drop_column("aliases")
