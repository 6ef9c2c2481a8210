"""The addresses of the API: both floors' nouns, the schema, and a readable answer for every other address."""

from django.urls import path, re_path
from rest_framework.routers import DefaultRouter

from congress.api import viewsets as congress
from kommunen.api import viewsets as kommunen
from kommunen.api.network import ConnectionsView, SuggestionsView
from kommunen.api.schema_view import SchemaView
from kommunen.api.search import SearchView
from kommunen.api.views import NowhereView, RootView


class Router(DefaultRouter):
    """Lists and details in JSON alone; no address with a suffix, `format` in no form.

    The root names every address that something can be asked at, also those that list no noun.
    """

    APIRootView = RootView
    include_format_suffixes = False

    def get_api_root_view(self, api_urls=None):
        lists = {prefix: f"{basename}-list" for prefix, _viewset, basename in self.registry}
        return self.APIRootView.as_view(api_root_dict=lists | {route.name: route.name for route in QUESTIONS})


QUESTIONS = [
    path("search/", SearchView.as_view(), name="search"),
    path("connections/", ConnectionsView.as_view(), name="connections"),
    path("suggestions/", SuggestionsView.as_view(), name="suggestions"),
    path("schema/", SchemaView.as_view(), name="schema"),
]
router = Router()
kommunen.register(router)
congress.register(router)

app_name = "api"
urlpatterns = [
    *QUESTIONS,
    *router.urls,
    re_path("", NowhereView.as_view()),
]
