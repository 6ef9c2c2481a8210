"""The rows of the search: hits of all kinds, as programs get them, and as a file holds them."""

from django.conf import settings
from django.utils.translation import gettext_lazy as _
from rest_framework import serializers

from kommunen.exchange.answers import DESTATIS
from kommunen.exchange.serializers.base import PROVENANCE, ROWS, SourceSerializer
from kommunen.search.nouns import address

TYPES = ["municipality", "project", "cooperation", "theme", "congress", "training-data"]


class HitSerializer(serializers.Serializer):
    """A record that was found."""

    type = serializers.ChoiceField(choices=TYPES, label=_("Kind of entry"))
    slug = serializers.CharField(label=_("key"))
    title = serializers.CharField(label=_("title"))
    url = serializers.URLField(label=_("web address"))
    score = serializers.FloatField(
        help_text="Larger is better; comparable within one answer only.", label=_("relevance")
    )

    def to_representation(self, hit):
        url = settings.PUBLIC_URL + address(hit.type, hit.slug)
        return {"type": hit.type, "slug": hit.slug, "title": hit.title, "url": url, "score": hit.score}


class FoundSerializer(HitSerializer):
    """A hit with what its record says, and where that stands. Takes records that have their ``hit``."""

    file_name = "suche"
    notice = ""
    notice_of_places = DESTATIS

    summary = serializers.CharField(label=_("summary"), allow_null=True)
    sources = SourceSerializer(many=True, label=_("sources"))
    checked_on = serializers.DateField(label=_("last checked on"))
    changed_at = serializers.DateTimeField(label=_("changed"))

    def to_representation(self, record):
        plain = {name: self.fields[name].to_representation(getattr(record, name)) for name in PROVENANCE}
        return {**super().to_representation(record.hit), "summary": getattr(record, "summary", "") or None, **plain}

    def points(self, record):
        """The places of a record, as its own noun tells them."""
        return ROWS[type(record)]().points(record)

    def located(self, records):
        return records.located()

    def key(self, row):
        """Slugs are keys within a kind only."""
        return f"{row['type']}/{row['slug']}"
