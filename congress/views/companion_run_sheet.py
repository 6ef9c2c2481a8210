"""The run sheet: whom to meet and why, who attends, and what came out of each conversation."""

from django.db import transaction
from django.http import HttpResponse, JsonResponse
from django.shortcuts import get_object_or_404, redirect

from congress.companion.calendar import run_sheet_calendar
from congress.companion.follow_ups import cooperation_address
from congress.companion.run_sheet import enter, run_sheet, short_list, tick, told
from congress.forms import MeetingForm, MetForm
from congress.models import Meeting
from congress.views.companion import CompanionView
from congress.views.companion_notes import CONFLICT
from kommunen.models import Municipality
from kommunen.network.current import network
from kommunen.network.pair import tell


class RunSheetView(CompanionView):
    """All who can be met; the short list is what fits on one printed page."""

    template_name = "congress/companion_run_sheet.html"
    current = "run_sheet"

    def get_context_data(self, **kwargs):
        lines = run_sheet(network(), self.congress, self.team)
        everybody = "alle" in self.request.GET
        return super().get_context_data(
            lines=lines if everybody else short_list(lines),
            everybody=everybody,
            number=len(lines),
            by_name=sorted(lines, key=lambda one: one.node.sort_name),
            attending=sum(one.attends for one in lines),
            met=sum(one.met for one in lines),
            **{"entry": MetForm(team=self.team, initial={"account": self.request.user.pk}), **kwargs},
        )

    def post(self, request, *args, **kwargs):
        """Take the ticks of who attends; ``vorher`` names those that were ticked when the list was shown."""
        before, after = request.POST.get("vorher", "").split(), request.POST.getlist("teilnahme")
        tick(request.user, self.congress, self.team, set(before), set(after))
        return redirect(self.address("run-sheet"))


class MetView(RunSheetView):
    """A conversation entered on the run sheet: by the phone's script, perhaps later, or by the plain form."""

    def get(self, request, *args, **kwargs):
        return redirect(self.address("run-sheet"))

    def post(self, request, *args, **kwargs):
        form = MetForm(request.POST, team=self.team)
        if not form.is_valid():
            if not request.accepts("text/html"):
                return JsonResponse({"error": form.errors}, status=400)
            return self.render_to_response(self.get_context_data(entry=form), status=400)
        sent = form.cleaned_data
        if sent.pop("account") not in (None, request.user.pk):  # logged in anew as somebody else meanwhile
            return JsonResponse({"error": "account"}, status=CONFLICT)
        place = {"congress": self.congress, "municipality": self.team, "other": sent.pop("other")}
        meeting, is_new = enter(request.user, place, **sent)
        if request.accepts("text/html"):
            return redirect(self.address("run-sheet"))
        return JsonResponse({"key": str(sent["key"]), "id": meeting.pk}, status=201 if is_new else 200)


class RunSheetCalendarView(CompanionView):
    """The run sheet for one's own calendar."""

    def get(self, request, *args, **kwargs):
        lines = short_list(run_sheet(network(), self.congress, self.team))
        text = run_sheet_calendar(self.congress, self.team, lines, request.user)
        name = f"laufzettel-{self.congress.slug}-{self.team.slug}.ics"
        return HttpResponse(
            text, "text/calendar; charset=utf-8", headers={"Content-Disposition": f'attachment; filename="{name}"'}
        )


class MeetingView(CompanionView):
    """A conversation with one other municipality: what is known, whether we met, what was agreed."""

    template_name = "congress/companion_meeting.html"
    current = "run_sheet"

    def get_meeting(self, meetings):
        """The stored conversation, or a new one that is stored once something is entered."""
        other = get_object_or_404(Municipality.objects.published().exclude(pk=self.team.pk), slug=self.kwargs["other"])
        place = {"congress": self.congress, "municipality": self.team, "other": other}
        return meetings.filter(**place).first() or Meeting(**place, author=self.request.user)

    def get_context_data(self, **kwargs):
        meeting, found = kwargs["meeting"], network()
        a, b = found.nodes.get(self.team.slug), found.nodes.get(meeting.other.slug)
        lines = [one for one in run_sheet(found, self.congress, self.team) if one.node == b]
        return super().get_context_data(
            told=tell(found, a, b) if a and b else None,
            line=lines[0] if lines else None,
            reasons=told(found, a, b, lines[0].grounds) if a and lines else [],
            cooperation_address=cooperation_address(meeting, [meeting.other], []),
            **kwargs,
        )

    def get(self, request, *args, **kwargs):
        meeting = self.get_meeting(Meeting.objects.visible_to(request.user))
        return self.render_to_response(self.get_context_data(meeting=meeting, form=MeetingForm(instance=meeting)))

    @transaction.atomic
    def post(self, request, *args, **kwargs):
        meeting = self.get_meeting(Meeting.objects.editable_by(request.user).select_for_update())
        stored = {"outcome": meeting.outcome, "next_step": meeting.next_step}
        form = MeetingForm(request.POST, instance=meeting)
        if not form.is_valid():
            return self.answer(form, meeting, 400)
        if form.is_outdated:
            return self.answer(form.renewed(), meeting, CONFLICT, stored=stored)
        if form.has_changed() or not meeting.pk:
            form.save()
        return redirect(self.address("run-sheet"))

    def answer(self, form, meeting, status, **more):
        return self.render_to_response(self.get_context_data(form=form, meeting=meeting, **more), status=status)
