"""Discord's limits, and lengths as Discord counts them at worst: in UTF-16 code units."""

TOTAL_TEXT = 4000
"""Text over all text displays of one message."""
COMPONENTS = 40
"""Components of one message, nested ones included."""
ROW_BUTTONS = 5
"""Buttons in one action row."""
BUTTON_LABEL = 80
CUSTOM_ID = 100
CHOICES = 25
"""Choices that an autocompletion offers."""
CHOICE_NAME = 100
CHOICE_VALUE = 100
URL = 512


def width(text: str) -> int:
    """The length of `text` in UTF-16 code units."""
    return len(text) + sum(1 for char in text if char > "\uffff")
