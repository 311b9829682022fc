"""What customers ask about their accounts, a module a wish."""
