"""The congresses in the read API, and the API as a whole."""
