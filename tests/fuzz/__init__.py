"""Feeds every parser of what comes from outside with what nobody would send, and looks what it does.

    python3 bootstrap.py fuzz
    .venv/fuzz/bin/python -m tests.fuzz NAME --minutes 10

targets     what is fed, by its name, with what it begins from
answers     clients of providers, and what the provider answers
judging     what a parser may say of what it reads: its own error, in time, and nothing that no database keeps
mutating    how one input becomes another: values of a JSON document or a form, else bytes
hostile     what is always tried, in each run of the tests too
"""
