"""The index follows the data: whatever is saved, deleted or related is found as it is now, in the same transaction."""

from contextlib import contextmanager
from contextvars import ContextVar
from functools import cache

from django.db import transaction
from django.db.models.signals import m2m_changed, post_delete, post_save, pre_delete, pre_save

from kommunen.search.index import index_records
from kommunen.search.nouns import NOUNS

_waiting = ContextVar("waiting", default=None)  # {model: ids} of an edit that is not at its end, see together


def follow_changes():
    """Connect the signals; called once all nouns are known."""
    pre_save.connect(about_to_change, dispatch_uid="search_about_to_change")
    post_save.connect(saved, dispatch_uid="search_saved")
    pre_delete.connect(about_to_go, dispatch_uid="search_about_to_go")
    post_delete.connect(deleted, dispatch_uid="search_deleted")
    m2m_changed.connect(related, dispatch_uid="search_related")


def concerned(model, ids, *, created=False):
    """Find what has to be indexed anew when records of a model change: {noun's model: ids}.

    Arguments: created, whether the records are new: then nothing but their own foreign keys ties them to others.
    """
    found = {}
    for noun in NOUNS.values():
        if noun.model is model:
            found.setdefault(noun.model, set()).update(ids)
        for other, path in noun.related:
            if other is model and (not created or points_back(noun.model, path)):
                rows = noun.model.objects.filter(**{f"{path}__in": ids}).order_by().values_list("pk", flat=True)
                found.setdefault(noun.model, set()).update(rows)
    return found


@cache
def points_back(model, path):
    """Whether the last step of a path leads to records that point at where it comes from: members of a cooperation."""
    for step in path.split("__"):
        field = model._meta.get_field(step)
        model = field.related_model
    return bool(field.one_to_many)


@contextmanager
def together():
    """One edit in one transaction: what it saves is brought into the index once, at its end, not with every relation.

    Within another one it belongs to that. Until its end a search finds what was there before.
    """
    with transaction.atomic():
        if _waiting.get() is not None:
            yield
            return
        token = _waiting.set({})
        try:
            yield
            found = _waiting.get()
        finally:
            _waiting.reset(token)
        index_all(found)


def index_all(found):
    """Bring records up to date in the index, or at the end of the edit. Arguments: found, {noun's model: ids}."""
    waiting = _waiting.get()
    if waiting is not None:
        for model, ids in found.items():
            waiting.setdefault(model, set()).update(ids)
        return
    for model, ids in found.items():
        if ids:
            index_records(model, ids)


def hangs_on_a_noun(model):
    """Whether entries of a model belong to a noun's records and are none themselves: they may move to another one."""
    nouns = NOUNS.values()
    return all(noun.model is not model for noun in nouns) and any(
        other is model for noun in nouns for other, _path in noun.related
    )


def about_to_change(sender, instance, **kwargs):
    """Note on what an entry hangs before it is saved: a membership may move to another cooperation."""
    if not instance._state.adding and hangs_on_a_noun(sender):
        instance._search_concerned = concerned(sender, [instance.pk])


def saved(sender, instance, created=False, **kwargs):
    found = concerned(sender, [instance.pk], created=created)
    for model, ids in instance.__dict__.pop("_search_concerned", {}).items():
        found.setdefault(model, set()).update(ids)
    index_all(found)


def about_to_go(sender, instance, **kwargs):
    """Note what a deletion concerns, while the relations still stand."""
    instance._search_concerned = concerned(sender, [instance.pk])


def deleted(sender, instance, **kwargs):
    index_all(getattr(instance, "_search_concerned", {}))


def related(sender, instance, action, reverse, model, pk_set, **kwargs):
    """A many-to-many relation has changed; seen from either side."""
    if action == "pre_clear":
        instance._search_concerned = concerned(type(instance), [instance.pk])
    elif action == "post_clear":
        index_all(getattr(instance, "_search_concerned", {}))
    elif action in {"post_add", "post_remove"} and pk_set:
        if reverse:  # the records that point are the others
            index_all(concerned(model, pk_set))
        else:
            index_all(concerned(type(instance), [instance.pk]))
