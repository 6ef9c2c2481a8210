"""Every noun of the congress in the admin; importing them registers them."""

from congress.admin import congresses, sessions

__all__ = ["congresses", "sessions"]
