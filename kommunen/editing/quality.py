"""What is wanting in the directory: each shortcoming defined once, as a condition on published records."""

from collections.abc import Callable
from dataclasses import dataclass
from functools import cached_property

from django.contrib.contenttypes.models import ContentType
from django.db.models import CharField, Count, Exists, OuterRef, Q, Value
from django.db.models.functions import Length, Substr
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from kommunen.editing.doubles import doubles, names
from kommunen.editing.unlinked import named_like_projects
from kommunen.models import (
    ContinuationState,
    Cooperation,
    CooperationMember,
    LastCheck,
    LinkCheck,
    Municipality,
    OpenSource,
    Organisation,
    Project,
    ProjectStatus,
    PublicationState,
    Reuse,
    Source,
    TrainingData,
)

PUBLISHED = PublicationState.PUBLISHED
ADDRESSES = {
    Project: ("url", "repository", "documentation"),
    Municipality: ("website",),
    TrainingData: ("url",),
    Organisation: ("website",),
    Cooperation: (),
}
WANTED = {  # what readers miss where it is empty
    Project: ("summary", "start"),
    Municipality: ("summary", "website", "funding_end"),
    Cooperation: ("summary",),
    TrainingData: ("summary", "license"),
}


class Look:
    """What one look at the directory asks once, for all shortcomings."""

    @cached_property
    def names(self):
        return names()

    @cached_property
    def doubles(self):
        return doubles(self.names)


@dataclass(frozen=True)
class Shortcoming:
    """A kind of shortcoming.

    key: in addresses. label and why: for people. models: the nouns that can have it. wanting: (queryset of published
    records, Look) → those that have it. at: the field where one mends it. whole: it is one task for the whole
    directory, not one per record, because so far nobody has recorded it at all.
    """

    key: str
    label: str
    why: str
    models: tuple
    wanting: Callable
    at: str = ""
    whole: bool = False

    def find(self, model, user=None, look=None):
        """The records of a noun that have it: all, or those that an account may mend."""
        found = model.objects.published()
        if user is not None:
            found = found.filter(pk__in=model.objects.editable_by(user).values("pk"))
        return self.wanting(found, look or Look())

    def count(self, user=None):
        """How many records have it."""
        return dict(figures(user, [self]))[self]

    def counts(self, user, look):
        """A query for each noun that counts it, with the key beside the number."""
        for model in self.models:
            having = model.objects.filter(pk__in=self.find(model, user, look).order_by().values("pk")).order_by()
            keyed = having.annotate(shortcoming=Value(self.key, CharField())).values("shortcoming")
            yield keyed.annotate(number=Count("pk")).values_list("shortcoming", "number")

    def total(self):
        """How many records could have it."""
        return sum(model.objects.published().count() for model in self.models)


def today_as(name):
    """Today as exact as a stated date is: its year, month or day."""
    return Substr(Value(timezone.localdate().isoformat()), 1, Length(name))


def not_checked(found, _look):
    return found.filter(LastCheck.OLDER.condition())


def without_source(found, _look):
    return found.filter(~Exists(sources_of(found.model)))


def sources_of(model):
    """The sources of the record that a query stands at."""
    kind = ContentType.objects.filter(app_label=model._meta.app_label, model=model._meta.model_name)
    return Source.objects.filter(content_type__in=kind, object_id=OuterRef("pk"))


def with_empty_fields(found, _look):
    empty = Q()
    for name in WANTED[found.model]:
        empty |= Q(**{name: ""})
    if found.model is Project:
        return found.filter(empty | Q(themes__isnull=True)).distinct()
    return found.filter(empty)


def contradicting(found, _look):
    """The status says one thing, the dates or the continuation say another."""
    begun = ~Q(start="") & Q(start__lt=today_as("start"))
    ended = ~Q(end="") & Q(end__lt=today_as("end"))
    to_come = (~Q(start="") & Q(start__gt=today_as("start"))) | (~Q(end="") & Q(end__gt=today_as("end")))
    open_still = Q(status__in=[ProjectStatus.PLANNED, ProjectStatus.IN_PROGRESS])
    over = Q(status__in=[ProjectStatus.COMPLETED, ProjectStatus.DISCONTINUED])
    funded = Municipality.objects.filter(projects=OuterRef("pk")).filter(
        Q(funding_ends_on__isnull=True) | Q(funding_ends_on__gte=timezone.localdate())
    )
    funding_over = Q(status=ProjectStatus.PLANNED) & ~Exists(funded)
    settled = Q(continuation__in=ContinuationState.settled())
    afterwards = (
        (Q(takeover_wanted=True) & settled)
        | (~Q(operator="") & Q(continuation=ContinuationState.ENDED))
        | Q(status=ProjectStatus.DISCONTINUED, continuation=ContinuationState.SECURED)
    )
    planned_once = Q(status=ProjectStatus.PLANNED) & begun
    return found.filter(planned_once | (open_still & ended) | (over & to_come) | funding_over | afterwards)


def unlinked_reuse(found, look):
    return found.filter(pk__in=set(named_like_projects(look.names)))


def of_unknown_status(found, _look):
    return found.filter(status=ProjectStatus.UNKNOWN)


def without_partner(found, _look):
    """No published cooperation with another model municipality, and no reuse from or to one."""
    several = (
        Cooperation.objects.published()
        .filter(members__state=PUBLISHED)
        .annotate(number=Count("members__municipality", distinct=True))
        .filter(number__gt=1)
    )
    member = CooperationMember.objects.filter(
        municipality=OuterRef("pk"), state=PUBLISHED, cooperation__in=several.order_by().values("pk")
    )
    reuse = Reuse.objects.published().filter(Q(from_municipality=OuterRef("pk")) | Q(to_municipality=OuterRef("pk")))
    return found.filter(~Exists(member), ~Exists(reuse))


def without_source_code(found, _look):
    return found.filter(OpenSource.NOT_RECORDED.condition())


def with_dead_links(found, _look):
    dead = LinkCheck.objects.dead().values("address")
    condition = Exists(sources_of(found.model).filter(address__in=dead))
    for name in ADDRESSES[found.model]:
        condition |= Q(**{f"{name}__in": dead})
    return found.filter(condition)


def with_doubles(found, look):
    return found.filter(pk__in=set(look.doubles[found.model]))


ALL = (Municipality, Project, Cooperation, TrainingData)
SHORTCOMINGS = [
    Shortcoming(
        "status-widerspricht",
        _("Status contradicts other fields"),
        _(
            "Planned though it has begun, under way though it has ended, completed before its end, planned though the "
            "funding is over; takeover wanted though the continuation is settled, an operator though it ends."
        ),
        (Project,),
        contradicting,
        "id_status",
    ),
    Shortcoming(
        "tote-links",
        _("Dead links"),
        _("An address failed at two visits in a row."),
        (*ALL, Organisation),
        with_dead_links,
        "id_url",
    ),
    Shortcoming(
        "ohne-quelle",
        _("No source"),
        _("Every fact needs an address where it can be read."),
        ALL,
        without_source,
    ),
    Shortcoming(
        "lange-nicht-geprueft",
        _("Not checked for a year"),
        _("Nobody has compared it with its sources since."),
        ALL,
        not_checked,
        "id_checked_on",
    ),
    Shortcoming(
        "doppelt",
        _("Likely doubles"),
        _("Two entries are called nearly alike. The list offers to merge them."),
        (Project, Organisation, Cooperation),
        with_doubles,
        "id_title",
    ),
    Shortcoming(
        "nachnutzung-ohne-projekt",
        _("Reuse without its project"),
        _("Only words say what was taken over, though the giver has a project that is called so."),
        (Reuse,),
        unlinked_reuse,
        "id_project",
    ),
    Shortcoming(
        "ohne-partner",
        _("Municipalities without a recorded partner"),
        _("No cooperation with another model municipality and no reuse is recorded."),
        (Municipality,),
        without_partner,
    ),
    Shortcoming(
        "leere-felder",
        _("Empty fields"),
        _("Summary, start, theme, website, funding end or licence is missing."),
        ALL,
        with_empty_fields,
        "id_summary",
    ),
    Shortcoming(
        "status-unbekannt",
        _("Status unknown"),
        _("How far the project is, nobody has recorded."),
        (Project,),
        of_unknown_status,
        "id_status",
        whole=True,
    ),
    Shortcoming(
        "ohne-quellcode",
        _("No public source code recorded"),
        _(
            "The programme obliges its projects to publish what they program. A table of repositories is the quickest "
            "way: download, fill in the column, import."
        ),
        (Project,),
        without_source_code,
        "id_repository",
        whole=True,
    ),
]
BY_KEY = {shortcoming.key: shortcoming for shortcoming in SHORTCOMINGS}


def figures(user=None, shortcomings=SHORTCOMINGS):
    """Shortcomings with their counts: ``[(Shortcoming, count)]``; with an account, of what it may mend.

    All are counted in one query, however many there are.
    """
    look = Look()
    first, *more = [query for each in shortcomings for query in each.counts(user, look)]
    numbers = dict.fromkeys((each.key for each in shortcomings), 0)
    for key, number in first.union(*more, all=True) if more else first:
        numbers[key] += number
    return [(each, numbers[each.key]) for each in shortcomings]


def tasks(user, most=5):
    """What an account may mend first: shortcomings that occur, those of single records before those of all."""
    found = [(shortcoming, count) for shortcoming, count in figures(user) if count]
    return sorted(found, key=lambda item: item[0].whole)[:most]
