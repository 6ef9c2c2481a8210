"""The row of what was taken over from whom."""

from django.conf import settings
from django.utils import translation
from django.utils.translation import gettext_lazy as _
from drf_spectacular.utils import extend_schema_field
from rest_framework import serializers

from kommunen.exchange.answers import DESTATIS
from kommunen.exchange.rows import LANGUAGE
from kommunen.exchange.serializers.base import PROVENANCE, RecordSerializer
from kommunen.exchange.serializers.cooperation import CooperationPart
from kommunen.exchange.serializers.municipality import MunicipalityPart, places
from kommunen.exchange.serializers.project import ProjectPart
from kommunen.models import Reuse, Territory, published_related


class ReuseSerializer(RecordSerializer):
    """Who took over what from whom; each side is a model municipality or a name outside them."""

    file_name = "nachnutzungen"
    list_path = "/nachnutzung/"
    notice_of_places = DESTATIS

    what = serializers.CharField(source="subject", label=_("what"), read_only=True)
    project = ProjectPart(read_only=True, allow_null=True)
    from_municipality = MunicipalityPart(read_only=True, allow_null=True)
    to_municipality = MunicipalityPart(read_only=True, allow_null=True)
    url = serializers.SerializerMethodField(
        label=_("web address"), help_text="Where it is told: it has no page of its own."
    )
    cooperation = CooperationPart(read_only=True, allow_null=True)

    class Meta:
        model = Reuse
        fields = [
            "what",
            "project",
            "from_municipality",
            "from_name",
            "to_municipality",
            "to_name",
            "since",
            "changes",
            "cooperation",
            "url",
            *PROVENANCE,
        ]

    @extend_schema_field({"type": "string", "format": "uri"})
    def get_url(self, reuse):
        with translation.override(LANGUAGE):
            return settings.PUBLIC_URL + reuse.told_at

    @classmethod
    def complete(cls, queryset):
        return queryset.select_related("project", "from_municipality", "to_municipality", "cooperation")

    @classmethod
    def located(cls, records):
        territories = (f"{side}_municipality__territories" for side in ("from", "to"))
        return records.prefetch_related(*(published_related(path, Territory.objects) for path in territories))

    def points(self, record):
        return [point for one in (record.from_municipality, record.to_municipality) if one for point in places(one)]
