"""Bulk edit: choose entries in a list, say what is to change, look at every difference, confirm."""

from django import forms
from django.contrib import admin, messages
from django.core.exceptions import BadRequest, PermissionDenied
from django.db.models import BooleanField
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.urls import path, reverse
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from kommunen.admin.permissions import may_change
from kommunen.admin.relations import KnownSelectMultiple
from kommunen.exchange.imports.same_change import change_same, plan_same
from kommunen.exchange.imports.writing import Changed
from kommunen.models import Theme

MOST = 1000  # entries at once
SHOWN = 200  # differences of a preview; the rest is counted
EMPTY = "-leer-"
ADD, REMOVE = "add", "remove"
YES, NO = "yes", "no"


@admin.action(permissions=["change"], description=gettext_lazy("Change the selected entries …"))
def change_selected(modeladmin, request, queryset):
    """The page that asks what is to change."""
    versions = dict(queryset.order_by("pk").values_list("pk", "version")[: MOST + 1])
    if len(versions) > MOST:
        text = _("Please choose at most %(most)d entries at once.")
        modeladmin.message_user(request, text % {"most": MOST}, messages.WARNING)
        return None
    return modeladmin.ask_change(request, versions)


class BulkMixin:
    """For a noun's admin: one change to many entries."""

    def get_actions(self, request):
        actions = super().get_actions(request)
        if may_change(request.user, self.model) and self.fields_to_change(request):
            actions = {"change_selected": self.get_action(change_selected), **actions}
        return actions

    def get_urls(self):
        name = f"{self.opts.app_label}_{self.opts.model_name}_bulk"
        return [path("aendern/", self.admin_site.admin_view(self.bulk_view), name=name), *super().get_urls()]

    def fields_to_change(self, request):
        """What can be changed in bulk, of what the form lets this account change; ``state`` has actions of its own."""
        offered = self.get_form(request).base_fields
        return [
            field
            for field in [*self.model._meta.fields, *self.model._meta.many_to_many]
            if field.name in offered
            and field.name != "state"
            and (field.choices or field.name == "checked_on" or field.related_model is Theme or is_truth(field))
        ]

    def bulk_view(self, request):
        """What is to change, then the preview, then the change."""
        if not may_change(request.user, self.model):
            raise PermissionDenied
        if request.method != "POST":
            return redirect(self.list_url())
        versions = read_versions(request.POST.get("records", ""))
        form = ChangeForm(self.fields_to_change(request), self.admin_site, request.POST)
        if not form.is_valid():
            return self.ask_change(request, versions, form, status=400)
        if "confirm" not in request.POST:
            plan = plan_same(self.model, request.user, list(versions), form.values)
            return self.preview_change(request, form, plan)
        try:
            outcome = change_same(self.model, request.user, versions, form.values)
        except Changed as stopped:
            return self.preview_change(request, form, stopped.plan, changed=stopped.titles or [""], status=409)
        self.tell_outcome(request, outcome)
        return redirect(self.list_url())

    def bulk_context(self, request, form, versions, **more):
        return {
            **self.admin_site.each_context(request),
            "opts": self.opts,
            "title": _("Change several entries: %(noun)s") % {"noun": capfirst(self.opts.verbose_name_plural)},
            "form": form,
            "records": " ".join(f"{pk}:{version}" for pk, version in versions.items()),
            "number": len(versions),
            "bulk_url": reverse(f"admin:{self.opts.app_label}_{self.opts.model_name}_bulk"),
            "media": self.media + form.media,
            **more,
        }

    def ask_change(self, request, versions, form=None, status=200):
        """The page that asks what is to change; what is left alone stays as it is."""
        form = form or ChangeForm(self.fields_to_change(request), self.admin_site)
        context = self.bulk_context(request, form, versions)
        return TemplateResponse(request, "admin/bulk_edit.html", context, status=status)

    def preview_change(self, request, form, plan, changed=(), status=200):
        """Every entry's difference, and what speaks against it."""
        versions = {row.record.pk: row.record.version for row in plan.rows}
        sound = {row.record.pk: row.record.version for row in plan.rows if not row.faults}
        rows = [row for row in plan.rows if row.faults or row.changes]
        context = self.bulk_context(
            request,
            form,
            versions,
            plan=plan,
            rows=rows[:SHOWN],
            more=max(0, len(rows) - SHOWN),
            unchanged=len(plan.rows) - len(rows),
            faulty=sum(bool(row.faults) for row in rows),
            proposed=sum(row.proposed for row in rows),
            sound=" ".join(f"{pk}:{version}" for pk, version in sound.items()),
            changed=changed,
            posted=[(name, value) for name in form.fields for value in request.POST.getlist(name) if value],
        )
        return TemplateResponse(request, "admin/bulk_preview.html", context, status=status)

    def tell_outcome(self, request, outcome):
        """Say above the list what became of it."""
        if count := outcome["changed"]:
            text = ngettext("%(count)d entry was changed.", "%(count)d entries were changed.", count)
            self.message_user(request, text % {"count": count}, messages.SUCCESS)
        if count := outcome["proposed"]:
            text = ngettext(
                "%(count)d change is proposed to the PMO.", "%(count)d changes are proposed to the PMO.", count
            )
            self.message_user(request, text % {"count": count}, messages.INFO)
        if not (outcome["changed"] or outcome["proposed"]):
            self.message_user(request, _("Nothing to change: all entries say that already."), messages.INFO)

    def list_url(self):
        return reverse(f"admin:{self.opts.app_label}_{self.opts.model_name}_changelist")


class ChangeForm(forms.Form):
    """What is to be said in all chosen entries; a field that is left alone changes nothing.

    ``values`` is what was chosen, as ``plan_same`` takes it.
    """

    def __init__(self, model_fields, site, data=None):
        super().__init__(data)
        self.model_fields = model_fields
        for field in model_fields:
            self.fields.update(inputs(field, site))

    def clean(self):
        cleaned = super().clean()
        self.values = {}
        for field in self.model_fields:
            if field.many_to_many:
                lists = [{found.pk for found in cleaned.get(f"{field.name}_{way}") or ()} for way in (ADD, REMOVE)]
                if any(lists):
                    self.values[field.name] = lists
            elif (value := cleaned.get(field.name)) not in (None, ""):
                self.values[field.name] = "" if value == EMPTY else value
        if not self.values and not self.errors:
            raise forms.ValidationError(_("Please choose what is to change."))
        return cleaned


def is_truth(field):
    """Whether a field of the model says yes or no."""
    return isinstance(field, BooleanField)


def inputs(field, site):
    """The form fields for a field of the model: ``{name: form field}``."""
    label = capfirst(str(field.verbose_name))
    if field.many_to_many:
        ways = {ADD: _("%(field)s: add"), REMOVE: _("%(field)s: remove")}
        return {
            f"{field.name}_{way}": forms.ModelMultipleChoiceField(
                field.related_model.objects.all(),
                required=False,
                label=text % {"field": label},
                widget=KnownSelectMultiple(field, site),
            )
            for way, text in ways.items()
        }
    alone = ("", _("– stays as it is –"))
    if is_truth(field):
        choices = [alone, (YES, _("yes")), (NO, _("no"))]
        chosen = forms.TypedChoiceField(
            choices=choices, coerce=YES.__eq__, empty_value=None, required=False, label=label, help_text=field.help_text
        )
        return {field.name: chosen}
    if field.choices:
        emptied = [(EMPTY, _("(empty it)"))] if field.blank else []
        choices = [alone, *((key, name) for key, name in field.flatchoices if key), *emptied]
        return {field.name: forms.ChoiceField(choices=choices, required=False, label=label)}
    widget = forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")
    return {field.name: forms.DateField(required=False, label=label, widget=widget)}


def read_versions(text):
    """Which entries in which version, ``{id: version}``, as the page sends them: „12:3 15:1“."""
    pairs = [pair.partition(":")[::2] for pair in text.split()]
    if not pairs or len(pairs) > MOST or not all(part.isdecimal() for pair in pairs for part in pair):
        raise BadRequest
    return {int(pk): int(version) for pk, version in pairs}
