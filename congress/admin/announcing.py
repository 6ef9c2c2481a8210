"""The next congress, announced in one short form: what it says is public at once."""

from functools import partial

from django import forms
from django.contrib import messages
from django.contrib.admin import helpers
from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.db.models import Max
from django.forms import modelform_factory
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils import timezone
from django.utils.html import format_html
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from congress.models import Congress, CongressKind, CongressStatus
from kommunen.admin.forms import RecordForm
from kommunen.admin.permissions import is_pmo
from kommunen.editing.slugs import free_slug
from kommunen.models import PublicationState, Source, last_day

FIELDS = [("number", "title"), ("start", "end"), ("place", "venue"), "host", "status", "motto", "source"]
FIELD_NAMES = ["number", "title", "start", "end", "place", "venue", "host", "status", "motto"]


class AnnouncementForm(RecordForm):
    """A congress that is still to come, with where it is announced."""

    source = forms.URLField(
        label=gettext_lazy("Source"),
        help_text=gettext_lazy("The page that announces it, for everybody to check."),
        assume_scheme="https",
        widget=forms.URLInput(attrs={"class": "vLargeTextField"}),
        max_length=Source._meta.get_field("address").max_length,
    )

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        for name in ("number", "start", "place"):
            self.fields[name].required = True
        self.fields["start"].help_text = _("As exact as the source: 2027, 2027-06 or 2027-06-30.")
        self.instance.kind = CongressKind.CONGRESS  # here already: its number is compared with those of its kind

    def _post_clean(self):
        super()._post_clean()
        start = self.instance.start  # as the model keeps it, however it was written
        if "start" not in self.errors and last_day(start) < timezone.localdate():
            self.add_error("start", _("This day has passed. Only what is still to come can be announced."))

    def _get_validation_exclusions(self):
        return super()._get_validation_exclusions() - {"kind"}  # else nobody looks whether the number is taken


def next_number():
    """The number after the last one that is known."""
    found = Congress.objects.filter(kind=CongressKind.CONGRESS).aggregate(last=Max("number"))
    return (found["last"] or 0) + 1


def announce(model_admin, request):
    """The form, and what it says made public."""
    if not is_pmo(request.user):
        raise PermissionDenied
    callback = partial(model_admin.formfield_for_dbfield, request=request)
    form_class = modelform_factory(Congress, AnnouncementForm, fields=FIELD_NAMES, formfield_callback=callback)
    form_class.user = request.user
    number = next_number()
    initial = {"number": number, "title": f"{number}. MPSC-Kongress", "status": CongressStatus.PLANNED}
    form = form_class(request.POST or None, initial=initial)
    if request.method == "POST" and form.is_valid():
        congress = publish(form)
        link = format_html('<a href="{}">{}</a>', congress.get_absolute_url(), congress)
        told = (
            _("{} is announced: on the start page and in the calendar.")
            if congress.has_days
            else _("{} is announced on the start page. It enters the calendar once its day is known.")
        )
        messages.success(request, format_html(told, link))
        return redirect(reverse("admin:congress_congress_change", args=[congress.pk]))
    fields = helpers.AdminForm(form, [(None, {"fields": FIELDS})], {}, model_admin=model_admin)
    context = {
        **model_admin.admin_site.each_context(request),
        "title": _("Announce the next congress"),
        "opts": Congress._meta,
        "adminform": fields,
        "form": form,
        "media": model_admin.media + form.media,
        "announced": Congress.objects.filter(kind=CongressKind.CONGRESS).coming().first(),
    }
    return TemplateResponse(request, "admin/announce_congress.html", context)


@transaction.atomic
def publish(form):
    """Save the congress as published and checked today, with its source."""
    congress = form.save(commit=False)
    congress.state, congress.checked_on = PublicationState.PUBLISHED, timezone.localdate()
    congress.slug = free_slug(Congress, f"{congress.number} {congress.place} {congress.start[:4]}")
    congress.save()
    Source.objects.create(record=congress, address=form.cleaned_data["source"], checked_on=congress.checked_on)
    return congress
