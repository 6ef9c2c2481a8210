"""The start page, the congresses, and what programs ask of a site as a whole."""
