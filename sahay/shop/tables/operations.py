"""The changes that customers asked for."""
