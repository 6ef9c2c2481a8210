"""What is wanting in the directory: each shortcoming defined once, as a condition on published records."""

from collections.abc import Callable
from dataclasses import dataclass

from django.contrib.contenttypes.models import ContentType
from django.db.models import Count, Exists, OuterRef, Q, Value
from django.db.models.functions import Length, Substr
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from kommunen.editing.doubles import doubles_of
from kommunen.models import (
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


@dataclass(frozen=True)
class Shortcoming:
    """A kind of shortcoming.

    key: in addresses. label and why: for people. models: the nouns that can have it. wanting: (model, queryset of
    published records) → those that have it. at: the field where one mends it. whole: it is one task for the whole
    directory, not one per record, because so far nobody has recorded it at all.
    """

    key: str
    label: str
    why: str
    models: tuple
    wanting: Callable
    at: str = ""
    whole: bool = False

    def find(self, model, user=None):
        """The records of a noun that have it: all, or those that an account may mend."""
        found = model.objects.published()
        if user is not None:
            found = found.filter(pk__in=model.objects.editable_by(user).values("pk"))
        return self.wanting(model, found)

    def count(self, user=None):
        """How many records have it."""
        return sum(self.find(model, user).order_by().values("pk").distinct().count() for model in self.models)

    def total(self):
        """How many records could have it."""
        return sum(model.objects.published().count() for model in self.models)


def today_as(name):
    """Today as exact as a stated date is: its year, month or day."""
    return Substr(Value(timezone.localdate().isoformat()), 1, Length(name))


def not_checked(_model, found):
    return found.filter(LastCheck.OLDER.condition())


def without_source(model, found):
    kind = ContentType.objects.get_for_model(model)
    return found.filter(~Exists(Source.objects.filter(content_type=kind, object_id=OuterRef("pk"))))


def with_empty_fields(model, found):
    empty = Q()
    for name in WANTED[model]:
        empty |= Q(**{name: ""})
    if model is Project:
        return found.filter(empty | Q(themes__isnull=True)).distinct()
    return found.filter(empty)


def contradicting(_model, found):
    """The status says one thing, the dates say another."""
    begun = ~Q(start="") & Q(start__lt=today_as("start"))
    ended = ~Q(end="") & Q(end__lt=today_as("end"))
    to_come = (~Q(start="") & Q(start__gt=today_as("start"))) | (~Q(end="") & Q(end__gt=today_as("end")))
    open_still = Q(status__in=[ProjectStatus.PLANNED, ProjectStatus.IN_PROGRESS])
    over = Q(status__in=[ProjectStatus.COMPLETED, ProjectStatus.DISCONTINUED])
    funded = Municipality.objects.filter(projects=OuterRef("pk")).filter(
        Q(funding_ends_on__isnull=True) | Q(funding_ends_on__gte=timezone.localdate())
    )
    funding_over = Q(status=ProjectStatus.PLANNED) & ~Exists(funded)
    return found.filter(
        (Q(status=ProjectStatus.PLANNED) & begun) | (open_still & ended) | (over & to_come) | funding_over
    )


def of_unknown_status(_model, found):
    return found.filter(status=ProjectStatus.UNKNOWN)


def without_partner(_model, found):
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


def without_source_code(_model, found):
    return found.filter(OpenSource.NOT_RECORDED.condition())


def with_dead_links(model, found):
    dead = LinkCheck.objects.dead().values("address")
    kind = ContentType.objects.get_for_model(model)
    sources = Source.objects.filter(content_type=kind, object_id=OuterRef("pk"), address__in=dead)
    condition = Exists(sources)
    for name in ADDRESSES[model]:
        condition |= Q(**{f"{name}__in": dead})
    return found.filter(condition)


def with_doubles(model, found):
    return found.filter(pk__in=doubles_of(model))


ALL = (Municipality, Project, Cooperation, TrainingData)
SHORTCOMINGS = [
    Shortcoming(
        "status-widerspricht",
        _("Status contradicts the dates"),
        _(
            "Planned though it has begun, under way though it has ended, completed before its end, planned though the "
            "funding is over."
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


def figures(user=None):
    """All shortcomings with their counts: ``[(Shortcoming, count)]``; with an account, of what it may mend."""
    return [(shortcoming, shortcoming.count(user)) for shortcoming in SHORTCOMINGS]


def tasks(user, most=5):
    """What an account may mend first: shortcomings that occur, those of single records before those of all."""
    found = [(shortcoming, count) for shortcoming, count in figures(user) if count]
    return sorted(found, key=lambda item: item[0].whole)[:most]
