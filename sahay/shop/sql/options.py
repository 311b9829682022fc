"""The settings of a shop in a database: `backend:` with `kind: sql` in sahay.yml."""

from dataclasses import dataclass


@dataclass(frozen=True, kw_only=True)
class SqlOptions:
    """Nothing: Sahay's own tables in Sahay's own database."""
