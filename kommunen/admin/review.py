"""Between two people: a change that waits for the PMO, a word at a change of state, the page before it is public."""

from django.contrib import messages
from django.contrib.contenttypes.models import ContentType
from django.http import Http404
from django.shortcuts import get_object_or_404
from django.urls import Resolver404, resolve
from django.utils.translation import gettext as _

from kommunen.editing.changes import form_changes, row_changes, told
from kommunen.editing.owning import ownership_field
from kommunen.editing.proposals import accept, propose
from kommunen.models import Proposal, ReviewStep

LATEST = 5  # steps shown above a form


def propose_instead(request, form, formsets):
    """Keep what a form changes in a published record as a proposal; the own rows among it are saved by the caller.

    Returns: the formsets whose rows are the editor's own.
    """
    stored = form._meta.model.objects.get(pk=form.instance.pk)
    own = [formset for formset in formsets if "__" in stored.owned_through and ownership_field(formset.model)]
    others = [formset for formset in formsets if formset not in own]
    fields, rows = form_changes(form, stored), row_changes(others)
    if fields or rows:
        changes = {"version": stored.version, "fields": fields, "rows": rows}
        propose(stored, changes, request.user, form.cleaned_data.get("comment", ""))
        messages.info(
            request,
            _("Your change is proposed to the PMO. Until it is accepted, the public sees the present version."),
        )
    for formset in others:
        formset.new_objects = formset.changed_objects = formset.deleted_objects = []
    return own


def close_answered(request, record):
    """Accept the proposal that somebody had before them while editing, where they said that it is done."""
    asked = request.POST.get("answers", "")
    if request.user.is_pmo and asked.isdigit():
        found = Proposal.objects.open().about(record).select_for_update().filter(pk=asked).first()
        if found is not None:
            accept(found, request.user, only=[])


def about(record):
    """What stands above a record's form: its last steps, and the open proposals to it."""
    kind = ContentType.objects.get_for_model(record)
    steps = ReviewStep.objects.filter(content_type=kind, object_id=record.pk).select_related("who")[:LATEST]
    proposals = list(Proposal.objects.open().about(record).select_related("made_by"))
    for proposal in proposals:  # the form shows the present version: what waits stands above it
        proposal.told = told(type(record), proposal.changes["fields"]) if proposal.changes else []
    return {"steps": [step for step in steps if step.comment], "proposals": proposals}


def preview(model, request, object_id):
    """A record's public page as it will be, for staff alone: not to be indexed, not to be kept."""
    record = get_object_or_404(model, pk=object_id)
    if not hasattr(record, "get_absolute_url"):
        raise Http404
    try:
        view = resolve(record.get_absolute_url()).func.view_class()
    except (Resolver404, AttributeError) as no_page:
        raise Http404 from no_page
    view.setup(request, slug=record.slug)
    view.object = unpublished(view.get_queryset()).get(pk=record.pk)
    request.resolver_match = None  # the page has no address of its own to be found at
    response = view.render_to_response(view.get_context_data(preview=record))
    response["X-Robots-Tag"] = "noindex"
    return response  # the admin itself says that nobody keeps it


def unpublished(queryset):
    """The same rows with all they fetch, without the condition that they are published."""
    bare = queryset.all()
    bare.query.where = type(bare.query.where)()
    return bare
