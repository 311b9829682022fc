"""Desks of another make, in which people may answer instead of in our console."""
