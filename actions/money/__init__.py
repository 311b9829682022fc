"""What customers ask about payments, refunds and returns, a module a wish."""
