"""Rows within a record's form: its sources, its members, its programme."""

from django.contrib import admin
from django.contrib.admin.widgets import AdminTextareaWidget
from django.contrib.contenttypes.admin import GenericTabularInline
from django.contrib.contenttypes.forms import BaseGenericInlineFormSet
from django.db import models
from django.forms import BaseInlineFormSet
from django.forms.formsets import DELETION_FIELD_NAME
from django.utils import timezone
from django.utils.text import capfirst
from django.utils.translation import gettext_lazy as _

from kommunen.admin.dates import DATES
from kommunen.admin.numbers import NUMBERS
from kommunen.admin.permissions import is_pmo, may_add, may_change, may_see
from kommunen.admin.relations import RelationFields, relations
from kommunen.admin.rows import RowForm, SourceForm
from kommunen.editing.owning import ownership_field
from kommunen.models import PublicationState, Source


class NamedBoxes:
    """The boxes that delete a row say so: a table's cells have no labels."""

    def add_fields(self, form, index):
        super().add_fields(form, index)
        if box := form.fields.get(DELETION_FIELD_NAME):
            of = f": {form.instance}" if form.instance.pk else ""
            box.widget.attrs["aria-label"] = f"{capfirst(box.label)}{of}"


class SourceFormSet(NamedBoxes, BaseGenericInlineFormSet):
    """A record names each address once."""

    def clean(self):
        super().clean()
        seen = set()
        for form in self.forms:
            address = form.cleaned_data.get("address")
            if not address or form.cleaned_data.get("DELETE"):
                continue
            if address in seen:
                form.add_error("address", _("This source is already listed."))
            seen.add(address)


def named(field):
    """A field that says its own name to a screen reader: a table's cells have no labels."""
    if field:
        widget = getattr(field.widget, "widget", field.widget)
        widget.attrs.setdefault("aria-label", field.label)
    return field


class SourceInline(GenericTabularInline):
    """Where a record's facts can be read; whoever may change the record may change these."""

    model = Source
    form = SourceForm
    formset = SourceFormSet
    fields = ["address", "publisher", "checked_on"]
    verbose_name_plural = _("Sources")
    classes = ["sources"]
    formfield_overrides = {models.URLField: {"assume_scheme": "https"}, **DATES}

    def get_extra(self, request, obj=None, **kwargs):
        return 0 if obj else 1

    def formfield_for_dbfield(self, db_field, request, **kwargs):
        if db_field.name == "checked_on":
            kwargs["initial"] = timezone.localdate
        return named(super().formfield_for_dbfield(db_field, request, **kwargs))

    def has_view_permission(self, request, obj=None):
        return may_see(request.user)

    def has_add_permission(self, request, obj=None):
        return self.has_change_permission(request, obj)

    def has_change_permission(self, request, obj=None):
        return may_change(request.user, self.parent_model, obj)

    def has_delete_permission(self, request, obj=None):
        return self.has_change_permission(request, obj)


class OwnRowsFormSet(NamedBoxes, BaseInlineFormSet):
    """Rows of which a municipality editor changes only the own municipality's; ``user`` is set by the admin."""

    user = None

    def add_fields(self, form, index):
        super().add_fields(form, index)
        name = ownership_field(self.model)
        if name and form.instance.pk and not is_pmo(self.user):
            owner = getattr(form.instance, self.model._meta.get_field(name).attname)
            if owner not in self.user.edited_municipalities:
                for field_name, field in form.fields.items():
                    if field_name != self._pk_field.name:
                        field.disabled = True  # what is posted for it is ignored


class RecordInline(RelationFields):
    """Records within another record's form. A new row counts as published and checked today.

    It is public only together with the record that it stands in.
    """

    form = RowForm
    formset = OwnRowsFormSet
    extra = 0
    formfield_overrides = {
        models.TextField: {"widget": AdminTextareaWidget(attrs={"rows": 2})},
        **DATES,
        **NUMBERS,
    }

    def get_queryset(self, request):
        found = relations(self.model)
        several = [field.name for field in found if field.many_to_many]
        one = [field.name for field in found if not field.many_to_many]
        return super().get_queryset(request).select_related(*one).prefetch_related(*several)

    def get_formset(self, request, obj=None, **kwargs):
        formset = super().get_formset(request, obj, **kwargs)
        formset.user = formset.form.user = request.user
        return formset

    def formfield_for_dbfield(self, db_field, request, **kwargs):
        if db_field.name == "checked_on":
            kwargs["initial"] = timezone.localdate
        elif db_field.name == "state":
            kwargs["initial"] = PublicationState.PUBLISHED
        return named(super().formfield_for_dbfield(db_field, request, **kwargs))

    def has_view_permission(self, request, obj=None):
        return may_see(request.user)

    def has_add_permission(self, request, obj=None):
        return may_add(request.user, self.model)

    def has_change_permission(self, request, obj=None):
        return may_change(request.user, self.model)

    def has_delete_permission(self, request, obj=None):
        return is_pmo(request.user)


class RecordTable(RecordInline, admin.TabularInline):
    """One row each."""


class RecordStack(RecordInline, admin.StackedInline):
    """One block each, for what has many fields."""
