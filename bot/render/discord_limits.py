"""Discord's limits, and lengths as Discord counts them at worst."""

TOTAL_TEXT = 4000
"""Text over all text displays of one message."""
SHOWN_ACTIONS = 4
"""Buttons below a reply, with the menu in which the rest is."""
OPTION = 100
"""Characters of an option of a menu, and of what it stands for."""
SHOWN_QUOTES = 4
"""Quotes of one reply that have a button of their own."""
BUTTON_LABEL = 80
CUSTOM_ID = 100
CHOICES = 25
"""Choices that an autocompletion offers."""
CHOICE_NAME = 100
CHOICE_VALUE = 100
URL = 512


def width(text: str) -> int:
    """The length of `text`: at least its UTF-16 code units, and half of its UTF-8 bytes.

    Besides 4,000 characters, Discord has been seen to refuse a message whose texts have more than
    10,170 bytes, 12 more counted for each of them (discord-api-docs, issue 8554). A character of
    three bytes or more counts as two here, so that 4,000 are never more than 8,000 bytes.
    """
    return len(text) + sum(1 for char in text if char > "\u07ff")
