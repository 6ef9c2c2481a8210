"""What goes wrong in real life, done on purpose to the production server: ``make chaos``."""
