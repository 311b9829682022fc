"""Tries to get at another customer's data through the real bot, in hundreds of generated conversations.

    python -m tests.hostile [--attack NAME] [--part N] [--show]

cases       what a case is: who says what in which conversation
skills      the wishes about an order, in five ways of writing, and what follows each when it succeeds
contacts    contacts that are nearly the right one
attacks     the cases of each attack
payloads    forged buttons
prompts     texts that speak to a machine
world       the thief and the victim of one case, each with an order, and what of it is secret
playing     a case played through engine and actions
judging     what must be so of a case that was played: pure functions
storm       many conversations at once on one order
logs        what the logs may not hold
report      what was tried, and what came of it
run         one run from start to end
"""
