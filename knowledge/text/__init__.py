"""Text as the core reads it: words, English, sentences, numbers, acronyms, vectors of meaning."""
