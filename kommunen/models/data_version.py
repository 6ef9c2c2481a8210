"""What changed since somebody last looked: a log of every change, written in the transaction of the change itself.

Whoever keeps something computed in memory keeps a mark beside it, and asks ``changes_since(mark)`` before using it
again. A mark names the last change that was seen by its place in the log and by its time: a place that a rolled-back
transaction held may come again for other data, its time does not. Where the log does not hold the mark (it was rolled
back, or pruned), and after writing in bulk, it cannot tell what changed, and says so.

Places in the log are given while the one row of ``DataVersion`` is locked, so they are committed in their order: what
is committed later always stands behind what somebody has seen.
"""

from itertools import count
from threading import Lock
from time import time_ns

from django.contrib.contenttypes.models import ContentType
from django.db import models, transaction
from django.db.models.signals import m2m_changed, post_delete, post_save, pre_delete, pre_save

from kommunen.models.record import Record
from kommunen.models.source import Source

KEPT = 10_000  # changes that the log holds; who has not looked for longer reads everything anew
PRUNED_EVERY = 500
EMPTY = 0, 0  # the mark of an empty log
EDITED, CONCERNED = "edited", "concerned"


class DataVersion(models.Model):
    """The one row that holds the time of the last change. It is raised inside the transaction of the change itself."""

    number = models.PositiveBigIntegerField(default=0)

    def __str__(self):
        return str(self.number)


class Change(models.Model):
    """One change. ``rows`` names by model the ids that were edited, and those that it concerns elsewhere.

    ``{"edited": {label: [id, …]}, "concerned": {label: [id, …]}}``; None where anything may have changed.
    """

    number = models.PositiveBigIntegerField()  # its time in nanoseconds
    rows = models.JSONField(null=True)

    def __str__(self):
        return str(self.pk)


def current_version():
    """Return the time of the last change as this transaction sees it; one small query."""
    return DataVersion.objects.values_list("number", flat=True).first() or 0


def raise_version():
    """Say that anything may have changed. Whoever writes in bulk calls this once, inside the same transaction."""
    note(lambda: None)


@transaction.atomic
def note(rows):
    """Write a change into the log. Arguments: rows, a function that says what changed, as ``Change`` holds it."""
    number = lock()  # before the function looks: until this transaction ends, nobody else's change is committed
    written = Change.objects.create(number=number, rows=rows())
    if written.pk % PRUNED_EVERY == 0:
        Change.objects.filter(pk__lte=written.pk - KEPT).delete()


def lock():
    """Make all other changes wait until this transaction ends. Returns: the time of the change."""
    number = time_ns()
    if not DataVersion.objects.update(number=number):
        DataVersion.objects.create(pk=1, number=number)
    return number


def changes_since(mark):
    """Read what changed since a mark; one query where the log can tell.

    Arguments: mark, as returned here before; None at first. Returns: the mark of now, and what changed:
    ``{"edited": {label: {ids}}, "concerned": {label: {ids}}}``, or None where anything may have.
    """
    log = Change.objects.order_by("pk")
    rows = list(log.filter(pk__gte=mark[0]).values_list("pk", "number", "rows")[: KEPT + 1]) if mark else []
    if mark == EMPTY and len(rows) < KEPT:
        rows = [(*EMPTY, {}), *rows]
    elif not rows or rows[0][:2] != mark or len(rows) > KEPT:
        return last_change(), None
    changed = {EDITED: {}, CONCERNED: {}}
    for _place, _number, noted in rows[1:]:
        if noted is None:
            return rows[-1][:2], None
        add_to(changed, noted)
    return rows[-1][:2], changed


def last_change():
    """Return the mark of the last change; one small query. What was kept with an equal mark still holds."""
    return tuple(Change.objects.order_by("pk").values_list("pk", "number").last() or EMPTY)


def add_to(changed, noted):
    """Add to {how: {label: ids}} what another one says."""
    for how, by_label in noted.items():
        for label, ids in by_label.items():
            changed[how].setdefault(label, set()).update(ids)


class Stamps:
    """When each noun was last edited: equal stamps, equal data. One object for each process."""

    def __init__(self):
        self._lock, self._epochs = Lock(), count(1)
        self._mark, self._epoch, self._edited = None, 0, {}

    def now(self):
        """Look what has changed; one query.

        Returns: a function of models that gives the stamp of their records; ``mark`` is that of the last change.
        """
        with self._lock:
            mark, changed = changes_since(self._mark)
            if changed is None:
                self._epoch, self._edited = next(self._epochs), {}
            else:
                self._edited = self._edited | dict.fromkeys(changed[EDITED], mark)
            self._mark = mark
            epoch, edited = self._epoch, self._edited

        def stamp(*nouns):
            return epoch, *(edited.get(noun._meta.label) for noun in nouns)

        stamp.mark = mark
        return stamp


stamps = Stamps()
_concerned = []  # functions that the rooms above have added, see follow_changes


def follow_changes(*concerned):
    """Write the log whenever a record, one of its relations or a source is saved or deleted; called by the app.

    Arguments: concerned, functions (model, ids, created) → {label: ids} that say which rows of other nouns are
    computed from some records. They are asked before a change and after it.
    """
    _concerned.extend(one for one in concerned if one not in _concerned)
    pre_save.connect(_before, dispatch_uid="change_before_save")
    post_save.connect(_after, dispatch_uid="change_save")
    pre_delete.connect(_before, dispatch_uid="change_before_delete")
    post_delete.connect(_after, dispatch_uid="change_delete")
    m2m_changed.connect(_relation, dispatch_uid="change_relation")


def _before(sender, instance, **kwargs):
    if issubclass(sender, (Record, Source)) and instance.pk is not None:
        lock()  # first, so that nobody changes meanwhile what is looked at here
        instance._rows_before = _rows({sender: {instance.pk}})


def _after(sender, instance, created=False, **kwargs):
    if issubclass(sender, (Record, Source)):
        before = instance.__dict__.pop("_rows_before", {})
        note(lambda: _joined(before, _rows({sender: {instance.pk}}, created=created)))


def _relation(sender, instance, action, reverse, model, pk_set, **kwargs):
    """Note a relation that comes or goes. Whatever is computed along it leads to the instance while it is there."""
    if not isinstance(instance, Record):
        return
    if action.startswith("pre_"):
        lock()
        instance._relation_before = {} if action == "pre_add" else _rows({type(instance): {instance.pk}})
        return
    rows = instance.__dict__.pop("_relation_before", {}) or _rows({type(instance): {instance.pk}})
    holder = model if reverse else type(instance)  # whose field it is: the other side is as it was
    edited = (pk_set or ()) if reverse else [instance.pk]
    note(lambda: _joined({EDITED: {holder._meta.label: edited}, CONCERNED: rows[CONCERNED]}))


def _rows(edited, *, created=False):
    """What is to be noted of edited records, as the data are now. Arguments: edited, {model: ids}."""
    rows = {EDITED: {model._meta.label: set(ids) for model, ids in edited.items()}, CONCERNED: {}}
    for model, ids in edited.items():
        if model is Source:
            for kind, pk in Source.objects.filter(pk__in=ids).values_list("content_type", "object_id"):
                owner = ContentType.objects.get_for_id(kind).model_class()
                rows[EDITED].setdefault(owner._meta.label, set()).add(pk)
        for concerned in _concerned:
            for label, found in concerned(model, ids, created).items():
                rows[CONCERNED].setdefault(label, set()).update(found)
    return rows


def _joined(*several):
    joined = {EDITED: {}, CONCERNED: {}}
    for rows in several:
        add_to(joined, rows)
    return {how: {label: sorted(ids) for label, ids in by_label.items()} for how, by_label in joined.items()}
