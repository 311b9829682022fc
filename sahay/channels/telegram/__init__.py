"""Telegram, by its Bot API. python-telegram-bot has the client, errors and limits; README.md is for operators."""
