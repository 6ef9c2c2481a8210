"""The congress's part of what comes in and goes out."""
