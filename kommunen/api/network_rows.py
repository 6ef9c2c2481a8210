"""How answers of the network look in JSON: their shape for the OpenAPI document, and the functions that fill it."""

from django.conf import settings
from django.utils import translation
from drf_spectacular.utils import extend_schema_field
from rest_framework import serializers

from kommunen.exchange.serializers import MunicipalityPart, ThemePart
from kommunen.exchange.serializers.base import SourceSerializer, StatedDate, public_address
from kommunen.network.verdict import Verdict
from kommunen.network.wording import WORDS, already_connected, in_words

URL = {"type": "string", "format": "uri"}
TIES = ["cooperation", "reuse", "project", "session", "technology"]
WORKS = ["training-data", "cooperation", "project"]


@extend_schema_field(URL)
class Address(serializers.CharField):
    """The full address of a page."""


class TieSerializer(serializers.Serializer):
    """A record that ties two municipalities. `since` and `until` are as stated, bounded by both memberships."""

    kind = serializers.ChoiceField(TIES, help_text="What kind of record it is.")
    slug = serializers.CharField(allow_null=True)
    title = serializers.CharField()
    url = Address()
    themes = ThemePart(many=True)
    since = StatedDate(allow_null=True)
    until = StatedDate(allow_null=True)
    sources = SourceSerializer(many=True)


class WorkSerializer(serializers.Serializer):
    """What one municipality does without the other."""

    kind = serializers.ChoiceField(WORKS)
    slug = serializers.CharField()
    title = serializers.CharField()
    url = Address()
    status = serializers.CharField(help_text="A project's status, a cooperation's or training data's kind.")


class ChoiceSerializer(serializers.Serializer):
    """A municipality to choose."""

    slug = serializers.CharField()
    name = serializers.CharField()


class RecognisedSerializer(serializers.Serializer):
    """The slugs of what was recognised in a text, each in the order of first mention."""

    municipalities = serializers.ListField(child=serializers.CharField())
    themes = serializers.ListField(child=serializers.CharField())
    cooperations = serializers.ListField(child=serializers.CharField())


class ConnectionSerializer(serializers.Serializer):
    """What is recorded of two municipalities. `verdict` is null where a text does not name exactly two."""

    a = MunicipalityPart(allow_null=True)
    b = MunicipalityPart(allow_null=True)
    theme = ThemePart(allow_null=True)
    verdict = serializers.ChoiceField(Verdict.choices, allow_null=True)
    sentence = serializers.CharField()
    evidence = TieSerializer(many=True, help_text="What the verdict rests on.")
    indirect = TieSerializer(many=True, help_text="In what the two merely meet.")
    other_themes = TieSerializer(many=True, help_text="What ties them on other themes than the one asked for.")
    separately = serializers.DictField(
        child=WorkSerializer(many=True), help_text="By slug: what each does on the asked theme without the other."
    )
    recognised = RecognisedSerializer(allow_null=True, help_text="What was recognised in `text`.")
    choices = ChoiceSerializer(many=True, help_text="Among whom to choose, where a text names fewer or more than two.")
    as_of = serializers.DateField(help_text="The day of the latest check of what ties municipalities.")


class ReasonSerializer(serializers.Serializer):
    """Why two should meet; `url` leads to the records behind it."""

    kind = serializers.ChoiceField(sorted(WORDS))
    text = serializers.CharField()
    url = Address()
    points = serializers.IntegerField()


class SuggestionSerializer(serializers.Serializer):
    """Somebody to meet. The points of the reasons add up to the score."""

    municipality = MunicipalityPart()
    score = serializers.IntegerField()
    reasons = ReasonSerializer(many=True)


class ExcludedSerializer(serializers.Serializer):
    """Somebody who is active with the municipality already, and on what."""

    municipality = MunicipalityPart()
    text = serializers.CharField()
    evidence = TieSerializer(many=True)


class SuggestionsSerializer(serializers.Serializer):
    """Whom a municipality could meet next, the best first, and who is left out because the two are active already."""

    results = SuggestionSerializer(many=True)
    excluded = ExcludedSerializer(many=True)


def tie_row(tie, network):
    """One tie, as ``TieSerializer`` says."""
    fact = tie.fact
    return {
        "kind": fact.noun,
        "slug": fact.slug or None,
        "title": fact.title,
        "url": public_address(fact),
        "themes": ThemePart([one for slug, one in network.subjects.items() if slug in tie.themes], many=True).data,
        "since": tie.since or None,
        "until": tie.until or None,
        "sources": SourceSerializer(tie.sources, many=True).data,
    }


def work_row(work):
    """One work, as ``WorkSerializer`` says."""
    return {
        "kind": work.noun,
        "slug": work.slug,
        "title": work.title,
        "url": public_address(work),
        "status": str(work.status.value),
    }


def connection_row(form, told, message=""):
    """The whole answer. Arguments: form, a valid ``PairForm``; told, or None with a message for want of a pair."""
    network, theme, found = form.network, form.theme, told and told.answer
    a, b = form.pair or (form.named[0] if len(form.named) == 1 else None, None)
    return {
        "a": a and MunicipalityPart(a).data,
        "b": b and MunicipalityPart(b).data,
        "theme": theme and ThemePart(theme).data,
        "verdict": found and found.verdict.value,
        "sentence": str(told.sentence) if told else message,
        "evidence": [tie_row(tie, network) for tie in found.evidence] if found else [],
        "indirect": [tie_row(tie, network) for tie in found.indirect] if found else [],
        "other_themes": [tie_row(tie, network) for tie in found.elsewhere] if found else [],
        "separately": {slug: list(map(work_row, works)) for slug, works in told.works.items()} if told else {},
        "recognised": form.recognised and vars(form.recognised),
        "choices": [{"slug": node.slug, "name": node.name} for node in form.choices],
        "as_of": network.as_of.isoformat(),
    }


def suggestion_rows(network, node, theme, suggestions):
    """Suggestions. Arguments: network; node, for whom; theme, a slug or ""; suggestions."""
    with translation.override("de"):  # addresses are German wherever they are asked
        rows = in_words(network, node, theme, suggestions)
    return [
        {
            "municipality": MunicipalityPart(row["node"]).data,
            "score": row["score"],
            "reasons": [reason | {"url": settings.PUBLIC_URL + reason["url"]} for reason in row["reasons"]],
        }
        for row in rows
    ]


def excluded_row(network, slug, ties):
    """One who is connected already."""
    return {
        "municipality": MunicipalityPart(network.nodes[slug]).data,
        "text": already_connected(ties),
        "evidence": [tie_row(tie, network) for tie in ties],
    }
