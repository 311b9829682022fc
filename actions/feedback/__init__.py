"""What customers say about the shop, a module a wish."""
