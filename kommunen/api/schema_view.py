"""The OpenAPI document."""

from functools import cache

from django.utils import translation
from drf_spectacular.generators import SchemaGenerator
from drf_spectacular.renderers import OpenApiJsonRenderer, OpenApiJsonRenderer2, OpenApiYamlRenderer
from rest_framework.response import Response
from rest_framework.views import APIView

from kommunen.api.views import OpenMixin


@cache
def document():
    """Return the OpenAPI document, in English. It follows from the code, so a process builds it once."""
    with translation.override("en"):
        return SchemaGenerator().get_schema(public=True)


class SchemaView(OpenMixin, APIView):
    """The OpenAPI document of this API: JSON, or YAML where `application/vnd.oai.openapi` is accepted."""

    schema = None
    renderer_classes = [OpenApiJsonRenderer2, OpenApiJsonRenderer, OpenApiYamlRenderer]

    def get(self, request):
        return Response(document())
