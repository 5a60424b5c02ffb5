"""The core of Footnote: from raw pages to cited answers. Synchronous; it knows no Discord."""
