"""Sahay: a customer-support bot with a human desk behind it."""
