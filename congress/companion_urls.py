"""The companion's addresses: German, without an English twin, all behind the login."""

from django.urls import path

from congress.views.companion import CompanionStartView, LatestView, RecognisedView, TeamView
from congress.views.companion_after import FollowUpsView, LookBackView
from congress.views.companion_app import FactsView, LeaveView, ManifestView, StateView, WorkerView
from congress.views.companion_notes import NoteListView, NoteView
from congress.views.companion_run_sheet import MeetingView, MetView, RunSheetCalendarView, RunSheetView

app_name = "companion"
BEGINNING = "kongresse/<slug:slug>/begleiter"
urlpatterns = [
    path("begleiter/", LatestView.as_view(), name="latest"),
    path("begleiter/abmelden/", LeaveView.as_view(), name="leave"),
    path(f"{BEGINNING}/", CompanionStartView.as_view(), name="start"),
    path(f"{BEGINNING}/kommune/", TeamView.as_view(), name="team"),
    path(f"{BEGINNING}/erkennen/", RecognisedView.as_view(), name="recognised"),
    path(f"{BEGINNING}/notizen/", NoteListView.as_view(), name="notes"),
    path(f"{BEGINNING}/notizen/<int:pk>/", NoteView.as_view(), name="note"),
    path(f"{BEGINNING}/laufzettel/", RunSheetView.as_view(), name="run-sheet"),
    path(f"{BEGINNING}/laufzettel/kalender.ics", RunSheetCalendarView.as_view(), name="calendar"),
    path(f"{BEGINNING}/laufzettel/eintragen/", MetView.as_view(), name="met"),
    path(f"{BEGINNING}/laufzettel/<slug:other>/", MeetingView.as_view(), name="meeting"),
    path(f"{BEGINNING}/nachfassen/", FollowUpsView.as_view(), name="follow-ups"),
    path(f"{BEGINNING}/rueckblick/", LookBackView.as_view(), name="look-back"),
    path(f"{BEGINNING}/stand/", StateView.as_view(), name="state"),
    path(f"{BEGINNING}/fakten.json", FactsView.as_view(), name="facts"),
    path(f"{BEGINNING}/app.webmanifest", ManifestView.as_view(), name="manifest"),
    path(f"{BEGINNING}/arbeiter.js", WorkerView.as_view(), name="worker"),
]
