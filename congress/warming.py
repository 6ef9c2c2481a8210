"""What a process computes once, before its first visitor would have to wait for it."""

import gc
import logging
from importlib import import_module
from time import monotonic

from django.conf import settings
from django.db import Error, connection

from kommunen.exchange.archive import archive, number_of_records
from kommunen.filters.base import ListFilterSet
from kommunen.filters.everything import SearchFilter
from kommunen.filters.facets import row_sets
from kommunen.filters.following import every
from kommunen.language.tokens import look_up
from kommunen.models import SearchWord
from kommunen.network.current import network
from kommunen.network.question import question
from kommunen.search import suggest
from kommunen.search.evidence import BEST

MOST_KNOWN = 5_000  # words that are taken apart: what a page shows of a hit is analysed to mark it
QUICK = 10_000  # records up to which the archive is made at the start
MOST_WORDS, MOST_SECONDS = 60, 20  # gunicorn replaces a process that has not begun after 60


def warm():
    """Count the facets of all lists, read the network and its names and, for some seconds, what frequent words find.

    Last, the archive is made, where that is quick. Where there is no database yet, the first visitor does.
    """
    import_module(settings.ROOT_URLCONF)  # so that every list is known
    try:
        for filterset_class in every(ListFilterSet):
            if filterset_class._meta.model:
                row_sets(filterset_class)
        network().direct  # noqa: B018 - kept by the network: who is whose partner
        question("Qwertz")  # no name: all names are read, also for mending slips
        suggest("Qwertz")  # no word: the synonyms are read, and all words for mending slips
        for shown in SearchWord.objects.order_by("-frequency", "key").values_list("shown", flat=True)[:MOST_KNOWN]:
            look_up(shown)
        until = monotonic() + MOST_SECONDS
        for word in SearchWord.objects.filter(frequency__gt=BEST).order_by("-frequency")[:MOST_WORDS]:
            if monotonic() > until:
                break
            SearchFilter({"q": word.shown}, "art", {}).counts("thema")  # reads the rows that hold it, of every kind
        prepare_archive()
        gc.collect()
        gc.freeze()  # what stays for good is not looked through again and again for what could go
    except Error as error:
        logging.getLogger(__name__).warning("Not warmed, the database does not answer: %s", error)
    finally:
        connection.close()  # whoever forks this process must not share it


def prepare_archive():
    """Make the archive of everything, where that is quick: else, and after a change, it is made for who asks for it."""
    try:
        if number_of_records() < QUICK:
            archive()
    except OSError:
        logging.getLogger(__name__).exception("The archive could not be prepared.")
