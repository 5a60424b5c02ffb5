"""What papers go by: titles, authors, affiliations, categories and dates."""
