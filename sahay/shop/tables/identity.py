"""Who a conversation's customer is, and one-time codes."""
