"""The way of an interaction: acknowledged, worked on beside the event loop, replied to."""
