"""Customers on Telegram and WhatsApp, while the app is killed at every step and the providers misbehave.

    python -m tests.crash.channels [--runs N] [--seed S] [--spoil NAME]

A run is one conversation: four messages of one customer under a plan of its own. Webhooks come one to five times, side
by side and late; the provider refuses, fails, hangs, or breaks off with what we send. Runs go on in batches, and
meanwhile the app is killed (kill -9) and started anew several times.

plan        what happens in a run, decided by the seed
world       the app as a process, the providers as servers here, a database
app         the process: the app, of less patience; broken on purpose, where `--spoil` says how
customers   who write, and call the webhooks as their provider does
killing     at which step the app is killed
recording   a history put together from the database, the providers and the desk
checker     what must be so of it: a pure function
run         from start to end
"""
