"""What visitors tell us: a mistake in a record, or that something is missing."""

from django import forms
from django.http import Http404
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.decorators import method_decorator
from django.utils.http import urlencode
from django.utils.translation import gettext_lazy as _
from django.views.decorators.cache import never_cache
from django.views.decorators.csrf import csrf_exempt
from django.views.generic import View

from kommunen.editing.proposals import report
from kommunen.models import record_at
from kommunen.search.nouns import NOUNS
from kommunen.views.public_form import PublicForm, is_used, refusal


class ReportForm(PublicForm):
    """What is wrong or missing, in the visitor's own words."""

    eintrag = forms.CharField(required=False, max_length=200, widget=forms.HiddenInput)
    suche = forms.CharField(required=False, max_length=500, widget=forms.HiddenInput)
    text = forms.CharField(
        label=_("What is wrong, or what is missing?"),
        help_text=_("In your own words. Please name no private persons."),
        max_length=3000,
        widget=forms.Textarea(attrs={"rows": 6}),
    )
    source = forms.URLField(
        label=_("Where can it be read?"),
        help_text=_("The address of a public page helps us most."),
        required=False,
        max_length=500,
        assume_scheme="https",
        widget=forms.TextInput(attrs={"inputmode": "url"}),
    )
    contact = forms.EmailField(
        label=_("E-mail address, if we may ask you"),
        help_text=_("It is never shown in public, and deleted once your message is dealt with."),
        required=False,
        widget=forms.TextInput(attrs={"inputmode": "email", "autocomplete": "email"}),
    )
    shown = ["text", "source", "contact"]


@method_decorator([never_cache, csrf_exempt], name="dispatch")
class ReportView(View):
    """The form and what becomes of it. ``eintrag=project:slug`` names the record, ``suche`` a search without result."""

    def get(self, request):
        entry = request.GET.get("eintrag", "")
        record = record_of(entry)
        if entry and record is None:
            raise Http404(_("There is no such page, or it is not public."))
        form = ReportForm(initial={"eintrag": entry, "suche": request.GET.get("suche", "")[:200]})
        return self.page(form, record)

    def post(self, request):
        form = ReportForm(request.POST)
        record = record_of(request.POST.get("eintrag", ""))
        if form.is_from_a_program:
            return thanks(None)
        if refused := refusal(request, form):
            status, word = refused
            return self.page(form.renewed(), record, status=status, word=word)
        if not form.is_valid():
            return self.page(form, record, status=400)
        if not is_used(form.cleaned_data["stamp"]):
            said = form.cleaned_data
            report(record, said["text"], question=said["suche"], source=said["source"], contact=said["contact"])
        return thanks(record)

    def page(self, form, record, status=200, word=""):
        asked = form.data.get("suche", "") if form.is_bound else form.initial.get("suche", "")
        context = {"form": form, "record": record, "word": word, "question": asked}
        context["fields"] = [form[name] for name in form.shown]
        return render(self.request, "kommunen/report.html", context, status=status)


class ThanksView(View):
    """What becomes of a message, and the way back."""

    def get(self, request):
        return render(request, "kommunen/report_thanks.html", {"record": record_of(request.GET.get("eintrag", ""))})


def record_of(entry):
    """The public record that an address names as ``type:slug``; None for none."""
    kind, _colon, slug = entry.partition(":")
    noun = NOUNS.get(kind)
    return record_at(noun.model.objects.published(), slug) if noun and slug else None


def entry_of(record):
    """How an address names a record: ``type:slug``."""
    return next(f"{kind}:{record.slug}" for kind, noun in NOUNS.items() if noun.model is type(record))


def thanks(record):
    """To the page of its own that answers, so that reloading it sends nothing again."""
    query = f"?{urlencode({'eintrag': entry_of(record)})}" if record else ""
    return redirect(reverse("kommunen:report-thanks") + query)
