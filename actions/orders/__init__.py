"""What customers ask about their orders, a module a wish."""
