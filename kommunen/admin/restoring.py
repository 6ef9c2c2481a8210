"""An earlier version in the form: saved, it becomes the newest, with its relations, sources and members."""

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.shortcuts import get_object_or_404, redirect
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from kommunen.editing.changes import related_ids
from kommunen.editing.review import waits
from kommunen.editing.rows import make, steps_back
from kommunen.editing.steps import join_entries, last_entry


def restored_words(entry):
    """Why the newest version says what an earlier one said."""
    moment = date_format(timezone.localtime(entry.history_date), "SHORT_DATETIME_FORMAT")
    return _("Restored: the version of %(moment)s") % {"moment": moment}


class RestoringMixin:
    """For a noun's admin with a history and ``inlines``."""

    def history_form_view(self, request, object_id, version_id, extra_context=None):
        """An earlier version in the form; whoever may not change the record has no business there."""
        record = get_object_or_404(self.model, pk=object_id)
        if not self.has_change_permission(request, record):
            raise PermissionDenied
        if request.method == "POST" and waits(request.user, record):
            raise PermissionDenied(_("The PMO restores earlier versions of what it publishes."))
        version = get_object_or_404(record.history, pk=version_id).version
        entry = record.history.filter(version=version).order_by("history_id").last()  # which knows all its relations
        request.restored_over, request.restored = record, entry
        request.restored_relations = {field.name: related_ids(entry, field) for field in entry._history_m2m_fields}
        request.steps_back = steps_back(record, entry, [inline.model for inline in self.inlines], request.user)
        context = {"rows_back": [step.told() for step in request.steps_back], **(extra_context or {})}
        with transaction.atomic():
            before = last_entry(record)
            response = super().history_form_view(request, object_id, version_id, context)
            join_entries(record, before, request.user)
        return response

    def response_change(self, request, obj):
        """What hangs on a restored record comes back with it; then the record is shown as it is now."""
        if getattr(request, "restored", None) is None:
            return super().response_change(request, obj)
        failed = [step.told()["label"] for step in request.steps_back if not make(step, request.user)]
        moment = date_format(timezone.localtime(request.restored.history_date), "SHORT_DATETIME_FORMAT")
        text = _("“%(name)s” is restored as it was on %(moment)s.")
        self.message_user(request, text % {"name": obj, "moment": moment}, messages.SUCCESS)
        if failed:
            text = _("These could not be brought back, because something else stands in their place: %(names)s")
            self.message_user(request, text % {"names": ", ".join(failed)}, messages.WARNING)
        return redirect(f"admin:{self.opts.app_label}_{self.opts.model_name}_change", obj.pk)
