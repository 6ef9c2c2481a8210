"""A change as data: what a form would change in a record, kept, told in words, and applied later.

``{"version": 3, "fields": {name: {"old": …, "new": …}}, "rows": [{"model", "pk", "label", "delete", "fields"}]}``;
values as JSON holds them: a relation as its id, a relation to many as sorted ids. ``rows`` are a record's sources and
members, which are edited in its form.
"""

import json

from django.apps import apps
from django.contrib.contenttypes.models import ContentType
from django.core.serializers.json import DjangoJSONEncoder
from django.db import transaction
from django.utils.formats import date_format
from django.utils.text import capfirst
from django.utils.translation import gettext as _

from kommunen.editing.steps import joined
from kommunen.models import Source, StatedDateField, short_stated


def plain(field, value):
    """A field's value as JSON holds it. Arguments: field, of a model; value, as an instance or a form holds it."""
    if field.many_to_many:
        return sorted(found.pk for found in value)
    if field.is_relation:
        return getattr(value, "pk", value)
    return json.loads(json.dumps(field.get_prep_value(value), cls=DjangoJSONEncoder))


def present(record, field):
    """What a record says in a field now, as JSON holds it."""
    if field.many_to_many:
        return plain(field, getattr(record, field.name).all()) if record.pk else []
    return plain(field, getattr(record, field.attname))


def said(entry, field):
    """What an entry of the history says in a field, as JSON holds it; None where there is no entry."""
    if entry is None:
        return None
    if not field.many_to_many:
        return plain(field, getattr(entry, field.attname))
    if field.name not in {each.name for each in entry._history_m2m_fields}:
        return []
    return related_ids(entry, field)


def related_ids(entry, field):
    """The ids that a relation to many held at the time of an entry of the history."""
    through = getattr(entry, field.name).model
    column = next(each.attname for each in through._meta.fields if each.related_model is field.related_model)
    return sorted(getattr(entry, field.name).values_list(column, flat=True))


def form_changes(form, before):
    """What a valid form changes: ``{name: {"old", "new"}}``. Arguments: before, the record as it is stored."""
    found = {}
    for name in form.changed_data:
        field = model_field(before, name)
        if field is not None and name in form.cleaned_data:
            old, new = present(before, field), plain(field, form.cleaned_data[name])
            if old != new:
                found[name] = {"old": old, "new": new}
    return found


def row_changes(formsets):
    """What the valid rows of a form change, add and delete."""
    rows = []
    for formset in formsets:
        for form in formset.forms:
            gone = bool(form.cleaned_data.get("DELETE"))
            if not (form.has_changed() or gone) or (gone and not form.instance.pk):
                continue
            model = formset.model
            before = model.objects.filter(pk=form.instance.pk).first() if form.instance.pk else model()
            if before is None:
                continue
            rows.append(
                {
                    "model": model._meta.label_lower,
                    "pk": before.pk,
                    "label": str(before if before.pk else form.instance),
                    "delete": gone,
                    "fields": {} if gone else form_changes(form, before),
                }
            )
    return rows


def model_field(record, name):
    """The editable field of this name; None for what only the form has."""
    return next((field for field in editable_fields(type(record)) if field.name == name), None)


def editable_fields(model):
    """The fields that a form may change, relations to many included."""
    fields = [*model._meta.fields, *model._meta.many_to_many]
    return [field for field in fields if field.editable and not field.primary_key]


@transaction.atomic
def apply(record, changes, user, only=None):
    """Make a kept change as an edit of this account: checked like in a form, one entry in the history.

    Arguments: only, what to take of it, as ``parts`` names it; None for all.
    Raises: ValidationError.
    """
    record = type(record).objects.select_for_update().get(pk=record.pk)
    fields = {name: change["new"] for name, change in changes["fields"].items() if only is None or name in only}
    record._history_user = user
    with joined(record, user):
        several = {}
        for name, value in fields.items():
            field = type(record)._meta.get_field(name)
            if field.many_to_many:
                several[name] = value
            else:
                setattr(
                    record,
                    field.attname,
                    field.target_field.to_python(value) if field.is_relation else field.to_python(value),
                )
        record.full_clean()
        record.save()
        for name, value in several.items():
            related = type(record)._meta.get_field(name).related_model
            getattr(record, name).set(related.objects.filter(pk__in=value))
        for number, row in enumerate(changes["rows"]):
            if only is None or part_of_row(number) in only:
                apply_row(record, row, user)
    return record


def parts(changes):
    """What can be taken of a kept change one by one: the names of its fields, then a name for each of its rows."""
    return [*changes["fields"], *(part_of_row(number) for number in range(len(changes["rows"])))]


def part_of_row(number):
    return f"row-{number}"


def apply_row(record, row, user):
    """Make the change of one source or member of a record; a row that has gone meanwhile stays gone."""
    model = apps.get_model(row["model"])
    link = {"content_type": ContentType.objects.get_for_model(record), "object_id": record.pk}
    if model is not Source:
        link = {next(field.name for field in model._meta.fields if field.related_model is type(record)): record}
    found = model(**link) if row["pk"] is None else model.objects.filter(pk=row["pk"], **link).first()
    if found is None:
        return
    found._history_user = user
    if row["delete"]:
        found.delete()
        return
    for name, change in row["fields"].items():
        setattr(found, model._meta.get_field(name).attname, model._meta.get_field(name).to_python(change["new"]))
    found.full_clean()
    found.save()


def told(model, fields):
    """Changes of fields in words: ``[{"name", "field", "old", "new"}]``."""
    return [
        {
            "name": name,
            "field": capfirst(str(model._meta.get_field(name).verbose_name)),
            "old": shown(model._meta.get_field(name), change["old"]),
            "new": shown(model._meta.get_field(name), change["new"]),
        }
        for name, change in fields.items()
    ]


def told_rows(rows):
    """Changes of rows in words: ``[{"name", "noun", "label", "done", "changes"}]``."""
    found = []
    for number, row in enumerate(rows):
        model = apps.get_model(row["model"])
        done = _("deleted") if row["delete"] else _("added") if row["pk"] is None else _("changed")
        found.append(
            {
                "name": part_of_row(number),
                "noun": capfirst(str(model._meta.verbose_name)),
                "label": row["label"],
                "done": done,
                "changes": told(model, row["fields"]),
            }
        )
    return found


def shown(field, value):
    """A value as JSON holds it, as people read it; "" for nothing."""
    if field.is_relation:
        wanted = value if field.many_to_many else [value]
        names = field.related_model.objects.in_bulk([key for key in wanted if key is not None])
        return ", ".join(sorted(str(names.get(key, _("no longer there"))) for key in wanted if key is not None))
    value = field.to_python(value)
    if field.choices:
        return str(dict(field.flatchoices).get(value, value))
    if isinstance(value, bool):
        return _("yes") if value else _("no")
    if isinstance(field, StatedDateField):
        return short_stated(value)
    if field.get_internal_type() == "DateField" and value:
        return date_format(value, "SHORT_DATE_FORMAT")
    return "" if value is None else str(value)
