"""What makes the companion an app on the phone: its manifest, its worker, its state, its facts, and how it leaves."""

import json
from pathlib import Path

from django.conf import settings
from django.contrib.auth import logout
from django.contrib.staticfiles.storage import staticfiles_storage
from django.http import HttpResponse, JsonResponse
from django.middleware.csrf import get_token
from django.shortcuts import redirect
from django.utils.decorators import method_decorator
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.generic import TemplateView

from congress.companion.facts import facts_for, stamp_of
from congress.views.companion import CompanionView, refused

WORKER = Path(__file__).parents[1] / "static" / "congress" / "companion_worker.js"
SHELL = [
    "vendor/kern.min.css",
    "vendor/fira-sans-latin-400-normal.woff2",
    "vendor/fira-sans-latin-600-normal.woff2",
    "kommunen/site.css",
    "kommunen/components.css",
    "kommunen/favicon.svg",
    "kommunen/touch-icon.png",
    "congress/companion.css",
    "congress/companion_recognise.js",
    "congress/companion_store.js",
    "congress/companion_sync.js",
    "congress/companion_note.js",
    "congress/companion_waiting.js",
    "congress/companion_run_sheet.js",
    "congress/companion_leave.js",
    "django_htmx/htmx-2.min.js",
]


class ManifestView(CompanionView):
    """What a phone needs to install the companion."""

    needs_team = False

    def get(self, request, *args, **kwargs):
        start = self.address("start")
        manifest = {
            "id": start,
            "name": _("Companion: %(congress)s") % {"congress": self.congress},
            "short_name": _("Companion"),
            "lang": "de",
            "start_url": start,
            "scope": start,
            "display": "standalone",
            "background_color": "#ffffff",
            "theme_color": "#ffffff",
            "icons": [
                {"src": staticfiles_storage.url("kommunen/favicon.svg"), "sizes": "any", "type": "image/svg+xml"},
                {"src": staticfiles_storage.url("congress/companion-192.png"), "sizes": "192x192", "type": "image/png"},
                {"src": staticfiles_storage.url("congress/companion-512.png"), "sizes": "512x512", "type": "image/png"},
            ],
        }
        return JsonResponse(manifest, content_type="application/manifest+json")


class WorkerView(CompanionView):
    """The service worker, from the companion's own address: it governs no page but the companion's."""

    needs_team = False

    def get(self, request, *args, **kwargs):
        shell = [staticfiles_storage.url(path) for path in SHELL]
        known = json.dumps({"start": self.address("start"), "sheet": self.address("run-sheet"), "shell": shell})
        return HttpResponse(
            f"const KNOWN = {known};\n{WORKER.read_text(encoding='utf-8')}", "text/javascript; charset=utf-8"
        )


class StateView(CompanionView):
    """Who is logged in, with what to send notes, and which facts are current: asked before anything is sent."""

    def get(self, request, *args, **kwargs):
        return JsonResponse(
            {
                "account": request.user.pk,
                "team": self.team.slug,
                "mayWrite": self.may_write,
                "facts": stamp_of(self.team.slug),
                "token": get_token(request),
            }
        )


class FactsView(CompanionView):
    """The public facts for the phone."""

    def get(self, request, *args, **kwargs):
        facts = facts_for(self.team.slug)
        if facts is None:
            return JsonResponse({"error": _("This municipality is not public.")}, status=404)
        return JsonResponse(facts, json_dumps_params={"ensure_ascii": False, "separators": (",", ":")})


@method_decorator(never_cache, name="dispatch")
class LeaveView(TemplateView):
    """Logging out wipes the phone. The page's script asks first where notes wait; without it nothing was kept."""

    template_name = "congress/companion_leave.html"

    def get(self, request, *args, **kwargs):
        if not request.user.is_authenticated:
            return refused(request)
        return super().get(request, *args, **kwargs)

    def post(self, request, *args, **kwargs):
        others_wait = "andere" in request.POST  # notes of another account wait here: they are not ours to wipe
        logout(request)
        response = redirect(settings.LOGIN_URL)
        response.headers["Clear-Site-Data"] = '"cache"' if others_wait else '"cache", "storage"'
        return response
