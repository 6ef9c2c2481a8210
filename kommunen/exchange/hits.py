"""The hits of a search as rows for files: each hit's record, read a number of them at a time."""

from dataclasses import dataclass, replace

from kommunen.exchange.serializers.base import ROWS
from kommunen.search import NOUNS


@dataclass(frozen=True)
class Found:
    """The records of some hits, in their order. Like a queryset it is read only where it is written out."""

    hits: list
    with_places: bool = False

    def located(self):
        """The same, with what tells where each lies."""
        return replace(self, with_places=True)

    def iterator(self, chunk_size):
        """All records, each with its ``hit``; a number of them in memory at a time."""
        for start in range(0, len(self.hits), chunk_size):
            yield from self.read(self.hits[start : start + chunk_size])

    def read(self, hits):
        records = {}
        for kind in {hit.type for hit in hits}:
            queryset = NOUNS[kind].model.objects.published().with_row()
            if self.with_places:
                queryset = ROWS[NOUNS[kind].model].located(queryset)
            found = queryset.filter(pk__in=[hit.object_id for hit in hits if hit.type == kind])
            records |= {(kind, record.pk): record for record in found}
        for hit in hits:
            if record := records.get((hit.type, hit.object_id)):
                record.hit = hit
                yield record
