"""Telling other programs what happened: signed calls to their addresses (docs/webhooks.md).

An event is a row for each webhook that wants it, written in the transaction in which it happens (`outbox.py`), and sent
afterwards, in order and at least once (`delivering.py`).
"""
