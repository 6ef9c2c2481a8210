"""The FilterSets: the one definition behind pages, exports, feeds and API. One file per noun."""

from kommunen.filters.cooperation import CooperationFilterSet
from kommunen.filters.municipality import MunicipalityFilterSet
from kommunen.filters.project import ProjectFilterSet
from kommunen.filters.reuse import ReuseFilterSet
from kommunen.filters.theme import ThemeFilterSet
from kommunen.filters.training_data import TrainingDataFilterSet

__all__ = [
    "CooperationFilterSet",
    "MunicipalityFilterSet",
    "ProjectFilterSet",
    "ReuseFilterSet",
    "ThemeFilterSet",
    "TrainingDataFilterSet",
]
