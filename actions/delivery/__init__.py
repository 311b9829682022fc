"""What customers ask about delivery, a module a wish."""
