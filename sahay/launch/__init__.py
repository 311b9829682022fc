"""What `make` starts: the supervisor of the three processes, training, and the chat in the terminal."""
