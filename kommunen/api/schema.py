"""What the OpenAPI document says beyond what the code shows by itself: parameters of the FilterSets, and faults."""

from django.utils.encoding import force_str
from django_filters import filters
from drf_spectacular.contrib.django_filters import DjangoFilterExtension
from drf_spectacular.openapi import AutoSchema
from drf_spectacular.plumbing import build_parameter_type, get_doc
from drf_spectacular.utils import OpenApiParameter, OpenApiResponse
from rest_framework import serializers

from kommunen.api.pagination import Pages
from kommunen.exchange.answers import PROBLEM_TYPE

SLUG = {"type": "string", "pattern": r"^[-a-zA-Z0-9_]+$"}
SLUGS_ASKED = filters.ModelChoiceFilter, filters.MultipleChoiceFilter
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
            OpenApiParameter("page", {"type": "integer", "minimum": 1, "default": 1}, description="Which page."),
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
    if choices := filter_field.extra.get("choices"):
        return {"type": "string", "enum": [str(value) for value, _label in choices]}
    return SLUG if isinstance(filter_field, SLUGS_ASKED) else {"type": "string"}
