"""What can be pressed below a reply."""
