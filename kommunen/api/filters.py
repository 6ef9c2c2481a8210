"""Hands an API question to the FilterSet that the page asks, too."""

from django_filters.rest_framework import DjangoFilterBackend


class FilterSetBackend(DjangoFilterBackend):
    """Every list answers the same query string as its page; a wrong value is an error, never a wider list."""
