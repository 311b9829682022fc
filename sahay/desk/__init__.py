"""The human side: what agents see and do."""
