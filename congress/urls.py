"""Every address of the site. German ones stand plain, English ones under /en/: written once."""

from django.conf.urls.i18n import i18n_patterns
from django.contrib import admin
from django.contrib.sitemaps.views import index, sitemap
from django.templatetags.static import static
from django.urls import include, path
from django.utils.functional import lazy
from django.views.generic import RedirectView, TemplateView

from congress.headers import security_txt
from congress.sitemaps import SITEMAPS
from congress.views.calendars import CalendarView, CongressCalendarView
from congress.views.congresses import CongressListView, CongressView
from congress.views.programme import ProgrammeListView
from congress.views.start import StartView

ICON = lazy(static, str)("kommunen/favicon.ico")  # its name holds a hash; feed readers guess the plain one

congress_patterns = (
    [
        path("", StartView.as_view(), name="start"),
        path("kongresse/", CongressListView.as_view(), name="congress-list"),
        path("kongresse/programm/", ProgrammeListView.as_view(), name="programme"),
        path("kongresse/kalender.ics", CalendarView.as_view(), name="calendar"),
        path("kongresse/<slug:slug>/", CongressView.as_view(), name="congress"),
        path("kongresse/<slug:slug>/kalender.ics", CongressCalendarView.as_view(), name="congress-calendar"),
    ],
    "congress",
)

urlpatterns = [
    path("admin/", admin.site.urls),
    path("anmelden/", include("congress.login_urls")),
    path("api/v1/", include("congress.api.urls")),
    path("sitemap.xml", index, {"sitemaps": SITEMAPS}, name="sitemap-index"),
    path("sitemap-<section>.xml", sitemap, {"sitemaps": SITEMAPS}, name="django.contrib.sitemaps.views.sitemap"),
    path("", include("congress.companion_urls")),
    path("robots.txt", TemplateView.as_view(template_name="robots.txt", content_type="text/plain"), name="robots"),
    path("favicon.ico", RedirectView.as_view(url=ICON), name="favicon"),
    path(".well-known/security.txt", security_txt, name="security-txt"),
    *i18n_patterns(
        path("", include(congress_patterns)), path("", include("kommunen.urls")), prefix_default_language=False
    ),
]

handler400 = "congress.views.errors.bad_request"
handler404 = "congress.views.errors.not_found"
handler500 = "congress.views.errors.server_error"
