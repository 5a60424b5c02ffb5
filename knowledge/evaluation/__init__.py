"""Measuring the core on public data and on own claims."""
