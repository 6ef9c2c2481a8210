"""The rows of an answer, read in chunks: what every format is written from."""

from dataclasses import dataclass
from heapq import nlargest

from django.db.models import QuerySet
from django.utils import translation
from rest_framework.serializers import BaseSerializer

from kommunen.exchange.reading import in_chunks

CHUNK = 500  # rows held in memory at a time
LANGUAGE = "de"  # of headings and words: a file looks the same wherever it was asked for


@dataclass(frozen=True)
class Rows:
    """What a question found.

    serializer: of its rows. records: a queryset in the order shown, or whatever else has its ``iterator``. title: what
    the list is called. page: the full address of the page that shows the same. query: the question that was asked of
    it, a QueryDict.
    """

    serializer: BaseSerializer
    records: object
    title: str
    page: str
    query: object

    def chunks(self, records=None):
        """Yield lists of at most CHUNK (record, row) pairs. No language stays switched on between two of them.

        Arguments: records, others in place of those that were found.
        """
        for chunk in in_chunks(self.records if records is None else records, CHUNK):
            with translation.override(LANGUAGE):
                pairs = [(record, self.serializer.to_representation(record)) for record in chunk]
            yield pairs

    def newest(self, start, number):
        """The (record, row) pairs at some places of the order of their changes here, the last change first."""
        if isinstance(self.records, QuerySet):
            found = list(self.records.order_by("-changed_at", "-pk")[start : start + number])
        else:
            read = self.records.iterator(chunk_size=CHUNK)
            found = nlargest(start + number, read, key=lambda record: (record.changed_at, record.pk))[start:]
        with translation.override(LANGUAGE):
            return [(record, self.serializer.to_representation(record)) for record in found]
