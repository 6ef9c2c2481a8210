"""The public pages; one file per family."""
