"""A record's rows, its sources and members, as they were at an earlier version, and how they come back with it."""

from dataclasses import dataclass
from datetime import timedelta

from django.contrib.contenttypes.models import ContentType
from django.utils.text import capfirst
from django.utils.translation import gettext as _

from kommunen.editing.changes import editable_fields, present, said, told
from kommunen.editing.merging import generic, pointing, written
from kommunen.editing.owning import ownership_field
from kommunen.editing.steps import joined
from kommunen.models import PublicationState, Record

SAME_SAVE = timedelta(seconds=10)  # so far apart may be what one save wrote


@dataclass(frozen=True)
class Step:
    """What a restored version does to one row.

    Arguments: link, to the record; then, its entry of the history; now, the row; either may be None.
    """

    model: type
    link: dict
    then: object
    now: object

    @property
    def differences(self):
        """What the row says now and said then, as a kept change holds it."""
        found = {}
        for field in editable_fields(self.model):
            if field.attname not in self.link:
                old, new = present(self.now, field), said(self.then, field)
                if old != new:
                    found[field.name] = {"old": old, "new": new}
        return found

    def told(self):
        """The step in words, as the history tells a row."""
        done = _("comes back") if self.now is None else _("goes") if self.then is None else _("becomes as it was")
        return {
            "noun": capfirst(str(self.model._meta.verbose_name)),
            "label": getattr(self.now or self.then, "address", "") or str(self.now or self.then.instance),
            "done": done,
            "changes": told(self.model, self.differences) if self.now and self.then else [],
        }


def link_to(model, noun, key):
    """The columns that lead from a row to its record: two for a source, one for a member."""
    if any(field.name == "object_id" for field in model._meta.fields):
        return {"content_type_id": ContentType.objects.get_for_model(noun).pk, "object_id": key}
    return {next(field.attname for field in model._meta.fields if field.related_model is noun): key}


def steps_back(record, entry, models, user):
    """What restoring a version does to a record's rows; one whose history nobody knows stays as it is.

    Arguments: entry, the last of that version; models, of its rows; user, who restores: an editor moves only the own
    municipality's. Returns: a list of Step, in an order in which they can be made.
    """
    following = record.history.filter(history_id__gt=entry.history_id).order_by("history_id").first()
    gone, changed, came = [], [], []
    for model in models:
        link = link_to(model, type(record), record.pk)
        known, then = set(), {}
        for row in model.history.filter(id__in=model.history.filter(**link).values("id")).order_by("history_id"):
            known.add(row.id)
            if belongs(row, entry, following):
                then[row.id] = row
        then = {pk: row for pk, row in then.items() if row.history_type != "-" and is_linked(row, link)}
        now = model._base_manager.filter(pk__in=known, **link).in_bulk()
        gone += [Step(model, link, None, now[pk]) for pk in now if pk not in then]
        changed += [Step(model, link, then[pk], now[pk]) for pk in now if pk in then]
        came += [Step(model, link, row, None) for pk, row in then.items() if pk not in now]
    gone = [step for step in gone if getattr(step.now, "state", "") != PublicationState.ARCHIVED]  # gone already
    steps = [*gone, *(step for step in changed if step.differences), *came]
    return [step for step in steps if may_make(step, user)]


def belongs(row, entry, following):
    """Whether a row's entry is of a version's time: not later than it, or written by the same save a little after.

    A load writes a record first and its rows minutes later: what programs write before the next version is one save.
    """
    if row.history_date <= entry.history_date:
        return True
    if following is not None and (same_save(row, following) or row.history_date > following.history_date):
        return False
    return same_save(row, entry) or row.history_user_id is None is entry.history_user_id


def same_save(row, entry):
    """Whether somebody wrote both at once."""
    together = abs(entry.history_date - row.history_date) < SAME_SAVE
    return together and row.history_user_id is not None and row.history_user_id == entry.history_user_id


def is_linked(row, link):
    return all(getattr(row, name) == key for name, key in link.items())


def may_make(step, user):
    """Whether this account may move the row: an editor moves sources, and what is the own municipality's."""
    if user.is_pmo or not issubclass(step.model, Record):
        return True
    name = ownership_field(step.model)
    owner = step.model._meta.get_field(name).attname if name else ""
    return bool(owner) and all(
        getattr(row, owner) in user.edited_municipalities for row in (step.then, step.now) if row is not None
    )


def make(step, user):
    """Bring one row back, change it back, or take it away. Returns: whether the database took it."""
    if step.then is None:
        return take_away(step.now, user)
    values = {field: said(step.then, field) for field in editable_fields(step.model) if field.attname not in step.link}
    row = step.now
    if row is None:
        taken = step.model._base_manager.filter(pk=step.then.id).exists()  # it belongs to another record meanwhile
        row = step.model(**step.link, pk=None if taken else step.then.id)
    for field, value in values.items():
        if not field.many_to_many:
            setattr(
                row, field.attname, field.target_field.to_python(value) if field.is_relation else field.to_python(value)
            )
    if any(lost(field, value) for field, value in values.items()):
        return False
    row._history_user = user
    several = {field: value for field, value in values.items() if field.many_to_many}
    if not several:
        return written(row.save)
    with joined(row, user):
        if not written(row.save):
            return False
        for field, value in several.items():
            getattr(row, field.name).set(field.related_model._base_manager.filter(pk__in=value))
    return True


def lost(field, value):
    """Whether a relation leads to what is no longer there."""
    if not field.is_relation or field.many_to_many or value is None:
        return False
    return not field.related_model._base_manager.filter(pk=value).exists()


def take_away(row, user):
    """Delete a row that came later; archived is what somebody but the PMO added to, or on which something hangs."""
    row._history_user = user
    if isinstance(row, Record) and (not user.is_pmo or something_hangs_on(row)):
        row.state = PublicationState.ARCHIVED
        row.save()
    else:
        row.delete()
    return True


def something_hangs_on(row):
    """Whether other records point at a row, or it has sources and steps of its own."""
    pointed = (rel.related_model._base_manager.filter(**{rel.field.name: row}) for rel in pointing(type(row)))
    own = (model._base_manager.filter(**link) for model, link in generic(row))
    return any(found.exists() for found in (*pointed, *own))
