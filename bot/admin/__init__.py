"""Running the bot inside Discord: settings, papers, gaps, figures, golden questions, privacy.

A module for each command; each checks who may use it, calls the core, and presents.
chart.py draws the figures of `/stats`; live_reply.py says how far the work is.
"""
