"""The companion's doors and its first page."""

from django.conf import settings
from django.contrib.auth.views import redirect_to_login
from django.core.exceptions import PermissionDenied
from django.http import Http404, JsonResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.decorators import method_decorator
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.generic import TemplateView, View

from congress.companion.notes import hear, usual_follow_up
from congress.companion.run_sheet import run_sheet
from congress.companion.teams import CHOICE, may_write, team_of, teams_of
from congress.forms import NoteForm
from congress.models import Congress
from kommunen.models import record_at
from kommunen.network.current import network

FIRST = 3  # lines of the run sheet on the first page


def refused(request):
    """The answer to whoever is not logged in: the login for people, 401 for the page's own script."""
    if not request.accepts("text/html"):
        return JsonResponse({"error": _("Please log in again.")}, status=401)
    return redirect_to_login(request.get_full_path(), settings.LOGIN_URL)


@method_decorator(never_cache, name="dispatch")
class CompanionView(TemplateView):
    """A page for one team at one congress. Whoever belongs to no team stays outside; readers only read."""

    current = ""  # which of the companion's pages it is
    needs_team = True

    def dispatch(self, request, *args, **kwargs):
        user = request.user
        if not user.is_authenticated:
            return refused(request)
        if user.must_change_password:
            return redirect("admin:password_change")
        if not teams_of(user):
            raise PermissionDenied
        self.congress = record_at(Congress.objects.visible_to(user), kwargs["slug"])
        if self.congress is None:
            raise Http404(_("There is no such page, or it is not public."))
        meant = request.POST.get("kommune", "") if self.needs_team else ""  # a note says whose it is
        self.team = team_of(user, meant or request.session.get(CHOICE, ""))
        if meant and (self.team is None or self.team.slug != meant):
            raise PermissionDenied
        if self.team is None and self.needs_team:
            return redirect("companion:team", self.congress.slug)
        self.may_write = self.team is not None and may_write(user, self.team)
        if request.method == "POST" and self.needs_team and not self.may_write:
            raise PermissionDenied
        return super().dispatch(request, *args, **kwargs)

    def address(self, name, *arguments):
        """The address of another page of this companion."""
        return reverse(f"companion:{name}", args=[self.congress.slug, *arguments])

    def get_context_data(self, **kwargs):
        shared = {"congress": self.congress, "team": self.team, "may_write": self.may_write, "current": self.current}
        return super().get_context_data(**shared, several_teams=len(teams_of(self.request.user)) > 1, **kwargs)


class CompanionStartView(CompanionView):
    """The one line for a note, and whom to meet first. No note stands in it: this page stays on the phone."""

    template_name = "congress/companion.html"
    current = "note"

    def get_context_data(self, **kwargs):
        return super().get_context_data(
            form=NoteForm(initial={"follow_up_on": usual_follow_up()}),
            lines=[one for one in run_sheet(network(), self.congress, self.team) if not one.met][:FIRST],
            stored="gesichert" in self.request.GET,
            **kwargs,
        )


class RecognisedView(CompanionView):
    """What a line names and what is recorded of it, while it is being typed; a part of the page."""

    template_name = "congress/_companion_heard.html"

    def get_context_data(self, **kwargs):
        text = self.request.GET.get("text", "")[:2000]
        return super().get_context_data(heard=hear(network(), self.team.slug, text), **kwargs)


class TeamView(CompanionView):
    """For which municipality the notes are: asked of accounts with several, and of the PMO."""

    template_name = "congress/companion_team.html"
    needs_team = False

    def get_context_data(self, **kwargs):
        return super().get_context_data(teams=teams_of(self.request.user), **kwargs)

    def post(self, request, *args, **kwargs):
        chosen = request.POST.get("kommune", "")
        if chosen not in {one.slug for one in teams_of(request.user)}:
            raise PermissionDenied
        request.session[CHOICE] = chosen
        return redirect(self.address("start"))


class LatestView(View):
    """The companion of the congress that goes on, of the next, or of the latest one where neither is known."""

    def get(self, request, *args, **kwargs):
        if not request.user.is_authenticated:
            return refused(request)
        known = Congress.objects.visible_to(request.user)
        congress = known.current_or_coming() or known.past().first() or known.first()
        if congress is None:
            raise Http404
        return redirect("companion:start", congress.slug)
