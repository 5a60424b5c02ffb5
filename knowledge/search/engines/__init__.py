"""Retrieval: a port, and a module for each engine behind it."""
