"""The nouns of the network: municipalities, projects, cooperations and what they point at."""

from datetime import date

from factory import Sequence, SubFactory, post_generation
from factory.django import DjangoModelFactory

from kommunen.models import (
    Cooperation,
    CooperationKind,
    CooperationMember,
    FundingRound,
    Municipality,
    MunicipalityKind,
    Organisation,
    Page,
    ProgrammeFact,
    Project,
    Reuse,
    Source,
    Technology,
    Territory,
    TerritoryKind,
    Theme,
    TrainingData,
    TrainingDataKind,
)
from tests.factories.base import RecordFactory


class FundingRoundFactory(RecordFactory):
    class Meta:
        model = FundingRound
        django_get_or_create = ["number"]

    number = 2
    year = 2020


class TerritoryFactory(RecordFactory):
    class Meta:
        model = Territory

    key = Sequence("09{:06}".format)
    kind = TerritoryKind.MUNICIPALITY
    name = Sequence("Ort {}".format)
    federal_state = "BY"
    population = 50_000
    latitude = 49.9
    longitude = 10.9


class MunicipalityFactory(RecordFactory):
    class Meta:
        model = Municipality
        skip_postgeneration_save = True

    name = Sequence("Kommune {}".format)
    slug = Sequence("kommune-{}".format)
    kind = MunicipalityKind.CITY
    round = SubFactory(FundingRoundFactory)
    population = 50_000

    @post_generation
    def territories(self, create, extracted, **kwargs):
        self.territories.set([TerritoryFactory()] if extracted is None else extracted)


class ThemeFactory(RecordFactory):
    class Meta:
        model = Theme

    name = Sequence("Thema {}".format)
    name_en = Sequence("Theme {}".format)
    slug = Sequence("thema-{}".format)


class TechnologyFactory(RecordFactory):
    class Meta:
        model = Technology

    name = Sequence("Technologie {}".format)
    slug = Sequence("technologie-{}".format)


class OrganisationFactory(RecordFactory):
    class Meta:
        model = Organisation

    name = Sequence("Organisation {}".format)
    slug = Sequence("organisation-{}".format)


class ProjectFactory(RecordFactory):
    class Meta:
        model = Project
        skip_postgeneration_save = True

    title = Sequence("Projekt {}".format)
    slug = Sequence("projekt-{}".format)

    @post_generation
    def municipalities(self, create, extracted, **kwargs):
        self.municipalities.set([MunicipalityFactory()] if extracted is None else extracted)

    @post_generation
    def themes(self, create, extracted, **kwargs):
        if extracted:
            self.themes.set(extracted)

    @post_generation
    def technologies(self, create, extracted, **kwargs):
        if extracted:
            self.technologies.set(extracted)

    @post_generation
    def partners(self, create, extracted, **kwargs):
        if extracted:
            self.partners.set(extracted)


class CooperationFactory(RecordFactory):
    """Give ``members`` a list of municipalities: each becomes a published membership without dates."""

    class Meta:
        model = Cooperation
        skip_postgeneration_save = True

    title = Sequence("Kooperation {}".format)
    slug = Sequence("kooperation-{}".format)
    kind = CooperationKind.DEVELOPMENT

    @post_generation
    def members(self, create, extracted, **kwargs):
        for municipality in extracted or []:
            CooperationMemberFactory(cooperation=self, municipality=municipality)

    @post_generation
    def themes(self, create, extracted, **kwargs):
        if extracted:
            self.themes.set(extracted)


class CooperationMemberFactory(RecordFactory):
    class Meta:
        model = CooperationMember

    cooperation = SubFactory(CooperationFactory)
    municipality = SubFactory(MunicipalityFactory)


class ReuseFactory(RecordFactory):
    class Meta:
        model = Reuse

    what = "Mängelmelder"
    from_municipality = SubFactory(MunicipalityFactory)
    to_municipality = SubFactory(MunicipalityFactory)


class TrainingDataFactory(RecordFactory):
    class Meta:
        model = TrainingData
        skip_postgeneration_save = True

    title = Sequence("Trainingsdaten {}".format)
    slug = Sequence("trainingsdaten-{}".format)
    municipality = SubFactory(MunicipalityFactory)
    kind = TrainingDataKind.OFFER

    @post_generation
    def themes(self, create, extracted, **kwargs):
        if extracted:
            self.themes.set(extracted)


class ProgrammeFactFactory(RecordFactory):
    class Meta:
        model = ProgrammeFact

    text = Sequence("Tatsache {}.".format)


class PageFactory(RecordFactory):
    class Meta:
        model = Page
        django_get_or_create = ["slug"]

    slug = "impressum"
    title = "Impressum"
    body = "## Anbieter\n\nBeispiel"
    placeholder = False


class SourceFactory(DjangoModelFactory):
    class Meta:
        model = Source

    record = SubFactory(ProjectFactory)
    address = Sequence("https://www.beispiel.de/{}".format)
    checked_on = date(2026, 11, 22)
