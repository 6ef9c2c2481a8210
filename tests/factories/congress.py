"""The congress: its programme and what came out, and what staff write down there."""

from uuid import uuid4

from factory import LazyFunction, Sequence, SubFactory, post_generation
from factory.django import DjangoModelFactory

from congress.models import Attendance, Congress, CongressKind, Meeting, Note, Outcome, Session
from tests.factories.base import RecordFactory
from tests.factories.network import MunicipalityFactory


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
        if extracted:
            self.municipalities.set(extracted)

    @post_generation
    def themes(self, create, extracted, **kwargs):
        if extracted:
            self.themes.set(extracted)


class OutcomeFactory(RecordFactory):
    class Meta:
        model = Outcome
        skip_postgeneration_save = True

    congress = SubFactory(CongressFactory)
    text = Sequence("Ergebnis {}.".format)

    @post_generation
    def municipalities(self, create, extracted, **kwargs):
        if extracted:
            self.municipalities.set(extracted)


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
