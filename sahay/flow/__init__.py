"""A message's way through Sahay: received into the inbox, dealt with by the owner, delivered from the outbox."""
