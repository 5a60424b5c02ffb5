"""Messages that nobody sent as a command: questions in channels, mentions, replies and threads."""
