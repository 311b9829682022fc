"""Programs that others wrote, against ours. Not in `make test`: they need npm and the network."""
