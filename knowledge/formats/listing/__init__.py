"""Listing pages and abstract pages: where a line glues its facts together, and how it is parted."""
