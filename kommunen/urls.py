"""The network's addresses, in German; the English ones come from the prefix, not from a second list."""

from django.urls import path

from kommunen.api.documentation import DocumentationView
from kommunen.models.programme import OWN_ADDRESSES
from kommunen.views import (
    continuation,
    cooperations,
    data,
    feeds,
    figures,
    municipalities,
    network,
    news,
    picture,
    projects,
    reports,
    search,
    site,
    suggestions,
    themes,
    training_data,
)

app_name = "kommunen"
urlpatterns = [
    path("kommunen/", municipalities.MunicipalityListView.as_view(), name="municipality-list"),
    path("kommunen/<slug:slug>/", municipalities.MunicipalityView.as_view(), name="municipality"),
    path("projekte/", projects.ProjectListView.as_view(), name="project-list"),
    path("projekte/<slug:slug>/", projects.ProjectView.as_view(), name="project"),
    path("kooperationen/", cooperations.CooperationListView.as_view(), name="cooperation-list"),
    path("kooperationen/<slug:slug>/", cooperations.CooperationView.as_view(), name="cooperation"),
    path("themen/", themes.ThemeListView.as_view(), name="theme-list"),
    path("themen/<slug:slug>/", themes.ThemeView.as_view(), name="theme"),
    path("ki-daten/", training_data.TrainingDataListView.as_view(), name="training-data-list"),
    path("ki-daten/<slug:slug>/", training_data.TrainingDataView.as_view(), name="training-data"),
    path("verstetigung/", continuation.ContinuationView.as_view(), name="continuation"),
    path("zahlen/", figures.FiguresView.as_view(), name="figures"),
    path("suche/", search.SearchView.as_view(), name="search"),
    path("suche/vorschlaege/", search.SuggestionsView.as_view(), name="suggestions"),
    path("fehler-melden/", reports.ReportView.as_view(), name="report"),
    path("fehler-melden/danke/", reports.ThanksView.as_view(), name="report-thanks"),
    path("netzwerk/", picture.NetworkView.as_view(), name="network"),
    path("netzwerk/vorschlaege/", suggestions.SuggestionsView.as_view(), name="network-suggestions"),
    path("netzwerk/methode/", suggestions.MethodView.as_view(), name="network-method"),
    path("netzwerk/verbunden/", network.ConnectedView.as_view(), name="connected"),
    path("karte/", site.MapView.as_view(), name="map"),
    path("ueber/", site.AboutView.as_view(), name="about"),
    path("neues/", news.NewsView.as_view(), name="news"),
    path("daten/", data.DataView.as_view(), name="data"),
    path("daten/archiv/", data.ArchiveView.as_view(), name="archive"),
    path("daten/api/", DocumentationView.as_view(), name="api-documentation"),
    path("feeds/neues/", feeds.FeedView.as_view(), name="feed-news"),
    path("feeds/thema/<slug:slug>/", feeds.ThemeFeedView.as_view(), name="feed-theme"),
    path("feeds/kommune/<slug:slug>/", feeds.MunicipalityFeedView.as_view(), name="feed-municipality"),
    path("feeds/<slug:name>/", feeds.NounFeedView.as_view(), name="feed-list"),
    *(path(f"{slug}/", site.PageView.as_view(), {"slug": slug}, name=name) for slug, name in OWN_ADDRESSES.items()),
    path("seiten/<slug:slug>/", site.PageView.as_view(), name="page"),
]
