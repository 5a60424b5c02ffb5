"""What can be done in Discord, a module for each: validate, call the core, present."""
