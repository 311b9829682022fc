"""What the reports count: each definition once, as a pure function of a conversation's log (docs/reports.md)."""
