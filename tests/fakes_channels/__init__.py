"""Stand-ins for the providers of channels: real HTTP servers on loopback, with the published shapes, rules and errors.

graph           Meta's Graph API, as far as WhatsApp's Cloud API goes
graph_rules     what it says of a message that breaks a rule
graph_notices   the notifications that it sends
telegram        the Bot API
sms             Twilio's API
imap            a mailbox whose connection breaks when a test says so; a real one: tests/integration/mail/dovecot.py
"""
