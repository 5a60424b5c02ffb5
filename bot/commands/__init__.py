"""What can be used in Discord, a module for each command: validate, call the core, present.

bounds.py checks what was sent, registration.py tells Discord of the commands, contexts.py where
they are offered.
"""
