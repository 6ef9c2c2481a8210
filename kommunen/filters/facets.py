"""How many rows each value of each facet would give: counted from sets of rows kept as bits of one large number.

One set per value is built once per process. A count is then "and" and "count the ones" over a number of as many bits
as there are rows: a few microseconds, whatever the combination, the same on both databases. When data change, the log
of changes says which rows that concerns (following.py), and only these are read anew.
"""

from collections import Counter
from copy import copy
from functools import reduce
from itertools import compress
from operator import and_, or_
from threading import Lock
from typing import NamedTuple

from django.utils import timezone

from kommunen.filters.reading import Reader
from kommunen.models.data_version import CONCERNED, changes_since

MOST_READ_ANEW = 0.3  # of all rows, at least FEW; where more are concerned, reading everything is quicker
FEW = 500
MOST_AT_FIRST = 10  # values of a long facet that are offered at first
CHECKED_ON = "checked_on"  # among the facets; no facet of a list is called so, they have German names
MOST_CHANGES = 500  # that are remembered to bring what frequent questions find up to date


class Option(NamedTuple):
    """A value that a facet offers, whether it is chosen, and how many rows a click would give.

    Of a chosen value, which a click would take away, it is how many of the rows shown have it.
    """

    value: str
    label: str
    count: int
    selected: bool


def options_of(facet, field, counts, whole=False):
    """What a page offers of a facet: (options at first, further options).

    Values that would give nothing are left out unless chosen. A long facet shows its most frequent values first.
    Arguments: facet, a FacetFilter; field, its bound field; counts, {value: number of rows}; whole, to show it all.
    """
    chosen = set(field.data or [])
    options = []
    for one, label in field.field.choices:
        value = str(one)
        count, selected = counts.get(value, 0), value in chosen
        if count or selected:
            options.append(Option(value, label, count, selected))
    if not facet.ordered:
        options.sort(key=lambda option: (-option.selected, -option.count))
    limit = len(options) if whole or len(options) <= MOST_AT_FIRST + 2 else MOST_AT_FIRST
    return options[:limit], options[limit:]


class LastChecks:
    """The days on which rows were last checked, read as the values of a facet are; no form offers them."""

    way, width, known_values, daily = "", 1, (), False

    def columns(self, model):
        return ["checked_on"]

    def values_of(self, columns):
        return [day.isoformat() for day in columns if day]


class RowSets:
    """All published rows of a FilterSet's noun, and for each value of each facet the set of rows that have it."""

    def __init__(self, filterset_class):
        noun = filterset_class._meta.model
        self.facets = {**filterset_class.facets(), CHECKED_ON: LastChecks()}
        self.queryset = noun.objects.published().order_by()
        # Every row that ever was has its place; an older set does not show a later row: ``everything`` lacks it.
        # Older and newer sets share the places, and threads read them while some are added: they are only ever added.
        self.reader = Reader(self.facets, self.queryset)
        self.ids, values = self.reader.read()
        self.position = {pk: number for number, pk in enumerate(self.ids)}
        self.everything = (1 << len(self.position)) - 1
        self.of_value = {name: self.sets_of(ids_by_value) for name, ids_by_value in values.items()}
        self.changes = ()  # the ids that were read anew, one set for each time
        self.questions = {}  # what frequent questions to the search find, see found.py
        self.kept = {}  # {id: {what is kept of a row: it}}, see rows.py

    def sets_of(self, ids_by_value):
        """The sets of a facet's values. Arguments: ids_by_value, {value: ids of the rows that have it}."""
        return {value: self.of_ids(ids) for value, ids in ids_by_value.items()}

    def of_ids(self, ids):
        """The set of the rows with these ids; unknown ids are passed over."""
        limit, known = len(self.ids), self.position.get
        bits = bytearray(limit // 8 + 1)
        for pk in ids:
            if (place := known(pk, limit)) < limit:
                bits[place >> 3] |= 1 << (place & 7)
        return int.from_bytes(bits, "little")

    def read_anew(self, ids):
        """Return row sets in which these rows are as they are now; the others are as they were."""
        new, ids = copy(self), sorted(ids)
        present, values = self.reader.read(ids)
        for pk in present:
            if pk not in self.position:
                self.ids.append(pk)
                self.position[pk] = len(self.ids) - 1
        new.changes = (*self.changes, frozenset(ids))
        if len(new.changes) > MOST_CHANGES:
            new.changes, new.questions = (), {}
        touched = self.of_ids(ids)
        new.everything = without(self.everything, touched) | self.of_ids(present)
        new.of_value = {name: dict(sets) for name, sets in self.of_value.items()}
        for name, sets in new.of_value.items():
            for value, rows in sets.items():
                sets[value] = without(rows, touched)
            for value, rows in self.sets_of(values[name]).items():
                sets[value] = sets.get(value, 0) | rows
        return new

    def forget(self, *several):
        """Keep nothing of these rows. Whoever still draws with what was kept before cannot add to it any more."""
        kept = self.kept.copy()
        for pk in set().union(*several):
            kept.pop(pk, None)
        self.kept = kept

    def changed_since(self, number):
        """The ids that were read anew since there were so many changes; None where that is before what is known."""
        return frozenset().union(*self.changes[number:]) if number <= len(self.changes) else None

    def on_another_day(self):
        """Return row sets in which what depends on the day is as of today."""
        new = copy(self)
        new.kept = {}
        daily = {name: facet for name, facet in self.facets.items() if facet.daily}
        _ids, values = Reader(daily, self.queryset).read()
        new.of_value = self.of_value | {name: self.sets_of(ids_by_value) for name, ids_by_value in values.items()}
        return new

    def among(self, rows, ids):
        """Keep of some ids those whose rows are in a set, in their order."""
        limit, known = rows.bit_length(), self.position.get
        bits = rows.to_bytes(limit // 8 + 1, "little")
        return [pk for pk in ids if (place := known(pk, limit)) < limit and bits[place >> 3] >> (place & 7) & 1]

    def ids_in(self, rows):
        """The ids of the rows in a set."""
        marks = f"{rows:b}"[::-1].encode().replace(b"0", b"\0")  # a byte for each place: zero where it lacks the row
        return list(compress(self.ids, marks))

    def chosen(self, name, values):
        """The set of rows that have one of these values of a facet; everything where none is chosen."""
        if not values:
            return self.everything
        return reduce(or_, (self.of_value[name].get(value, 0) for value in values), 0) & self.everything

    def last_check(self, rows):
        """The latest day (ISO 8601) on which one of the rows in a set was checked; "" where none ever was."""
        return max((day for day, checked in self.of_value[CHECKED_ON].items() if checked & rows), default="")


def without(rows, taken):
    """The rows of one set that are not in another."""
    return rows ^ (rows & taken)


class Kept:
    """The row sets of one FilterSet class, with the mark and the day for which they hold."""

    def __init__(self, filterset_class):
        self.filterset_class, self.lock = filterset_class, Lock()
        self.label = filterset_class._meta.model._meta.label
        self.sets = self.mark = self.day = None

    def now(self, last=None, look=changes_since):
        """The row sets as of now; one query where nothing has changed, none where that is the last change there is."""
        today = timezone.localdate()
        with self.lock:
            if last is not None and (last, today) == (self.mark, self.day):
                return self.sets
            mark, changed = look(self.mark)
            if self.sets is None or changed is None:
                sets = RowSets(self.filterset_class)
            else:
                sets = self.brought_up_to_date(changed[CONCERNED].get(self.label, ()))
                if today != self.day:
                    sets = sets.on_another_day()
                if mark != self.mark:
                    sets.forget(*(rows.get(self.label, ()) for rows in changed.values()))
            self.sets, self.mark, self.day = sets, mark, today
            return sets

    def brought_up_to_date(self, ids):
        """The row sets after these rows have changed."""
        if not ids:
            return self.sets
        if len(ids) > max(FEW, MOST_READ_ANEW * len(self.sets.position)):
            return RowSets(self.filterset_class)
        return self.sets.read_anew(ids)


_kept = {}  # FilterSet class → Kept


def row_sets(filterset_class, last=None, look=changes_since):
    """Return the row sets of a FilterSet class, as of now.

    Arguments: last, the mark of the last change, if known; look, how to see what changed since a mark: who asks for
    several lists looks once for all of them.
    """
    kept = _kept.get(filterset_class) or _kept.setdefault(filterset_class, Kept(filterset_class))
    return kept.now(last, look)


def counts_of(parts, chosen):
    """Count what a click on each value of a facet would give: its rows together with those of what is chosen already.

    A value that none of the rows has is left out. A chosen one is counted alone.
    Arguments: parts, (``of_value`` of the facet, the set of rows that the other facets leave) for each list that knows
    it; chosen, the values of the facet that were asked for. Returns: {value: number of rows}.
    """
    own, added, present = Counter(), Counter(), 0
    for of_value, base in parts:
        already = reduce(or_, (of_value.get(value, 0) for value in chosen), 0) & base
        present += already.bit_count()
        for value, bits in of_value.items():
            here = bits & base
            own[value] += here.bit_count()
            added[value] += without(here, already).bit_count() if already else here.bit_count()
    return {value: own[value] if value in chosen else present + added[value] for value in own if own[value]}


def counted(filterset):
    """Count for a bound, valid FilterSet.

    Returns: (the row sets, the set of the rows that the list shows, number of rows that only a default hides,
    {facet: {value: count}}). A facet's own choice does not narrow its own counts: its values are "or"; a default ends
    with the first click and so adds nothing to them.
    """
    sets = row_sets(type(filterset), filterset.stamp.mark)
    asked = filterset.form.cleaned_data
    facets = filterset.facets()
    rest = reduce(and_, filterset.rows_beside_facets(sets), sets.everything)
    chosen = {name: sets.chosen(name, asked.get(name) or facet.default) for name, facet in facets.items()}
    counts = {}
    for name in facets:
        base = reduce(and_, (bits for other, bits in chosen.items() if other != name), rest)
        counts[name] = counts_of([(sets.of_value[name], base)], asked.get(name) or ())
    shown = reduce(and_, chosen.values(), rest)
    wider = {name: sets.chosen(name, asked.get(name)) for name in facets}
    hidden = reduce(and_, wider.values(), rest).bit_count() - shown.bit_count()
    return sets, shown, hidden, counts
