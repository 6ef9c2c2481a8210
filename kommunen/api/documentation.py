"""The page that explains the API: its examples run as they stand, its tables are drawn from the OpenAPI document."""

from functools import cache

from django.conf import settings
from django.utils.text import capfirst
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _
from django.views.generic import TemplateView
from drf_spectacular.generators import SchemaGenerator

from kommunen.api.pagination import Pages
from kommunen.exchange.serializers.base import ROWS

PREFIX = "/api/v1/"
IN_EVERY_LIST = {"page", "page_size"}
EXAMPLES = [
    (_("Projects on data that are in operation"), "projects/?thema=daten&status=in_operation"),
    (_("Two themes, in Bavaria, sorted by title backwards"), "projects/?thema=ki&thema=klima&land=BY&sort=-titel"),
    (_("One municipality"), "municipalities/bamberg/"),
    (_("Model municipalities of the second round, ten a page"), "municipalities/?staffel=2&page_size=10"),
    (_("Working groups"), "cooperations/?art=working_group"),
    (_("Search in everything"), "search/?q=Hochwasser"),
    (_("Do these two work together, and on what?"), "connections/?a=bamberg&b=kiel&thema=beteiligung"),
    (_("The same in free words"), "connections/?text=Bamberg Kempten KI"),
    (_("Whom should Bamberg talk to about AI?"), "suggestions/?fuer=bamberg&thema=ki&limit=5"),
    (_("Who took over what from whom"), "reuses/?von=bad-belzig-wiesenburg"),
    (_("The description of the API for programs (OpenAPI)"), "schema/"),
]


@cache
def described(language):
    """The OpenAPI document with its labels in a language, which must be active. It follows from the code."""
    return SchemaGenerator().get_schema(public=True)


def lists():
    """The lists of the API: address, what it lists, and its filters, each with its label and its values."""
    names = {row.__name__.removesuffix("Serializer"): row.Meta.model._meta.verbose_name_plural for row in ROWS.values()}
    components = {name: str(capfirst(label)) for name, label in names.items()}
    for path, operations in described(get_language())["paths"].items():
        answer = operations["get"]["responses"]["200"]["content"].get("application/json", {}).get("schema", {})
        name = answer.get("$ref", "").rpartition("/Paginated")[2].removesuffix("List")
        if name not in components:
            continue
        filters = [
            {
                "name": parameter["name"],
                "label": parameter.get("description", ""),
                "values": list(filter(None, parameter["schema"].get("items", parameter["schema"]).get("enum", []))),
                "example": parameter["schema"].get("example"),
            }
            for parameter in operations["get"].get("parameters", [])
            if parameter["name"] not in IN_EVERY_LIST
        ]
        yield {"path": path, "label": components[name], "filters": filters}


class DocumentationView(TemplateView):
    """How to ask the API."""

    template_name = "kommunen/api.html"

    def get_context_data(self, **kwargs):
        return super().get_context_data(
            examples=[(label, f"{PREFIX}{question}") for label, question in EXAMPLES],
            lists=list(lists()),
            limit=settings.API_REQUESTS_PER_MINUTE,
            page_size=Pages.page_size,
            most=Pages.max_page_size,
            home=settings.PUBLIC_URL,
            **kwargs,
        )
