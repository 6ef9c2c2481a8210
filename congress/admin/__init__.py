"""Every noun of the congress in the admin; importing them registers them."""

from congress.admin import congresses, cooperations, sessions

__all__ = ["congresses", "cooperations", "sessions"]
