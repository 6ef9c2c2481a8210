"""The one base of all nouns in the admin: who may do what, how lists and forms behave."""

from django.contrib import admin, messages
from django.contrib.admin.options import IS_POPUP_VAR
from django.contrib.admin.views.main import ChangeList
from django.contrib.admin.widgets import AdminTextareaWidget
from django.core.exceptions import PermissionDenied
from django.db import models
from django.db.models import Q
from django.urls import NoReverseMatch, path, reverse
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.html import format_html
from django.utils.text import capfirst
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from simple_history.admin import SimpleHistoryAdmin

from kommunen.admin.bulk import BulkMixin
from kommunen.admin.conflicts import meet
from kommunen.admin.dates import DATES, stated_columns
from kommunen.admin.forms import PageForm
from kommunen.admin.help import HelpMixin
from kommunen.admin.history import tell_changes, tell_rows
from kommunen.admin.inlines import SourceInline
from kommunen.admin.numbers import NUMBERS
from kommunen.admin.permissions import is_pmo, may_add, may_change, may_see
from kommunen.admin.publication import ACTIONS
from kommunen.admin.relations import RelationFields
from kommunen.admin.restoring import RestoringMixin, restored_words
from kommunen.admin.review import about, close_answered, preview, propose_instead
from kommunen.editing.owning import ownership_field
from kommunen.editing.review import waits
from kommunen.editing.steps import join_entries, keep_step, last_entry
from kommunen.models import PublicationState, SortKeyField
from kommunen.models.address import sort_key
from kommunen.search.following import together

PUBLICATION = (_("Publication"), {"fields": [("state", "checked_on")]})
ADDRESSED_PUBLICATION = (_("Publication"), {"fields": [("state", "checked_on"), "slug"]})


def names(records, most=4):
    """The names of some records for a list's column; the rest of a long one is counted."""
    found = [str(record) for record in records]
    more = len(found) - most
    return ", ".join(found[:most]) + (f" +{more}" if more > 0 else "")


class OwnFilter(admin.SimpleListFilter):
    """Narrows a list to what one may change; only municipality editors see it."""

    title = _("belongs to")
    parameter_name = "own"

    def lookups(self, request, model_admin):
        editor = not is_pmo(request.user) and may_change(request.user, model_admin.model)
        return [("1", _("my municipality"))] if editor else []

    def queryset(self, request, queryset):
        if self.value() != "1":
            return queryset
        return queryset.filter(pk__in=queryset.model.objects.editable_by(request.user).values("pk"))


class RecordChangeList(ChangeList):
    """A list that fetches in advance what its columns show."""

    def get_queryset(self, request, exclude_parameters=None):
        found = super().get_queryset(request, exclude_parameters)
        return found.prefetch_related(*self.model_admin.list_prefetch_related)


class RecordAdmin(RestoringMixin, HelpMixin, BulkMixin, RelationFields, SimpleHistoryAdmin):
    """Staff with a role see everything, change what ``editable_by`` gives them; only the PMO deletes."""

    form = PageForm
    inlines = [SourceInline]
    actions = ACTIONS
    list_per_page = 50
    list_prefetch_related = ()
    show_full_result_count = False
    show_facets = admin.ShowFacets.NEVER
    history_list_per_page = 25
    object_history_template = "admin/record_history.html"
    object_history_form_template = "admin/record_version.html"
    formfield_overrides = {
        models.TextField: {"widget": AdminTextareaWidget(attrs={"rows": 5})},
        models.URLField: {"assume_scheme": "https"},
        **DATES,
        **NUMBERS,
    }

    class Media:
        css = {"all": ["kommunen/staff.css"]}
        js = ["kommunen/german_address.js", "kommunen/named_fields.js", "kommunen/today.js"]

    # Who may do what

    def has_module_permission(self, request):
        return may_see(request.user)

    def has_view_permission(self, request, obj=None):
        return may_see(request.user)

    def has_add_permission(self, request):
        return may_add(request.user, self.model)

    def has_change_permission(self, request, obj=None):
        return may_change(request.user, self.model, obj)

    def has_delete_permission(self, request, obj=None):
        return is_pmo(request.user)

    # Lists

    def get_changelist(self, request, **kwargs):
        return RecordChangeList

    def get_list_display(self, request):
        return stated_columns(self.model, super().get_list_display(request))

    def get_list_filter(self, request):
        return [OwnFilter, "state", *super().get_list_filter(request)]

    def get_search_results(self, request, queryset, search_term):
        """Also find names without regard to capitals and umlauts, which SQLite's own comparison knows only in ASCII."""
        found, duplicates = super().get_search_results(request, queryset, search_term)
        by_name = [field.name for field in self.model._meta.fields if isinstance(field, SortKeyField)]
        if by_name and (key := sort_key(search_term)):
            named = Q(**{f"{by_name[0]}__contains": key})
            found, duplicates = queryset.filter(Q(pk__in=found.order_by().values("pk")) | named), False
        return found, duplicates

    @admin.display(description=_("publication state"), ordering="state")
    def publication(self, record):
        state = PublicationState(record.state)
        return format_html('<span class="state-badge state-badge--{}">{}</span>', state.tone, state.label)

    @admin.display(description=_("last checked on"), ordering="checked_on", empty_value="–")
    def checked(self, record):
        return record.checked_on and date_format(record.checked_on, "SHORT_DATE_FORMAT")

    @admin.display(description=_("changed"), ordering="changed_at")
    def changed(self, record):
        return date_format(timezone.localtime(record.changed_at), "SHORT_DATE_FORMAT")

    def changelist_view(self, request, extra_context=None):
        title = capfirst(self.model._meta.verbose_name_plural)
        return super().changelist_view(request, {"title": title, **(extra_context or {})})

    # Forms

    def get_form(self, request, obj=None, change=False, **kwargs):
        form = super().get_form(request, obj, change=change, **kwargs)
        form.user = request.user
        form.restored = getattr(request, "restored_relations", None)
        return form

    def get_urls(self):
        name = f"{self.opts.app_label}_{self.opts.model_name}_preview"
        view = self.admin_site.admin_view(self.preview_view)
        return [path("<int:object_id>/vorschau/", view, name=name), *super().get_urls()]

    def preview_view(self, request, object_id):
        """The page as the public will see it."""
        if not self.has_view_permission(request):
            raise PermissionDenied
        return preview(self.model, request, object_id)

    def changeform_view(self, request, object_id=None, form_url="", extra_context=None):
        """Nobody overwrites what somebody saved meanwhile; above the form stands what was said about the record."""
        with together():
            return self.one_at_a_time(request, object_id, form_url, extra_context)

    def one_at_a_time(self, request, object_id, form_url, extra_context):
        """The form or its answer. Who sends it holds the record until all is saved: two never see the same version."""
        record = self.get_object(request, object_id) if object_id else None
        if record is None or not self.has_view_permission(request, record):
            return super().changeform_view(request, object_id, form_url, extra_context)
        if request.method == "POST":
            self.model._base_manager.select_for_update().get(pk=record.pk)
            record = self.get_object(request, object_id)  # as whoever held it before has left it
            if not self.has_change_permission(request, record):
                raise PermissionDenied
            if answer := meet(self, request, record):
                return answer
        proposes = self.has_change_permission(request, record) and waits(request.user, record)
        context = {**about(record), "waits": proposes, "preview_url": self.preview_url(record), **(extra_context or {})}
        return super().changeform_view(request, object_id, form_url, context)

    def preview_url(self, record):
        """Where a record that is not public can be looked at as a page; None for what has no page."""
        if not hasattr(record, "get_absolute_url") or record.is_public:
            return None
        return reverse(f"admin:{self.opts.app_label}_{self.opts.model_name}_preview", args=[record.pk])

    def get_changeform_initial_data(self, request):
        """Checked today; what an editor with one municipality adds belongs to it; what a form lacked is published.

        A partner added from within a project's form would otherwise stay invisible when the project is published.
        """
        initial = {"checked_on": timezone.localdate()}
        if IS_POPUP_VAR in request.GET:
            initial["state"] = PublicationState.PUBLISHED
        own, name = request.user.edited_municipalities, ownership_field(self.model)
        if name and len(own) == 1:
            many = self.model._meta.get_field(name).many_to_many
            initial[name] = list(own) if many else next(iter(own))
        return {**initial, **super().get_changeform_initial_data(request)}

    def get_view_on_site_url(self, obj=None):
        if obj is None or not hasattr(obj, "get_absolute_url") or not obj.is_public:
            return None
        try:
            return obj.get_absolute_url()
        except NoReverseMatch:
            return None

    # Saving

    def save_model(self, request, obj, form, change):
        stored = self.model.objects.get(pk=obj.pk) if change else None
        request.proposed = change and waits(request.user, stored)
        obj.state_before = stored.state if stored else ""
        if request.proposed:
            return
        if getattr(request, "merged", None):
            text = gettext("Meanwhile %(who)s changed: %(fields)s. Both are kept.")
            names = ", ".join(request.merged)
            self.message_user(request, text % {"who": request.others, "fields": names}, messages.INFO)
        obj.entry_before = last_entry(obj) if change else 0  # what save_related joins the new entries after
        restored_over = getattr(request, "restored_over", None)
        if restored_over:
            obj.version = restored_over.version
            obj._change_reason = restored_words(request.restored)
        if form.has_changed() or restored_over or not change:
            super().save_model(request, obj, form, change)

    def save_related(self, request, form, formsets, change):
        if request.proposed:
            form.instance.entry_before = last_entry(form.instance)
            for formset in propose_instead(request, form, formsets):
                self.save_formset(request, form, formset, change=change)
            return
        super().save_related(request, form, formsets, change)
        if change and not form.has_changed() and any(formset.has_changed() for formset in formsets):
            form.instance.save()  # its sources and rows are part of a record: their change is its own
        join_entries(form.instance, form.instance.entry_before, request.user)
        keep_step(form.instance, form.instance.state_before, request.user, form.cleaned_data.get("comment", ""))
        close_answered(request, form.instance)

    def response_change(self, request, obj):
        if request.proposed:  # what was said about it stands above the list
            return self.response_post_save_change(request, obj)
        return super().response_change(request, obj)

    # History

    def set_history_delta_changes(self, request, historical_records, foreign_keys_are_objs=True):
        entries = list(historical_records)
        tell_changes(entries)
        tell_rows(entries, [inline.model for inline in self.inlines])
