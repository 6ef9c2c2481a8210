"""The row of a cooperation, and of each of its members."""

from django.utils.translation import gettext_lazy as _

from kommunen.exchange.answers import DESTATIS
from kommunen.exchange.serializers.base import (
    PROVENANCE,
    Lines,
    PageSerializer,
    RecordSerializer,
    TitledPart,
)
from kommunen.exchange.serializers.municipality import MunicipalityPart, places
from kommunen.exchange.serializers.vocabulary import OrganisationPart, ThemePart
from kommunen.models import Cooperation, CooperationMember, Territory, published_related


class CooperationPart(TitledPart):
    """A cooperation that tells the same."""


class MemberSerializer(RecordSerializer):
    """That a municipality takes part, in which role and when; with sources of its own."""

    columns = ("municipality", "role", "start", "end")

    municipality = MunicipalityPart(read_only=True)

    class Meta:
        model = CooperationMember
        fields = ["municipality", "role", "start", "end", *PROVENANCE]


class CooperationSerializer(PageSerializer):
    """Several together. Members are those that a source names, often not all."""

    file_name = "kooperationen"
    notice_of_places = DESTATIS

    members = MemberSerializer(many=True, read_only=True, label=_("members"))
    other_partners = OrganisationPart(many=True, read_only=True)
    themes = ThemePart(many=True, read_only=True)
    results = Lines(read_only=True)

    class Meta:
        model = Cooperation
        fields = [
            "slug",
            "url",
            "title",
            "kind",
            "members",
            "other_partners",
            "themes",
            "start",
            "end",
            "summary",
            "results",
            *PROVENANCE,
        ]

    @classmethod
    def complete(cls, queryset):
        return queryset.prefetch_related("members__sources")

    @classmethod
    def located(cls, records):
        return records.prefetch_related(published_related("members__municipality__territories", Territory.objects))

    def points(self, record):
        return [point for municipality in record.municipalities for point in places(municipality)]
