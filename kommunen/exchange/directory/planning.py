"""What a load has to do, found without writing anything: so that every fault is known before the first change."""

from dataclasses import dataclass, field

from django.utils.translation import gettext as _

from kommunen.exchange.directory.keys import current_values
from kommunen.exchange.directory.merge import merge
from kommunen.exchange.directory.noun import Fault, Noun
from kommunen.exchange.directory.report import Figures
from kommunen.models import Addressed, LoadedRecord, PublicationState, old_addresses


@dataclass
class Plan:
    """What is to be written for one noun."""

    noun: Noun
    create: list = field(default_factory=list)  # Entries
    change: dict = field(default_factory=dict)  # {id: {field: stored value}}
    adopted: list = field(default_factory=list)  # (key, id, values): an editor's record that is the files' own
    loaded: dict = field(default_factory=dict)  # {LoadedRecord's id: values} that count from now on


class Planner:
    """Compares one noun's entries with the database."""

    def __init__(self, noun, entries, keys, report, faults):
        self.noun, self.entries, self.keys, self.report, self.faults = noun, entries, keys, report, faults
        self.plan = Plan(noun)
        self.figures = report.figures.setdefault(noun.label, Figures())
        self.taken = {names: {} for names in [*noun.unique, *noun.alone]}
        archived = noun.model._default_manager.filter(state=PublicationState.ARCHIVED) if noun.alone else []
        self.archived = {record.pk for record in archived}
        self.last = self.read_last()

    def read_last(self):
        """What was loaded last: {id of the row: (LoadedRecord's id, key, values)}."""
        found = {}
        rows = LoadedRecord.objects.filter(noun=self.noun.label).values_list("object_id", "pk", "key", "values")
        for object_id, pk, key, values in rows.iterator(chunk_size=2000):
            entry = self.entries.get(key)
            same = entry is not None and entry.values == values  # then keep one copy: most records stay as they are
            found[object_id] = pk, key, entry.values if same else values
            self.keys.add(self.noun.label, key, object_id)
        return found

    def run(self):
        """Return the plan; list what stays, what is gone and what is wrong."""
        missing = dict(self.last)
        for pk, values in current_values(self.noun, self.keys):
            if pk in missing:
                record, key, last = missing.pop(pk)
                self.compare(pk, key, values, last, record)
            else:
                self.meet(pk, values)
        self.note_deleted(missing)
        self.plan_new()
        return self.plan

    def meet(self, pk, values):
        """Look at a record that an editor entered: it is the files' own, or a fault, or none of their business."""
        key = self.noun.key_of(values)
        entry = self.entries.get(key)
        if entry is None or key in self.keys.ids[self.noun.label]:
            self.occupy(values, None, pk)
        elif self.noun.adopts:
            self.keys.add(self.noun.label, key, pk)
            self.compare(pk, key, values, {}, None)
        else:
            self.occupy(values, None, pk)  # the entry itself is refused when its turn comes

    def compare(self, pk, key, current, last, record):
        """Plan what changes in a row. record: the id of its LoadedRecord, None for one that was never loaded."""
        label, entry = self.noun.label, self.entries.get(key)
        if entry is None:
            self.keys.gone[label].add(key)
            self.occupy(current, None, pk)
            if not self.keys.hangs_on(self.noun, last, self.keys.gone):
                self.report.gone.append((label, key))
            return
        new = self.keys.without_dead(self.noun, entry.values)
        found = merge(self.keys.without_dead(self.noun, last), current, new)
        self.report.kept.extend((label, key, name) for name in found.kept)
        if found.write:
            self.plan.change[pk] = found.write
            self.figures.changed += 1
        else:
            self.figures.unchanged += 1
        self.occupy({**current, **found.write}, entry, pk)
        loaded = {**{name: last[name] for name in entry.values if name in last}, **found.loaded}
        if record is None:
            self.plan.adopted.append((key, pk, loaded))
        elif loaded != last:
            self.plan.loaded[record] = loaded

    def note_deleted(self, missing):
        """List what an editor deleted although the files still have it: it stays deleted."""
        label = self.noun.label
        for _record, key, _last in missing.values():
            self.keys.dead[label].add(key)
            if key in self.entries and not self.keys.hangs_on(self.noun, self.entries[key].values, self.keys.dead):
                self.report.deleted.append((label, key))

    def plan_new(self):
        """Plan to create what was never loaded, unless it hangs on a record that an editor deleted."""
        known, led_on = self.keys.ids[self.noun.label], self.led_on()
        for key, entry in self.entries.items():
            if key in known:
                continue
            if key in led_on:
                text = _("This is an earlier address of a record and still leads there: “%(value)s”.")
                self.faults.append(Fault(entry.file, key, self.noun.in_file("slug"), text % {"value": key}))
            if self.keys.hangs_on(self.noun, entry.values, self.keys.dead):
                self.keys.dead[self.noun.label].add(key)
                continue
            self.plan.create.append(entry)
            self.figures.created += 1
            self.occupy(entry.values, entry)

    def led_on(self):
        """The addresses that records of this noun once had and that lead on to them; a set."""
        if not issubclass(self.noun.model, Addressed):
            return set()
        records = self.noun.model._default_manager.values("pk")
        return set(old_addresses(self.noun.model).filter(object_id__in=records).values_list("slug", flat=True))

    def occupy(self, values, entry, pk=None):
        """Note the values that no other record may have; a fault where one has them already. pk: of a stored record."""
        for names, taken in self.taken.items():
            found = tuple(values[name] for name in names)
            if (pk in self.archived or found[0] is None) if names in self.noun.alone else None in found:
                continue
            if taken.setdefault(found, entry) is not entry and (loser := entry or taken[found]):
                where = ", ".join(self.noun.in_file(name) for name in names if name != self.noun.parent)
                text = _("An editor's entry or another record has this already: “%(value)s”.")
                value = " · ".join(str(part) for part in found if part not in ("", None))
                self.faults.append(Fault(loser.file, loser.key, where, text % {"value": value}))
