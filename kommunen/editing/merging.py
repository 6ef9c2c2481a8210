"""Two records that are one: everything of the second moves to the first, and its address leads there.

The second is archived, never deleted: its history stays readable, and the merge can be looked up.
"""

from copy import copy
from dataclasses import dataclass

from django.apps import apps
from django.contrib.contenttypes.fields import GenericForeignKey
from django.contrib.contenttypes.models import ContentType
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.utils.text import capfirst
from django.utils.translation import gettext as _

from kommunen.editing.changes import editable_fields, present, told
from kommunen.editing.steps import joined, keep_step
from kommunen.models import LoadedRecord, OldAddress, PublicationState, Record
from kommunen.search.following import together

EMPTY = ("", None, "unknown")  # "unknown" is a value, and says nothing
STAYS = {"state", "checked_on", "slug", "version", "created_at", "changed_at"}  # what is the record's own


@dataclass(frozen=True)
class Moving:
    """What moves with a merge: in which relation or field, and what, in words."""

    label: str
    items: list


def moving(kept, gone):
    """List what would move from one record to the other, in words."""
    found = [Moving(capfirst(str(field.verbose_name)), [str(value)]) for field, value in filled(kept, gone)]
    for field in type(kept)._meta.many_to_many:
        more = set(getattr(gone, field.name).all()) - set(getattr(kept, field.name).all())
        found.append(Moving(capfirst(str(field.verbose_name)), sorted(map(str, more))))
    for relation in pointing(type(gone)):
        rows = relation.related_model.objects.filter(**{relation.field.name: gone})
        found.append(Moving(capfirst(str(relation.related_model._meta.verbose_name_plural)), sorted(map(str, rows))))
    for model, link in generic(gone):
        found.append(
            Moving(capfirst(str(model._meta.verbose_name_plural)), list(map(str, model.objects.filter(**link))))
        )
    return [each for each in found if each.items]


def filled(kept, gone):
    """The plain fields that only the other record fills, as far as they fit to what stays: (field, value)."""
    trial = copy(kept)
    for field in plain_fields(type(kept)):
        value, stays = getattr(gone, field.name), getattr(kept, field.name)
        if stays in EMPTY and value not in EMPTY:
            setattr(trial, field.name, value)
            try:
                trial.validate_constraints()
            except ValidationError:  # an end before the other's start
                setattr(trial, field.name, stays)
            else:
                yield field, value


def plain_fields(model):
    """The fields of a noun that a merge takes from one record or the other."""
    return [field for field in editable_fields(model) if not field.many_to_many and field.name not in STAYS]


def losing(kept, gone):
    """List what no record will say any more, field by field: where both say something, and not the same.

    Returns: ``[{"label", "field", "old", "new"}]``; label, whose field it is ("" for the record's own); old, what
    stays; new, what goes.
    """
    found = contradictions(kept, gone, "", without={field.name for field, _value in filled(kept, gone)})
    links = [(relation.related_model, relation.field) for relation in pointing(type(gone))]
    for model, field in links:
        if not field.many_to_many:
            for row in model.objects.filter(**{field.name: gone}):
                found += lost_with(row, {field.name: kept})
    for model, link in generic(gone):
        for row in model.objects.filter(**link):
            found += lost_with(row, {"object_id": kept.pk})
    return found


def lost_with(row, link):
    """What goes with a row, where the record that stays has one like it: the database takes only one of them."""
    for constraint in row._meta.constraints:
        names = getattr(constraint, "fields", ())
        if names and constraint.condition is None and link.keys() & set(names):
            twin = type(row).objects.filter(**{name: getattr(row, name) for name in names if name not in link}, **link)
            if (found := twin.first()) is not None:
                return contradictions(found, row, f"{capfirst(str(row._meta.verbose_name))} „{row}“", without=names)
    return []


def contradictions(kept, gone, label, without=()):
    """The fields in which two records of one noun say different things."""
    found = {}
    for field in plain_fields(type(kept)):
        stays, goes = present(kept, field), present(gone, field)
        to_its_record = label and field.is_relation
        if stays != goes and goes not in EMPTY and not to_its_record and field.name not in without:
            found[field.name] = {"old": stays, "new": goes}
    return [{"label": label, **each} for each in told(type(kept), found)]


def pointing(model):
    """The relations of other records that point at a noun, without histories and tables between two nouns."""
    return [
        relation
        for relation in model._meta.related_objects
        if not relation.related_model._meta.auto_created
        and not hasattr(relation.related_model, "instance_type")
        and relation.field.editable
    ]


def generic(record):
    """The models whose rows say in two columns whose they are, each with the condition for this record's."""
    link = {"content_type": ContentType.objects.get_for_model(record), "object_id": record.pk}
    for model in apps.get_app_config("kommunen").get_models():
        if model is not LoadedRecord and any(isinstance(f, GenericForeignKey) for f in model._meta.private_fields):
            yield model, link


@together()
def merge(kept, gone, user):
    """Move everything of ``gone`` to ``kept``, archive it, and let its address lead on.

    Arguments: two records of one noun; user, in whose name it happens.
    Returns: the record that stays. Raises: ValueError for one and the same record.
    """
    if type(kept) is not type(gone) or kept.pk == gone.pk:
        raise ValueError("two records of one noun are needed")
    model = type(kept)
    locked = model.objects.select_for_update().in_bulk([kept.pk, gone.pk])
    kept, gone = locked[kept.pk], locked[gone.pk]
    kept._history_user = gone._history_user = user
    told = _("Merged with “%(name)s” (%(slug)s).") % {"name": gone, "slug": getattr(gone, "slug", gone.pk)}
    with joined(kept, user):
        for field, value in list(filled(kept, gone)):
            setattr(kept, field.name, value)
        kept._change_reason = told[:100]
        kept.save()
        for field in model._meta.many_to_many:
            getattr(kept, field.name).add(*getattr(gone, field.name).all())
        for relation in pointing(model):
            for row in relation.related_model.objects.filter(**{relation.field.name: gone}):
                move(row, relation.field, kept, gone, user)
        for other, link in generic(gone):
            for row in other.objects.filter(**link):
                hand_over(row, kept.pk, user)
    before, gone.state = gone.state, PublicationState.ARCHIVED
    gone._change_reason = (_("Merged into “%(name)s”.") % {"name": kept})[:100]
    gone.save()
    if slug := getattr(gone, "slug", ""):
        address = {"content_type": ContentType.objects.get_for_model(model), "slug": slug}
        OldAddress.objects.update_or_create(**address, defaults={"object_id": kept.pk})
    keep_step(kept, kept.state, user, told)
    keep_step(gone, before, user, gone._change_reason)
    return kept


def move(row, field, kept, gone, user):
    """Let a row of another noun point at the record that stays; one that says the same already is left behind."""
    row._history_user = user
    if field.many_to_many:
        related = getattr(row, field.name)
        if isinstance(row, Record):
            with joined(row, user):
                row.save()
                related.add(kept)
                related.remove(gone)
            return
        related.add(kept)
        related.remove(gone)
        return
    setattr(row, field.name, kept)
    if not written(row.save):
        row.delete()


def hand_over(row, pk, user):
    """Let a source, or what else says in two columns whose it is, belong to the record that stays."""
    row._history_user = user
    row.object_id = pk
    if not written(row.save):
        row.delete()  # the same source, said twice


def written(write):
    """Whether the database took it; where it refuses (it knows such a row already), nothing is changed."""
    try:
        with transaction.atomic():
            write()
    except IntegrityError:
        return False
    return True
