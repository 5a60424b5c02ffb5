"""What is asked: its kind, what it names, its parts, and what it means after those before it."""
