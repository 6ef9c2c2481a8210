"""Records for tests: published, checked, and as small as the model allows."""

from datetime import date
from uuid import uuid4

from factory import LazyAttribute, LazyFunction, Sequence, SubFactory, post_generation
from factory.django import DjangoModelFactory

from congress.models import Attendance, Congress, CongressKind, Meeting, Note, Outcome, Session
from kommunen.models import (
    Cooperation,
    CooperationKind,
    CooperationMember,
    FundingRound,
    Membership,
    Municipality,
    MunicipalityKind,
    Organisation,
    Page,
    ProgrammeFact,
    Project,
    PublicationState,
    Reuse,
    Role,
    Source,
    Technology,
    Territory,
    TerritoryKind,
    Theme,
    TrainingData,
    TrainingDataKind,
    User,
)


class RecordFactory(DjangoModelFactory):
    """What every record needs to be public."""

    class Meta:
        abstract = True

    checked_on = date(2026, 11, 22)
    state = PublicationState.PUBLISHED


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
        self.themes.set(extracted or [])

    @post_generation
    def technologies(self, create, extracted, **kwargs):
        self.technologies.set(extracted or [])

    @post_generation
    def partners(self, create, extracted, **kwargs):
        self.partners.set(extracted or [])


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
        self.themes.set(extracted or [])


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
        self.themes.set(extracted or [])


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


class CongressFactory(RecordFactory):
    class Meta:
        model = Congress

    title = Sequence("{}. Kongress".format)
    slug = Sequence("kongress-{}".format)
    kind = CongressKind.CONGRESS
    number = Sequence(lambda number: number + 100)
    place = "Kiel"
    start = "2025-11-18"


class SessionFactory(RecordFactory):
    class Meta:
        model = Session
        skip_postgeneration_save = True

    congress = SubFactory(CongressFactory)
    title = Sequence("Programmpunkt {}".format)

    @post_generation
    def municipalities(self, create, extracted, **kwargs):
        self.municipalities.set(extracted or [])

    @post_generation
    def themes(self, create, extracted, **kwargs):
        self.themes.set(extracted or [])


class OutcomeFactory(RecordFactory):
    class Meta:
        model = Outcome
        skip_postgeneration_save = True

    congress = SubFactory(CongressFactory)
    text = Sequence("Ergebnis {}.".format)

    @post_generation
    def municipalities(self, create, extracted, **kwargs):
        self.municipalities.set(extracted or [])


class AttendanceFactory(RecordFactory):
    class Meta:
        model = Attendance

    congress = SubFactory(CongressFactory)
    municipality = SubFactory(MunicipalityFactory)


class NoteFactory(DjangoModelFactory):
    class Meta:
        model = Note

    congress = SubFactory(CongressFactory)
    municipality = SubFactory(MunicipalityFactory)
    key = LazyFunction(uuid4)
    text = Sequence("Notiz {}".format)


class MeetingFactory(DjangoModelFactory):
    class Meta:
        model = Meeting

    congress = SubFactory(CongressFactory)
    municipality = SubFactory(MunicipalityFactory)
    other = SubFactory(MunicipalityFactory)


class SourceFactory(DjangoModelFactory):
    class Meta:
        model = Source

    record = SubFactory(ProjectFactory)
    address = Sequence("https://www.beispiel.de/{}".format)
    checked_on = date(2026, 11, 22)


class UserFactory(DjangoModelFactory):
    """An account with a role (``role=Role.EDITOR, role__municipality=kempten``); without, it belongs nowhere."""

    class Meta:
        model = User
        skip_postgeneration_save = True

    email = Sequence("konto-{}@example.org".format)
    is_staff = True
    password = LazyAttribute(lambda user: "!")

    @post_generation
    def role(self, create, extracted, municipality=None, **kwargs):
        if extracted:
            Membership.objects.create(user=self, role=extracted, municipality=municipality)


def editor_of(municipality):
    """Return an account that edits this municipality's records."""
    return UserFactory(role=Role.EDITOR, role__municipality=municipality)


def pmo():
    """Return an account that may change everything."""
    return UserFactory(role=Role.PMO)
