"""Tests of the Discord side: pure rendering, and the bot over the loopback Discord."""
