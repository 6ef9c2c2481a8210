"""Two questions to the network: who works with whom already, and whom to meet next."""

from django.utils.translation import gettext as _
from drf_spectacular.openapi import AutoSchema
from drf_spectacular.utils import OpenApiParameter, OpenApiResponse, extend_schema
from rest_framework.exceptions import ErrorDetail, NotFound, ValidationError
from rest_framework.response import Response
from rest_framework.views import APIView

from kommunen.api.filters import Unfiltered, refuse_unknown
from kommunen.api.network_rows import (
    ConnectionSerializer,
    SuggestionsSerializer,
    connection_row,
    excluded_row,
    suggestion_rows,
)
from kommunen.api.schema import SLUG, SLUG_OR_NONE, ProblemSerializer
from kommunen.api.views import OpenMixin
from kommunen.exchange.answers import PROBLEM_TYPE
from kommunen.network.asking import LONGEST, MOST_RESULTS, RESULTS, PairForm, SuggestionForm
from kommunen.network.current import network
from kommunen.network.pair import tell
from kommunen.network.suggestions import connected, profiles_of, suggest

FAULTS = {
    (400, PROBLEM_TYPE): OpenApiResponse(
        ProblemSerializer, description="A parameter is missing or wrong; `errors` names it."
    ),
    (404, PROBLEM_TYPE): OpenApiResponse(
        ProblemSerializer, description="There is no such municipality; `errors` names the parameter."
    ),
}


class Unknown(NotFound):
    """A municipality that does not exist; keeps the faults by parameter."""

    def __init__(self, faults):
        super().__init__()
        self.detail = {name: [ErrorDetail(str(text)) for text in texts] for name, texts in faults.items()}


def refuse(faults, status=400):
    """Answer with faults by parameter."""
    raise Unknown(faults) if status == 404 else ValidationError(faults)


class NetworkView(OpenMixin, APIView):
    """A question that is no list."""

    schema = AutoSchema()


class ConnectionsView(NetworkView):
    """Schon verbunden?"""

    @extend_schema(
        operation_id="connections",
        description="Who already works with whom, and on what? Two municipalities by `a` and `b`, or by a free text.",
        parameters=[
            OpenApiParameter("a", SLUG_OR_NONE, description="The slug of a municipality."),
            OpenApiParameter("b", SLUG_OR_NONE, description="The slug of another one."),
            OpenApiParameter("thema", SLUG_OR_NONE, description="The slug of a theme; without, any theme."),
            OpenApiParameter(
                "text",
                {"type": "string", "maxLength": LONGEST},
                description="Two municipalities and perhaps a theme in free words, such as `Bamberg Kempten KI`.",
            ),
        ],
        responses={200: ConnectionSerializer, **FAULTS},
    )
    def get(self, request):
        form = PairForm(request.query_params, network())
        refuse_unknown(Unfiltered(request.query_params, form.fields))
        if not form.is_valid():
            refuse(form.errors, form.status)
        if form.missing:
            refuse({name: [_("Please name a municipality.")] for name in form.missing})
        if form.pair:
            return Response(connection_row(form, tell(form.network, *form.pair, form.theme)))
        return Response(connection_row(form, None, form.advice))


class SuggestionsView(NetworkView):
    """Whom to meet next, and why."""

    @extend_schema(
        operation_id="suggestions",
        description=(
            "Whom should a municipality talk to next, and why? Each reason has whole points that add up to the score. "
            "Whoever is active with it already (on the theme, or on any if none is asked) is excluded; whoever knows "
            "it from an association, a working group or something that has ended stands last."
        ),
        parameters=[
            OpenApiParameter("fuer", SLUG, required=True, description="The slug of the municipality."),
            OpenApiParameter("thema", SLUG_OR_NONE, description="The slug of a theme."),
            OpenApiParameter(
                "kongress", SLUG_OR_NONE, description="The slug of a congress: who is stated to attend gains."
            ),
            OpenApiParameter(
                "limit",
                {"type": "integer", "minimum": 1, "maximum": MOST_RESULTS, "default": RESULTS},
                description="How many results.",
            ),
        ],
        responses={200: SuggestionsSerializer, **FAULTS},
    )
    def get(self, request):
        found = network()
        form = SuggestionForm(request.query_params, found, profiles_of(found).traits.meetings)
        refuse_unknown(Unfiltered(request.query_params, form.fields))
        if not form.is_valid():
            refuse(form.errors, form.status)
        asked = form.cleaned_data
        if not (node := asked["fuer"]):
            refuse({"fuer": [_("Please name a municipality.")]})
        theme = asked["thema"].slug if asked["thema"] else ""
        results = suggest(found, node, theme, asked["kongress"])[: asked["limit"]]
        left_out = connected(found, node, theme)
        return Response(
            {
                "results": suggestion_rows(found, node, theme, results),
                "excluded": [excluded_row(found, slug, left_out[slug]) for slug in found.nodes if slug in left_out],
            }
        )
