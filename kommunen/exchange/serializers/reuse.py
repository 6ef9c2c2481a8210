"""The row of what was taken over from whom."""

from django.utils.translation import gettext_lazy as _
from rest_framework import serializers

from kommunen.exchange.serializers.base import PROVENANCE, RecordSerializer
from kommunen.exchange.serializers.cooperation import CooperationPart
from kommunen.exchange.serializers.municipality import MunicipalityPart
from kommunen.exchange.serializers.project import ProjectPart
from kommunen.models import Reuse


class ReuseSerializer(RecordSerializer):
    """Who took over what from whom; each side is a model municipality or a name outside them."""

    file_name = "nachnutzungen"

    what = serializers.CharField(source="subject", label=_("what"), read_only=True)
    project = ProjectPart(read_only=True, allow_null=True)
    from_municipality = MunicipalityPart(read_only=True, allow_null=True)
    to_municipality = MunicipalityPart(read_only=True, allow_null=True)
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
            *PROVENANCE,
        ]

    @classmethod
    def complete(cls, queryset):
        return queryset.select_related("project", "from_municipality", "to_municipality", "cooperation")
