"""Matters for people."""
