"""What the OpenAPI document says beyond what the code shows by itself: parameters of the FilterSets, and faults."""

from django.utils.encoding import force_str
from django_filters import filters
from drf_spectacular.contrib.django_filters import DjangoFilterExtension
from drf_spectacular.openapi import AutoSchema
from drf_spectacular.plumbing import build_parameter_type, get_doc
from drf_spectacular.utils import OpenApiParameter, OpenApiResponse
from rest_framework import serializers

from kommunen.api.pagination import LARGEST, Pages
from kommunen.exchange.answers import CUT, PROBLEM_TYPE
from kommunen.filters.periods import PERIOD, EndFilter

SLUG = {"type": "string", "pattern": r"^[-a-zA-Z0-9_]+$"}
SLUG_OR_NONE = {"type": "string", "pattern": r"^[-a-zA-Z0-9_]*$"}  # without a value nothing is asked
SLUGS_ASKED = filters.ModelChoiceFilter, filters.MultipleChoiceFilter
TEXT = {"type": "string"}  # any at all: what cannot be printed is dropped
PAGE_NUMBER = {"type": "integer", "minimum": 1, "maximum": LARGEST, "default": 1}
PAGE_ONLY = {"ansicht", "linien"}  # how a page shows its rows says nothing to a program


class ProblemSerializer(serializers.Serializer):
    """A fault, as RFC 9457 has it."""

    type = serializers.CharField()
    title = serializers.CharField()
    status = serializers.IntegerField()
    detail = serializers.CharField()
    errors = serializers.DictField(
        child=serializers.ListField(child=serializers.CharField()),
        required=False,
        help_text="The faults by parameter.",
    )


class RecordSchema(AutoSchema):
    """Describes lists and details by their row, and names the faults that they answer with."""

    def get_description(self):
        return get_doc(self.view.serializer_class)

    def get_response_serializers(self):
        def fault(text):
            return OpenApiResponse(ProblemSerializer, description=text)

        if self.view.action == "list":
            return {
                200: self.view.serializer_class(many=True),
                (400, PROBLEM_TYPE): fault("A parameter has a wrong value; `errors` names it."),
                (404, PROBLEM_TYPE): fault("The page lies after the last one."),
            }
        answers = {200: self.view.serializer_class, (404, PROBLEM_TYPE): fault("There is no such public record.")}
        if self.view.lookup_field == "slug":
            answers[301] = OpenApiResponse(description="The record has a new slug; `Location` leads to it.")
        return answers

    def get_override_parameters(self):
        if self.view.action != "list":
            return []
        sizes = {"type": "integer", "minimum": 1, "maximum": Pages.max_page_size, "default": Pages.page_size}
        return [
            OpenApiParameter("page", PAGE_NUMBER, description="Which page."),
            OpenApiParameter(Pages.page_size_query_param, sizes, description="How many records a page has."),
        ]


class FilterSetExtension(DjangoFilterExtension):
    """Describes each parameter by what its form field accepts, without asking the database for the choices."""

    target_class = "kommunen.api.filters.FilterSetBackend"
    priority = 1

    def resolve_filter_field(self, auto_schema, model, filterset_class, field_name, filter_field):
        if field_name in PAGE_ONLY:
            return []
        repeated = isinstance(filter_field, filters.MultipleChoiceFilter)
        several = repeated or isinstance(filter_field, filters.OrderingFilter)
        schema = accepted_value(filter_field)
        if several and not repeated:
            schema = {**schema, "enum": [*schema["enum"], ""]}
        elif schema is SLUG and not repeated:
            schema = SLUG_OR_NONE
        return [
            build_parameter_type(
                name=field_name,
                location=OpenApiParameter.QUERY,
                description=force_str(filter_field.label),
                schema={"type": "array", "items": schema} if several else schema,
                style="form" if several else None,
                explode=repeated if several else None,
            )
        ]


def accepted_value(filter_field):
    """Return the JSON schema of one value of a filter."""
    if isinstance(filter_field, EndFilter):
        return {"type": "string", "pattern": PERIOD, "example": "2027-Q2"}
    if choices := filter_field.extra.get("choices"):
        return {"type": "string", "enum": [str(value) for value, _label in choices]}
    return SLUG if isinstance(filter_field, SLUGS_ASKED) else TEXT


def add_common_answers(result, generator, request, public):
    """Add what every address may answer; called when the document is made. Arguments: as drf-spectacular gives them."""
    for operations in result["paths"].values():
        for operation in operations.values():
            responses = operation["responses"]
            responses["304"] = {"description": "Nothing has changed since the answer whose ETag was sent along."}
            responses["429"] = {
                "description": "Too many requests from one address within a minute.",
                "headers": {
                    "Retry-After": {
                        "schema": {"type": "integer"},
                        "description": "After how many seconds to ask again.",
                    }
                },
                "content": {PROBLEM_TYPE: {"schema": {"$ref": "#/components/schemas/Problem"}}},
            }
            of_words = CUT_HEADER if any(one["name"] == "q" for one in operation.get("parameters", ())) else {}
            responses["200"]["headers"] = {**responses["200"].get("headers", {}), **RATE_HEADERS, **of_words}
    return result


CUT_HEADER = {
    CUT: {
        "schema": {"type": "integer"},
        "description": "Only there if `q` was longer than this: so many characters of it were searched for.",
    }
}
RATE_HEADERS = {
    "ETag": {"schema": {"type": "string"}, "description": "To be sent back as If-None-Match."},
    "RateLimit-Limit": {"schema": {"type": "integer"}, "description": "How many requests a minute are answered."},
    "RateLimit-Remaining": {"schema": {"type": "integer"}, "description": "How many of them are left."},
    "RateLimit-Reset": {"schema": {"type": "integer"}, "description": "In how many seconds the minute ends."},
}
