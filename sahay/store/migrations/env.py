"""Alembic's environment: it is handed an open connection (see `sahay.store.migrate`)."""

from alembic import context

import sahay.shop.tables  # registers the shop's tables in the metadata
import sahay.store.tables  # noqa: F401  and the desk's
from sahay.store.schema import metadata

context.configure(
    connection=context.config.attributes["connection"],
    target_metadata=metadata,
    render_as_batch=True,
    compare_type=True,
)
with context.begin_transaction():
    context.run_migrations()
