"""The read API for programs."""
