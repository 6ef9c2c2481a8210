"""Notes: written, listed among colleagues, changed without losing a colleague's change."""

from django.db import transaction
from django.http import JsonResponse
from django.shortcuts import get_object_or_404, redirect

from congress.companion.notes import link, store
from congress.forms import NoteChangeForm, NoteForm
from congress.models import Note
from congress.views.companion import CompanionView

CONFLICT = 409  # somebody else was quicker


class NoteListView(CompanionView):
    """The team's notes at this congress, the newest first; takes new ones from the phone and from the plain form."""

    template_name = "congress/companion_notes.html"
    current = "notes"

    def get_template_names(self):
        return ["congress/_companion_notes.html"] if self.request.htmx else super().get_template_names()

    def get_context_data(self, **kwargs):
        notes = Note.objects.visible_to(self.request.user).filter(congress=self.congress, municipality=self.team)
        notes = notes.select_related("author", "grown_cooperation")
        notes = notes.prefetch_related("municipalities", "themes", "cooperations")
        return super().get_context_data(notes=notes, **kwargs)

    def post(self, request, *args, **kwargs):
        form = NoteForm(request.POST)
        if not form.is_valid():
            return self.faulty(form)
        sent = form.cleaned_data
        if sent["account"] not in (None, request.user.pk):  # logged in anew as somebody else meanwhile
            return JsonResponse({"error": "account"}, status=CONFLICT)
        fields = {name: sent[name] for name in ("text", "follow_up_on", "written_at")}
        note, is_new = store(request.user, sent["key"], congress=self.congress, municipality=self.team, **fields)
        if request.accepts("text/html"):
            return redirect(f"{self.address('start')}?gesichert")
        return JsonResponse({"key": str(sent["key"]), "id": note.pk}, status=201 if is_new else 200)

    def faulty(self, form):
        if not self.request.accepts("text/html"):
            return JsonResponse({"error": form.errors}, status=400)
        self.template_name = "congress/companion.html"
        context = self.get_context_data(form=form, lines=[]) | {"current": "note"}
        return self.response_class(self.request, ["congress/companion.html"], context, status=400)


class NoteView(CompanionView):
    """One note in a form. Of two who change it at once, the second is shown both texts and decides."""

    template_name = "congress/companion_note.html"
    current = "notes"

    def get(self, request, *args, **kwargs):
        notes = Note.objects.visible_to(request.user).select_related("municipality", "author", "grown_cooperation")
        note = get_object_or_404(notes, pk=self.kwargs["pk"], congress=self.congress)
        return self.render_to_response(self.get_context_data(note=note, form=NoteChangeForm(instance=note)))

    @transaction.atomic
    def post(self, request, *args, **kwargs):
        note = get_object_or_404(
            Note.objects.editable_by(request.user).select_for_update(of=("self",)),
            pk=self.kwargs["pk"],
            congress=self.congress,
        )
        stored = note.text
        form = NoteChangeForm(request.POST, instance=note)
        if not form.is_valid():
            return self.answer(form, note, 400)
        if form.is_outdated:
            return self.answer(form.renewed(), note, CONFLICT, stored=stored)
        if form.has_changed():
            form.save()
            link(note)
        return redirect(self.address("notes"))

    def answer(self, form, note, status, **more):
        return self.render_to_response(self.get_context_data(form=form, note=note, **more), status=status)
