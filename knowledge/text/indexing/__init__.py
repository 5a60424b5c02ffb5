"""What texts add to an index and to its counts: worked out one by one, or for many at once."""
