"""What the commands for running the bot show, as replies: pure, and all escaped."""
