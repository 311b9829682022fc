"""Desks of another make, as their published descriptions say that they behave. Nothing of the product reaches them."""
