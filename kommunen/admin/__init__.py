"""Every noun of the network in the admin; importing them registers them."""

from kommunen.admin import (
    accounts,
    addresses,
    cooperations,
    municipalities,
    organisations,
    programme,
    projects,
    proposals,
    reuse,
    synonyms,
    territories,
    themes,
    training_data,
)

__all__ = [
    "accounts",
    "addresses",
    "cooperations",
    "municipalities",
    "organisations",
    "programme",
    "projects",
    "proposals",
    "reuse",
    "synonyms",
    "territories",
    "themes",
    "training_data",
]
