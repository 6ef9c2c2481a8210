"""Hands an API question to the FilterSet that the page asks, too."""

from django_filters.rest_framework import DjangoFilterBackend
from rest_framework.exceptions import ValidationError

from kommunen.exchange.answers import say_if_cut
from kommunen.exchange.export import faults_in
from kommunen.filters.words import KnownNames


class FilterSetBackend(DjangoFilterBackend):
    """Every list answers the same query string as its page; a wrong value is an error, never a wider list.

    So is a parameter that the list does not have: who mistypes a filter would take all rows for those that it leaves.
    """

    def filter_queryset(self, request, queryset, view):
        filterset = self.get_filterset(request, queryset, view)
        refuse_unknown(filterset or Unfiltered(request.query_params))
        if filterset is None:
            return queryset
        if not filterset.is_valid():
            raise ValidationError(faults_in(filterset))
        say_if_cut(view.headers, filterset)
        return filterset.qs


class Unfiltered(KnownNames):
    """A question that is no FilterSet's. Arguments: data, the query string; names, of what can be asked."""

    def __init__(self, data, names=()):
        self.data, self.known_names, self.accepted_names = data, list(names), names


def refuse_unknown(question):
    """Refuse parameters that a question does not have. Raises: ValidationError, which names them."""
    if faults := question.name_faults:
        raise ValidationError(faults)
