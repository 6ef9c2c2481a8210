"""One row against its record: what differs, what somebody changed meanwhile, and what may not be.

A cell counts as changed where it differs from what the export would write into it now. Where the row was exported
before somebody changed the record, what the record said then decides whose change it is.
"""

from functools import cache

from django.core.exceptions import ValidationError
from django.utils.functional import cached_property
from django.utils.translation import gettext as _

from kommunen.editing.owning import ONLY_OWN, may_give, ownership_field
from kommunen.editing.review import waits
from kommunen.exchange.imports.cells import moment, parsed
from kommunen.exchange.imports.columns import CHANGED, KEY, NAMES, PLAIN, RELATED_KEYS, joined, public
from kommunen.exchange.imports.exported import Exported, stated_moment
from kommunen.exchange.imports.plan import Change
from kommunen.exchange.imports.relations import Related
from kommunen.exchange.table import JOINT


class Comparer:
    """Compares the rows of one import. Arguments: model; user, who imports; choice, a Choice; None without a file."""

    def __init__(self, model, user, choice=None):
        self.model, self.user, self.choice, self.related = model, user, choice, Related()
        self.exported = Exported(model, self.related)
        self.ownership = ownership_field(model)
        self.verdicts = {}  # {(constraint, values): what it complains about}

    @cached_property
    def editable(self):
        """The keys of the records that this account may change."""
        return set(self.model.objects.editable_by(self.user).values_list("pk", flat=True))

    def compare(self, row, fault_of):
        """Note a row's changes and faults."""
        base = self.base(row, fault_of)
        for column in row.columns:
            if column.use == PLAIN:
                self.compare_plain(row, column, base, fault_of)
            elif column.use in {NAMES, RELATED_KEYS}:
                self.compare_related(row, column, base, fault_of)
        if row.changes or not row.record:
            self.check_rights(row, fault_of)
            self.check_whole(row, fault_of)
        if row.record and row.changes and not row.faults:
            row.proposed = waits(self.user, row.record)

    # What was exported

    def base(self, row, fault_of):
        """What the record said when the row was exported: None while it says that still, False where nobody knows."""
        stated = stated_moment(row)
        if not stated:
            return None
        when = moment(stated)
        if when is None:
            fault_of(CHANGED, _("This is no moment. Emptied, the row counts as newer than the directory."))
            return False
        found = self.exported.entry(row.record.pk, when)
        if found is not None and found.version == row.record.version:
            return None
        return found if found is not None else False

    def decide(self, row, column, old, base_text, fault_of):
        """Whether a differing cell is the file's change; else it is kept, or asked about by a fault."""
        text = row.cells[column.heading]
        if base_text is None:
            return True
        if base_text is not False and text == base_text:
            row.kept.append(column.heading)
            return False
        if base_text is not False and base_text == old:
            return True
        row.overtaken = True
        overwrites = self.choice.overwrites(row)
        if overwrites is None:
            said = _("Changed here since the export: now it says “%(now)s”.") % {"now": old}
            fault_of(column, said, Change(column.heading, old, text, "", None))
        elif not overwrites:
            row.kept.append(column.heading)
        return bool(overwrites)

    # Plain fields

    def compare_plain(self, row, column, base, fault_of):
        text, name = row.cells[column.heading], column.field.name
        if row.record is None:
            old = ""
            if not text and (column.field.has_default() or column.field.blank or column.field.null):
                return
        else:
            old = column.text(row.record)
            if text == old:
                return
            base_text = column.text(base) if base else base
            if not self.decide(row, column, old, base_text, fault_of):
                return
        try:
            value = parsed(column, text)
        except ValidationError as error:
            fault_of(column, " ".join(error.messages))
            return
        if row.record is None or value != getattr(row.record, name):
            row.changes[name] = Change(column.heading, old, text, name, value)

    # Relations

    def compare_related(self, row, column, base, fault_of):
        field, text = column.field, row.cells[column.heading]
        words = [word.strip() for word in text.replace("\n", ";").split(JOINT.strip()) if word.strip()]
        now = self.related.now(row.record, field)
        if row.record is None and not words:
            return
        given = sorted(words)
        if row.record is not None:
            if given in (column.words(now), column.words(public(now))):
                return
            if not self.decide_related(row, column, given, now, base, fault_of):
                return
        found = self.resolve(column, words, fault_of)
        if found is None:
            return
        if not field.many_to_many and len(found) > 1:
            fault_of(column, _("Only one can stand here."))
            return
        if not found and not (field.blank or field.null):
            fault_of(column, _("This must not be empty."))
            return
        ids = sorted(found)
        earlier = row.changes.get(field.name)
        if earlier is not None and sorted(earlier.value) != ids:
            fault_of(column, _("This contradicts the column “%(heading)s”.") % {"heading": earlier.heading})
        elif ids != sorted(record.pk for record in now):
            old, new = joined(column.words(now)), joined(sorted(found.values()))
            row.changes[field.name] = Change(column.heading, old, new, field.name, ids)

    def decide_related(self, row, column, given, now, base, fault_of):
        if not base:
            return self.decide(row, column, joined(column.words(now)), base, fault_of)
        then = column.words(self.exported.related(base, column.field))
        text = joined(then) if given != then else row.cells[column.heading]
        return self.decide(row, column, joined(column.words(now)), text, fault_of)

    def resolve(self, column, words, fault_of):
        """Return {id: word in the preview} of the records that a cell names; None where one is not known."""
        found = {}
        for word in words:
            meant = self.related.named(column.field.related_model, word)
            if len(meant) != 1:
                text = _("“%(word)s” is unknown.") if not meant else _("Several are called “%(word)s”: use the key.")
                fault_of(column, text % {"word": word})
                return None
            found[meant[0].pk] = column.words(meant)[0]
        return found

    # Rules

    def check_rights(self, row, fault_of):
        """Nobody changes, gives away or takes what belongs to others: as the form rules it."""
        if self.user.is_pmo:
            return
        chosen = row.changes.get(self.ownership)
        if row.record is not None:
            if row.record.pk not in self.editable:
                fault_of(KEY, _("This entry does not belong to your municipality."))
                return
            if chosen is not None:
                before = {record.pk for record in self.related.now(row.record, self.field(self.ownership))}
                if not may_give(self.user, self.model, before, set(chosen.value)):
                    fault_of(self.ownership, ONLY_OWN)
        elif not self.ownership:
            fault_of(KEY, _("Only the PMO adds such entries by a file."))
        elif chosen is None or not may_give(self.user, self.model, set(), set(chosen.value)):
            fault_of(self.ownership, ONLY_OWN)

    def check_whole(self, row, fault_of):
        """What a record needs as a whole: the fields that must be filled, and rules over several fields."""
        if row.record is None:
            for field in [*self.model._meta.fields, *self.model._meta.many_to_many]:
                needed = not (field.blank or field.null or field.has_default() or field.auto_created)
                stated = {fault.heading for fault in row.faults}
                heading = next((column.heading for column in row.columns if column.field is field), "")
                if field.editable and needed and field.name not in {"slug", *row.changes} and heading not in stated:
                    fault_of(
                        field.name if heading else KEY, _("“%(field)s” is missing.") % {"field": field.verbose_name}
                    )
        if row.faults:
            return
        before = {} if row.record is None else {n: getattr(row.record, n) for n in plain_names(self.model, row)}
        record = self.model() if row.record is None else row.record
        for name in plain_names(self.model, row):
            setattr(record, name, row.changes[name].value)
        for constraint in self.model._meta.constraints:
            spoken = [
                name for name in plain_names(self.model, row) if name in fields_of_rules(self.model)[constraint.name]
            ]
            if not spoken:
                continue
            if messages := self.broken(constraint, record):
                fault_of(spoken[-1], messages)
        for name, value in before.items():
            setattr(record, name, value)

    def broken(self, constraint, record):
        """What a rule of the database complains about; "" for nothing. It is asked once for the same values."""
        asked = constraint.name, *(getattr(record, name) for name in fields_of_rules(self.model)[constraint.name])
        if asked not in self.verdicts:
            try:
                constraint.validate(self.model, record)
                self.verdicts[asked] = ""
            except ValidationError as error:
                self.verdicts[asked] = " ".join(error.messages)
        return self.verdicts[asked]

    def field(self, name):
        return self.model._meta.get_field(name)


def plain_names(model, row):
    """The changed fields that are no relations."""
    return [name for name in row.changes if not model._meta.get_field(name).is_relation]


@cache
def fields_of_rules(model):
    """{name of a rule of the database: the fields that it is about}."""
    rules = {constraint.name: repr(constraint.deconstruct()) for constraint in model._meta.constraints}
    return {rule: [each.name for each in model._meta.fields if f"'{each.name}" in text] for rule, text in rules.items()}
