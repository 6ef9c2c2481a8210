"""The row of a project."""

from kommunen.exchange.answers import DESTATIS
from kommunen.exchange.serializers.base import PROVENANCE, PageSerializer, TitledPart
from kommunen.exchange.serializers.municipality import MunicipalityPart, places
from kommunen.exchange.serializers.vocabulary import OrganisationPart, TechnologyPart, ThemePart
from kommunen.models import Organisation, Project, Technology, Territory, published_related


class ProjectPart(TitledPart):
    """A project that something tells of."""


class ProjectSerializer(PageSerializer):
    """What one or several municipalities build or run."""

    file_name = "projekte"
    notice_of_places = DESTATIS

    municipalities = MunicipalityPart(many=True, read_only=True)
    themes = ThemePart(many=True, read_only=True)
    technologies = TechnologyPart(many=True, read_only=True)
    partners = OrganisationPart(many=True, read_only=True)

    class Meta:
        model = Project
        fields = [
            "slug",
            "url",
            "title",
            "kind",
            "municipalities",
            "themes",
            "status",
            "start",
            "end",
            "summary",
            "website",
            "repository",
            "documentation",
            "operator",
            "continuation",
            "continuation_reason",
            "continuation_source",
            "takeover_wanted",
            "technologies",
            "partners",
            *PROVENANCE,
        ]
        extra_kwargs = {"website": {"source": "url"}}  # the key `url` is our own page's, in every row

    @classmethod
    def complete(cls, queryset):
        return queryset.prefetch_related(
            published_related("technologies", Technology.objects), published_related("partners", Organisation.objects)
        )

    @classmethod
    def located(cls, records):
        return records.prefetch_related(published_related("municipalities__territories", Territory.objects))

    def points(self, record):
        return [point for municipality in record.municipalities.all() for point in places(municipality)]
