"""The model municipalities in the admin."""

from django.apps import apps
from django.contrib import admin, messages
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext, ngettext
from django.utils.translation import gettext_lazy as _

from kommunen.admin.base import ADDRESSED_PUBLICATION, RecordAdmin
from kommunen.admin.imports import TablesMixin
from kommunen.admin.permissions import is_pmo
from kommunen.editing.confirmations import ask
from kommunen.editing.owning import ownership_field
from kommunen.models import Municipality


@admin.action(description=_("Ask by e-mail whether the entries still hold"))
def ask_selected(modeladmin, request, queryset):
    """Send the link now, to those that have an address; who has none is named."""
    asked, passed = 0, []
    for municipality in queryset:
        try:
            if not municipality.contact_email or not municipality.is_public:
                raise OSError(gettext("no address, or not published"))
            ask(municipality)
            asked += 1
        except OSError as error:
            passed.append(f"{municipality} ({error})")
    if asked:
        text = ngettext("%(count)d municipality was asked.", "%(count)d municipalities were asked.", asked)
        modeladmin.message_user(request, text % {"count": asked}, messages.SUCCESS)
    if passed:
        text = gettext("Not asked: %(names)s") % {"names": ", ".join(passed)}
        modeladmin.message_user(request, text, messages.WARNING)


@admin.register(Municipality)
class MunicipalityAdmin(TablesMixin, RecordAdmin):
    belongs_here = _(
        "The model projects of the programme: a city, municipality, district, region or several together. "
        "There are 73, and the programme names no further ones."
    )
    example = _("Kempten (Allgäu), city, with its official unit, its funding and what becomes of the team afterwards.")
    list_display = ["name", "kind", "round", "phase", "funding_end", "publication", "checked", "changed"]
    list_select_related = ["round"]
    list_filter = ["round", "kind", "phase"]
    search_fields = ["name", "official_name", "project_name", "territories__name", "territories__key"]
    prepopulated_fields = {"slug": ["name"]}
    fieldsets = [
        (None, {"fields": ["name", "official_name", "kind", "territories", "website", "summary"]}),
        (
            _("Model project"),
            {
                "fields": [
                    "project_name",
                    ("round", "phase"),
                    ("funding_end", "funding_total_eur", "funding_share_percent"),
                ]
            },
        ),
        (_("After the funding"), {"fields": ["continuation", "continuation_team", "continuation_budget"]}),
        (_("Figures"), {"fields": [("population", "population_from"), ("area_km2", "area_from")]}),
        ADDRESSED_PUBLICATION,
        (_("Internal"), {"fields": ["contact_email", "last_asked", "review_required"]}),
    ]
    readonly_fields = ["last_asked"]

    def get_actions(self, request):
        actions = super().get_actions(request)
        if is_pmo(request.user):
            actions["ask_selected"] = self.get_action(ask_selected)
        return actions

    @admin.display(description=_("last asked"))
    def last_asked(self, municipality):
        asked = municipality.confirmations.first() if municipality.pk else None
        if asked is None:
            return gettext("not yet")
        day = date_format(timezone.localtime(asked.asked_at), "SHORT_DATE_FORMAT")
        if not asked.answered_at:
            return gettext("on %(day)s, not answered") % {"day": day}
        text = gettext("on %(day)s: %(confirmed)s confirmed, %(changed)s changed")
        return text % {"day": day, "confirmed": asked.outcome["confirmed"], "changed": asked.outcome["changed"]}

    def get_readonly_fields(self, request, obj=None):
        """Whether changes are reviewed is for the PMO to say."""
        fields = super().get_readonly_fields(request, obj)
        return fields if is_pmo(request.user) else [*fields, "review_required"]

    def get_search_results(self, request, queryset, search_term):
        """A field that makes an owner offers an editor only the own municipalities."""
        if not is_pmo(request.user) and asked_by_owner_field(request.GET):
            queryset = queryset.filter(pk__in=request.user.edited_municipalities)
        return super().get_search_results(request, queryset, search_term)


def asked_by_owner_field(query):
    """Whether a search field asks that decides whose record it is."""
    try:
        model = apps.get_model(query.get("app_label", ""), query.get("model_name", ""))
    except LookupError:
        return False
    return ownership_field(model) == query.get("field_name")
