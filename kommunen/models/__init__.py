"""The nouns of the network; each has a file of its own."""

from kommunen.models.account import Membership, Role, User
from kommunen.models.address import Addressed, OldAddress, SortKeyField, is_slug, old_addresses, record_at
from kommunen.models.confirmation import Confirmation
from kommunen.models.contact import read_contact
from kommunen.models.cooperation import Cooperation, CooperationKind, CooperationMember, MemberRole
from kommunen.models.data_version import (
    Change,
    DataVersion,
    changes_since,
    current_version,
    follow_changes,
    last_change,
    raise_version,
    stamps,
)
from kommunen.models.distribution import Distribution, read_distributions
from kommunen.models.funding_round import FundingRound
from kommunen.models.licence import licence_of
from kommunen.models.link_check import LinkCheck
from kommunen.models.loaded_record import LoadedRecord
from kommunen.models.municipality import FigureOrigin, FundingEnd, Municipality, MunicipalityKind, Phase, SizeClass
from kommunen.models.organisation import Organisation
from kommunen.models.programme import Page, ProgrammeFact
from kommunen.models.project import (
    ContinuationState,
    OpenSource,
    Project,
    ProjectKind,
    ProjectStatus,
    Reusability,
)
from kommunen.models.proposal import Proposal, ProposalState, ReviewStep
from kommunen.models.record import (
    LastCheck,
    PublicationState,
    Record,
    RecordQuerySet,
    published_along,
    published_related,
)
from kommunen.models.reuse import Reuse
from kommunen.models.search_document import SearchDocument, SearchName, SearchPosting, SearchWord
from kommunen.models.source import Source
from kommunen.models.state import State
from kommunen.models.stated_date import (
    LastDayField,
    StatedDateField,
    end_not_before_start,
    first_day,
    last_day,
    short_stated,
)
from kommunen.models.synonym import Synonym
from kommunen.models.technology import Technology
from kommunen.models.territory import Territory, TerritoryKind
from kommunen.models.theme import EuropeanTheme, Theme
from kommunen.models.training_data import (
    DataAccess,
    DataType,
    LicenceStated,
    PersonalData,
    TrainingData,
    TrainingDataKind,
)
from kommunen.models.upload import Upload
from kommunen.models.web_address import refuse_unwritable

__all__ = [
    "Addressed",
    "Change",
    "Confirmation",
    "ContinuationState",
    "Cooperation",
    "CooperationKind",
    "CooperationMember",
    "DataAccess",
    "DataType",
    "DataVersion",
    "Distribution",
    "EuropeanTheme",
    "FigureOrigin",
    "FundingEnd",
    "FundingRound",
    "LastCheck",
    "LastDayField",
    "LicenceStated",
    "LinkCheck",
    "LoadedRecord",
    "MemberRole",
    "Membership",
    "Municipality",
    "MunicipalityKind",
    "OldAddress",
    "OpenSource",
    "Organisation",
    "Page",
    "PersonalData",
    "Phase",
    "ProgrammeFact",
    "Project",
    "ProjectKind",
    "ProjectStatus",
    "Proposal",
    "ProposalState",
    "PublicationState",
    "Record",
    "RecordQuerySet",
    "Reusability",
    "Reuse",
    "ReviewStep",
    "Role",
    "SearchDocument",
    "SearchName",
    "SearchPosting",
    "SearchWord",
    "SizeClass",
    "SortKeyField",
    "Source",
    "State",
    "StatedDateField",
    "Synonym",
    "Technology",
    "Territory",
    "TerritoryKind",
    "Theme",
    "TrainingData",
    "TrainingDataKind",
    "Upload",
    "User",
    "changes_since",
    "current_version",
    "end_not_before_start",
    "first_day",
    "follow_changes",
    "is_slug",
    "last_change",
    "last_day",
    "licence_of",
    "old_addresses",
    "published_along",
    "published_related",
    "raise_version",
    "read_contact",
    "read_distributions",
    "record_at",
    "refuse_unwritable",
    "short_stated",
    "stamps",
]
