"""The search for programs: the same hits, in the same order, as the page."""

from django.utils import translation
from drf_spectacular.utils import OpenApiParameter, OpenApiResponse, extend_schema
from rest_framework import serializers
from rest_framework.exceptions import ValidationError
from rest_framework.response import Response
from rest_framework.views import APIView

from kommunen.api.filters import refuse_unknown
from kommunen.api.pagination import Pages
from kommunen.api.schema import PAGE_NUMBER, ProblemSerializer, accepted_value
from kommunen.api.views import OpenMixin
from kommunen.exchange.answers import PROBLEM_TYPE, say_if_cut
from kommunen.exchange.serializers.hit import TYPES, HitSerializer
from kommunen.filters.everything import SearchFilter, facets
from kommunen.search import NOUNS


class SearchAnswerSerializer(serializers.Serializer):
    """What was found, best first."""

    count = serializers.IntegerField()
    next = serializers.URLField(allow_null=True, help_text="The next page.")
    previous = serializers.URLField(allow_null=True, help_text="The page before.")
    suggestion = serializers.CharField(
        allow_null=True, help_text="The question with misspelt words mended; the results are those of it."
    )
    was_cut = serializers.BooleanField(
        help_text="Whether the question was too long: the results are those of its first 200 characters."
    )
    note = serializers.CharField(
        allow_null=True, help_text="Why nothing was looked for: the question only excludes, or holds no word."
    )
    results = HitSerializer(many=True)


def parameter(name, schema, text):
    return OpenApiParameter(name, schema, description=text)


def facet_parameters():
    """The facets as parameters: those of the lists, each repeatable."""
    for name, facet in facets().items():
        schema = {"type": "array", "items": accepted_value(facet)}
        with translation.override("en"):
            text = f"{facet.label}, as in the lists. Leaves out types whose list does not know it."
        yield OpenApiParameter(name, schema, description=text, style="form", explode=True)


class SearchView(OpenMixin, APIView):
    """Search in everything that is public: words in any inflection, parts of compounds, synonyms, "phrases", -words."""

    @extend_schema(
        operation_id="search",
        parameters=[
            parameter("q", {"type": "string"}, "The question; its first 200 characters count."),
            parameter("type", {"type": "string", "enum": [*TYPES, ""]}, "Only this kind of record."),
            parameter("page", PAGE_NUMBER, "Which page."),
            parameter(
                "page_size",
                {"type": "integer", "minimum": 1, "maximum": Pages.max_page_size, "default": Pages.page_size},
                "How many results a page has.",
            ),
            *facet_parameters(),
        ],
        responses={
            200: SearchAnswerSerializer,
            (400, PROBLEM_TYPE): OpenApiResponse(ProblemSerializer, description="A parameter has a wrong value."),
            (404, PROBLEM_TYPE): OpenApiResponse(ProblemSerializer, description="The page lies after the last one."),
        },
    )
    def get(self, request):
        asked = request.query_params
        question = SearchFilter(asked, "type", NOUNS, alone=True)
        refuse_unknown(question)
        if not question.is_valid():
            raise ValidationError(question.form.errors)
        answer, pages = question.answer, Pages()
        rows = HitSerializer(pages.paginate_queryset(answer.hits, request, self), many=True).data
        links = {"next": pages.get_next_link(), "previous": pages.get_previous_link()}
        say_if_cut(self.headers, question)
        said = {
            "suggestion": answer.suggestion or None,
            "was_cut": question.was_cut,
            "note": question.no_word or None,
        }
        return Response({"count": answer.count, **links, **said, "results": rows})
