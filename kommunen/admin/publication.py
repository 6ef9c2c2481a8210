"""Bulk actions: moving many records to another publication state at once."""

from django.contrib import admin, messages
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext, ngettext_lazy

from kommunen.editing.proposals import propose
from kommunen.editing.review import is_reviewed, waits
from kommunen.editing.steps import keep_step
from kommunen.models import PublicationState
from kommunen.search.following import together

MOVED = {
    PublicationState.PUBLISHED: ngettext_lazy(
        "%(count)d entry was published.", "%(count)d entries were published.", "count"
    ),
    PublicationState.DRAFT: ngettext_lazy(
        "%(count)d entry is a draft again.", "%(count)d entries are drafts again.", "count"
    ),
    PublicationState.IN_REVIEW: ngettext_lazy(
        "%(count)d entry was put in review.", "%(count)d entries were put in review.", "count"
    ),
    PublicationState.ARCHIVED: ngettext_lazy(
        "%(count)d entry was archived.", "%(count)d entries were archived.", "count"
    ),
}
NAMED = 10  # so many refused records are named; the rest is counted


@admin.action(permissions=["change"], description=gettext_lazy("Publish the selected entries"))
def publish(modeladmin, request, queryset):
    move(modeladmin, request, queryset, PublicationState.PUBLISHED)


@admin.action(permissions=["change"], description=gettext_lazy("Put the selected entries in review"))
def put_in_review(modeladmin, request, queryset):
    move(modeladmin, request, queryset, PublicationState.IN_REVIEW)


@admin.action(permissions=["change"], description=gettext_lazy("Return the selected entries to draft"))
def return_to_draft(modeladmin, request, queryset):
    move(modeladmin, request, queryset, PublicationState.DRAFT)


@admin.action(permissions=["change"], description=gettext_lazy("Archive the selected entries"))
def archive(modeladmin, request, queryset):
    move(modeladmin, request, queryset, PublicationState.ARCHIVED)


ACTIONS = [publish, put_in_review, return_to_draft, archive]


def move(modeladmin, request, queryset, state):
    """Move what this account may change, and tell how many moved, which were refused and why."""
    own = modeladmin.model.objects.editable_by(request.user).values("pk")
    foreign = queryset.exclude(pk__in=own).count()
    with together():
        queryset, proposed, kept_back = sift(request.user, queryset.filter(pk__in=own).exclude(state=state), state)
        moved, refused = move_records(queryset, state)
    if kept_back:
        refused[_("Only the PMO publishes them: please put them in review.")] = kept_back
    if proposed:
        text = ngettext(
            "%(count)d change is proposed to the PMO.", "%(count)d changes are proposed to the PMO.", proposed
        )
        modeladmin.message_user(request, text % {"count": proposed}, messages.INFO)
    for record in moved:
        keep_step(record, record.state_before, request.user)
        modeladmin.log_change(
            request, record, [{"changed": {"fields": [str(record._meta.get_field("state").verbose_name)]}}]
        )
    if moved:
        modeladmin.message_user(request, MOVED[state] % {"count": len(moved)}, messages.SUCCESS)
    for reason, names in refused.items():
        modeladmin.message_user(
            request, _("Unchanged: %(names)s. %(reason)s") % {"names": listed(names), "reason": reason}, messages.ERROR
        )
    if foreign:
        text = ngettext(
            "%(count)d entry does not belong to your municipality and stays as it is.",
            "%(count)d entries do not belong to your municipality and stay as they are.",
            foreign,
        )
        modeladmin.message_user(request, text % {"count": foreign}, messages.WARNING)
    if not (moved or refused or foreign or proposed):
        modeladmin.message_user(request, _("Nothing to change: all are in this state already."), messages.INFO)


def sift(user, queryset, state):
    """Keep apart what this account may not move by itself.

    Returns: the records to move; how many moves were proposed instead; the names of those that only the PMO publishes.
    """
    proposed, kept_back, aside = 0, [], []
    for record in queryset if not user.is_pmo else []:
        if waits(user, record):
            change = {"state": {"old": record.state, "new": str(state)}}
            propose(record, {"version": record.version, "fields": change, "rows": []}, user)
            proposed += 1
        elif state == PublicationState.PUBLISHED and is_reviewed(user, record):
            kept_back.append(str(record))
        else:
            continue
        aside.append(record.pk)
    return queryset.exclude(pk__in=aside), proposed, kept_back


def move_records(queryset, state):
    """Move records to a state, each validated like in its form and with an entry in its history.

    Returns: the moved records, and ``{reason: [names]}`` of those that their own rules kept back.
    """
    moved, refused = [], {}
    for record in queryset.exclude(state=state):
        record.state_before, record.state = record.state, state
        try:
            record.full_clean()
        except ValidationError as error:
            refused.setdefault(" ".join(error.messages), []).append(str(record))
            continue
        record.save()
        moved.append(record)
    return moved, refused


def listed(names):
    """Names in a sentence, at most as many as one reads."""
    text = ", ".join(f"„{name}“" for name in names[:NAMED])
    more = len(names) - NAMED
    return (
        text if more <= 0 else text + " " + ngettext("and %(count)d more", "and %(count)d more", more) % {"count": more}
    )
