"""A shelf with some abstracts more and some less, told from what lies beneath: nothing is built."""
