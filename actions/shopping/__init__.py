"""What customers ask before they buy, a module a wish."""
