"""Records for tests: published, checked, and as small as the model allows."""

from tests.factories.accounts import UserFactory, editor_of, pmo
from tests.factories.base import RecordFactory
from tests.factories.congress import (
    AttendanceFactory,
    CongressFactory,
    MeetingFactory,
    NoteFactory,
    OutcomeFactory,
    SessionFactory,
)
from tests.factories.network import (
    CooperationFactory,
    CooperationMemberFactory,
    FundingRoundFactory,
    MunicipalityFactory,
    OrganisationFactory,
    PageFactory,
    ProgrammeFactFactory,
    ProjectFactory,
    ReuseFactory,
    SourceFactory,
    TechnologyFactory,
    TerritoryFactory,
    ThemeFactory,
    TrainingDataFactory,
)

__all__ = [
    "AttendanceFactory",
    "CongressFactory",
    "CooperationFactory",
    "CooperationMemberFactory",
    "FundingRoundFactory",
    "MeetingFactory",
    "MunicipalityFactory",
    "NoteFactory",
    "OrganisationFactory",
    "OutcomeFactory",
    "PageFactory",
    "ProgrammeFactFactory",
    "ProjectFactory",
    "RecordFactory",
    "ReuseFactory",
    "SessionFactory",
    "SourceFactory",
    "TechnologyFactory",
    "TerritoryFactory",
    "ThemeFactory",
    "TrainingDataFactory",
    "UserFactory",
    "editor_of",
    "pmo",
]
