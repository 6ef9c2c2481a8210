"""What a process computes once, before its first visitor would have to wait for it."""

import logging
from importlib import import_module

from django.conf import settings
from django.db import Error, connection

from kommunen.filters.base import ListFilterSet
from kommunen.filters.facets import row_sets
from kommunen.filters.following import every
from kommunen.network.current import network


def warm():
    """Count the facets of all lists and read the network; where there is no database yet, the first visitor does."""
    import_module(settings.ROOT_URLCONF)  # so that every list is known
    try:
        for filterset_class in every(ListFilterSet):
            if filterset_class._meta.model:
                row_sets(filterset_class)
        network()
    except Error as error:
        logging.getLogger(__name__).warning("Not warmed, the database does not answer: %s", error)
    finally:
        connection.close()  # whoever forks this process must not share it
