"""The website's chat. Its clients read the log by cursor, so a message in the log is a message delivered."""
