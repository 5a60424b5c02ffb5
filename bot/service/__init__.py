"""What the bot does that knows no Discord."""
