"""The staff's workplace: Django's admin with our name, grouped as staff think, and a start page that shows work."""

from django.conf import settings
from django.contrib.admin import AdminSite
from django.contrib.auth.views import PasswordChangeView, redirect_to_login
from django.core.exceptions import PermissionDenied
from django.db.models import CharField, Count, F, Value
from django.shortcuts import redirect, resolve_url
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from congress.first_login import OwnPasswordForm
from congress.login import owed
from congress.models import Congress
from congress.quality import addresses, my_tasks
from kommunen.models import Proposal, PublicationState, Record, User

GROUPS = [
    ("network", _("Network"), ["Municipality", "Project", "Cooperation", "Reuse", "TrainingData", "Organisation"]),
    ("congress", _("Congress"), ["Congress", "Session", "Outcome", "Attendance"]),
    (
        "editing",
        _("Editing"),
        [
            "Proposal",
            "Theme",
            "Technology",
            "Synonym",
            "Territory",
            "FundingRound",
            "ProgrammeFact",
            "Page",
            "OldAddress",
        ],
    ),
    ("accounts", _("Accounts"), ["User"]),
]
UNFINISHED = [PublicationState.DRAFT, PublicationState.IN_REVIEW]
LATEST = 10
NAMES = ["first_name", "last_name", "email"]
DONE = {"+": _("added"), "~": _("changed"), "-": _("deleted")}


class StaffSite(AdminSite):
    """The nouns in four groups instead of by app; nothing is deleted in bulk."""

    site_title = _("Network of Model Municipalities")
    site_header = _("Network of Model Municipalities")
    index_title = _("Workplace")

    def __init__(self, name="admin"):
        super().__init__(name)
        self.disable_action("delete_selected")

    def logout(self, request, extra_context=None):
        """Leave through the companion's page: it asks for what waits on this device, and wipes it."""
        return redirect("companion:leave")

    def get_app_list(self, request, app_label=None):
        """The groups with the nouns that this account may see; each group's address is its place on the start page."""
        apps = self._build_app_dict(request, app_label).values()
        found = {noun["object_name"]: noun for app in apps for noun in app["models"]}
        groups = []
        for key, name, nouns in GROUPS:
            models = [found[noun] for noun in nouns if noun in found]
            if models:
                groups.append(
                    {
                        "name": name,
                        "app_label": key,
                        "app_url": f"{reverse('admin:index')}#{key}",
                        "has_module_perms": True,
                        "models": models,
                    }
                )
        return groups

    def get_urls(self):
        return [*addresses(self), *super().get_urls()]

    def index(self, request, extra_context=None):
        nouns = [noun for group in self.get_app_list(request) for noun in group["models"]]
        records = [noun for noun in nouns if issubclass(noun["model"], Record)]
        work = {"unfinished": unfinished(records, request.user), "latest": self.latest(records)} if records else {}
        if records:
            work["proposals"] = proposals(request.user)
            work |= next_congress()
        announce = {"announce_url": reverse("admin:congress_congress_announce")} if request.user.is_pmo else {}
        tasks = {"tasks": my_tasks(request)}
        return super().index(request, {**work, **announce, **tasks, **(extra_context or {})})

    def app_index(self, request, app_label, extra_context=None):
        return super().app_index(request, app_label, {"title": self.index_title, **(extra_context or {})})

    def has_permission(self, request):
        """Who may enter: staff that owe nothing; the middleware leads the others to what they owe."""
        return super().has_permission(request) and (
            owed(request) in {None, "admin:password_change"} or request.path == reverse("admin:password_change")
        )

    def login(self, request, extra_context=None):
        """There is one login, and it is not Django's own."""
        if request.user.is_authenticated:
            if not super().has_permission(request):
                raise PermissionDenied
            return redirect(owed(request) or "admin:index")
        return redirect_to_login(request.GET.get("next") or reverse("admin:index"), resolve_url(settings.LOGIN_URL))

    def password_change(self, request, extra_context=None):
        request.current_app = self.name
        view = PasswordChangeView.as_view(
            form_class=OwnPasswordForm,
            success_url=reverse("admin:password_change_done"),
            extra_context={**self.each_context(request), **(extra_context or {})},
        )
        return view(request)

    def latest(self, nouns):
        """The newest changes that people made, of all nouns: dicts with record, noun, url, done, why, who and when."""
        entries = [
            noun["model"]
            .history.filter(history_user__isnull=False)
            .order_by()
            .annotate(noun=Value(noun["object_name"], CharField()), when=F("history_date"), done=F("history_type"))
            .annotate(why=F("history_change_reason"))
            .values_list("noun", "id", "when", "done", "why", *(f"history_user__{name}" for name in NAMES))
            for noun in nouns
        ]
        rows = list(entries[0].union(*entries[1:], all=True).order_by("-when")[:LATEST])
        records = {}
        for noun in nouns:
            if wanted := {row[1] for row in rows if row[0] == noun["object_name"]}:
                shown = noun["model"].objects.select_related(*(self._registry[noun["model"]].list_select_related or []))
                records[noun["object_name"]] = noun, shown.in_bulk(wanted)
        return [
            {
                "record": records[name][1].get(pk),
                "noun": records[name][0]["model"]._meta.verbose_name,
                "url": f"{records[name][0]['admin_url']}{pk}/change/",
                "done": DONE[done],
                "why": why,  # restored, merged, imported …
                "who": User(**dict(zip(NAMES, who, strict=True))) if who[-1] else None,
                "when": when,
            }
            for name, pk, when, done, why, *who in rows
        ]


def next_congress():
    """The congress that goes on or comes next, published or not, with its companion where it is."""
    found = Congress.objects.exclude(state=PublicationState.ARCHIVED).current_or_coming()
    public = found is not None and found.state == PublicationState.PUBLISHED
    return {"next_congress": found, "companion_url": reverse("companion:start", args=[found.slug]) if public else ""}


def proposals(user):
    """What waits for the PMO's decision, the oldest first; for everybody else what became of the own proposals."""
    found = Proposal.objects.prefetch_related("record")
    if user.is_pmo:
        return list(found.open().order_by("made_at", "pk")[:LATEST])
    return list(found.filter(made_by=user)[:LATEST])


def unfinished(nouns, user):
    """What waits to be finished: per noun and state how many, with the address of the list that shows them.

    Those who may change something are shown what they may change, readers all there is.
    """
    counts = [
        (noun["model"].objects.all() if noun["view_only"] else noun["model"].objects.editable_by(user))
        .filter(state__in=UNFINISHED)
        .order_by()
        .annotate(noun=Value(noun["object_name"], CharField()))
        .values_list("noun", "state")
        .annotate(count=Count("pk", distinct=True))
        for noun in nouns
    ]
    found = {(name, state): count for name, state, count in counts[0].union(*counts[1:], all=True)}
    return [
        {
            "state": state,
            "label": state.label,
            "count": found[noun["object_name"], state],
            "noun": noun["name"],
            "url": f"{noun['admin_url']}?state__exact={state}" + ("" if noun["view_only"] or user.is_pmo else "&own=1"),
        }
        for state in reversed(UNFINISHED)
        for noun in nouns
        if (noun["object_name"], state) in found
    ]
