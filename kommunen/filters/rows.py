"""The rows of a page by their ids: what is drawn of a row is kept until the log names it, and only the rest is read."""

from django.utils.functional import cached_property
from django.utils.translation import get_language

from kommunen.search.among import among

MOST_KEPT = 5_000  # rows of one noun, about a kilobyte each
FEWER = 5_000  # rows found; up to here a page is cut from their ids, else from the list in its order
READ_AHEAD = 1.5  # how many more ids of the list are read than should hold a page of what was found
MOST_READ = 10_000  # ids of the list that are looked through for a page; deeper in, the database does it


class Rows:
    """Some rows of a noun in an order; the records are read where somebody looks at them.

    Arguments: ids; queryset, that reads them with all that is shown, or a function that makes it; sets, the noun's
    ``RowSets`` or None, which know when a row changes; snippets, {id: what is shown instead of the summary};
    titles, {id: the name with what matched marked}.
    """

    def __init__(self, ids, queryset, sets=None, snippets=None, titles=None):
        self.ids, self.queryset, self.sets = list(ids), queryset, sets
        self.snippets, self.titles = snippets or {}, titles or {}
        self.kept = {}  # what is drawn, where nobody knows when it changes: for this page alone

    def read(self, ids):
        """Read some of the records: {id: record}; what has gone meanwhile is left out."""
        if not ids:
            return {}
        queryset = self.queryset() if callable(self.queryset) else self.queryset
        found = queryset.in_bulk(ids)
        for pk, record in found.items():
            record.snippet, record.marked_title = self.snippets.get(pk, ""), self.titles.get(pk, "")
        return found

    @cached_property
    def records(self):
        """All records, in order."""
        found = self.read(self.ids)
        return [found[pk] for pk in self.ids if pk in found]

    def __len__(self):
        return len(self.ids)

    def __iter__(self):
        return iter(self.records)

    def __getitem__(self, part):
        return self.records[part]

    def drawn(self, way, draw):
        """Return the rows as they are drawn, each from what was kept where it has not changed.

        Arguments: way, a name for how they are drawn; draw, a function (record, whether there is a snippet, whether
        its title is marked) → text.
        """
        kept = (self.sets or self).kept  # before anything is read: what is kept is never older than this
        if len(kept) > MOST_KEPT:
            kept.clear()
        way = way, get_language()
        shown = {pk: (bool(self.snippets.get(pk)), bool(self.titles.get(pk))) for pk in self.ids}
        found = {pk: text for pk in self.ids if (text := kept.get(pk, {}).get((*way, *shown[pk])))}
        for pk, record in self.read([pk for pk in self.ids if pk not in found]).items():
            found[pk] = kept.setdefault(pk, {})[(*way, *shown[pk])] = draw(record, *shown[pk])
        return [(pk, found[pk]) for pk in self.ids if pk in found]

    def only(self, ids):
        """Some of these rows, for a list of their own; the records of all are read together."""
        return Part(self, ids)


class Part(Rows):
    """Rows that stand by themselves on a page. Arguments: rows, of the whole page; ids, which of them."""

    def __init__(self, rows, ids):
        super().__init__(ids, rows.queryset, rows.sets, rows.snippets, rows.titles)
        self.rows = rows

    def drawn(self, way, draw):
        wanted = set(self.ids)
        return [(pk, text) for pk, text in self.rows.drawn(way, draw) if pk in wanted]


class Pages:
    """The rows of a list in their order; only a page is ever cut from it. Arguments: filterset, valid; queryset."""

    def __init__(self, filterset, queryset):
        self.filterset, self.queryset = filterset, queryset

    def __getitem__(self, part):
        return Rows(self.ids(part), self.filterset.queryset, self.filterset.sets)

    def __iter__(self):
        return iter(self[:])

    def ids(self, part):
        """The ids of a page."""
        filterset, asked = self.filterset, self.filterset.form.cleaned_data
        if asked.get("q") and filterset.answer.query and not asked.get("sort"):
            ranked = filterset.shows(hit.object_id for hit in filterset.answer.hits)
            if len(ranked) == filterset.count or (part.stop is not None and part.stop <= len(ranked)):
                return ranked[part]
        elif filterset.is_narrowed and filterset.count <= FEWER:
            found = filterset.queryset.filter(among("pk", filterset.shown_ids))
            return self.in_order(found).values_list("pk", flat=True)[part]
        elif filterset.is_narrowed and part.stop is not None and not asked.get("q"):
            share = len(filterset.sets.position) / filterset.count
            most = int(READ_AHEAD * share * part.stop) + 1
            if most <= MOST_READ:
                ids = self.in_order(filterset.queryset).values_list("pk", flat=True)[:most]
                found = filterset.shows(ids)
                if len(found) >= part.stop or len(ids) < most:
                    return found[part]
        return self.queryset.values_list("pk", flat=True)[part]

    def in_order(self, queryset):
        """A queryset in the order that was asked for."""
        return self.filterset.filters["sort"].filter(queryset, self.filterset.form.cleaned_data.get("sort"))
