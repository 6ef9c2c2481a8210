"""What distinguishes municipalities, as plain rows: what they work on and how far, with what, with whom outside."""

from dataclasses import dataclass, replace
from itertools import combinations

from django.db.models import Case, Count, F, Min, Q, Value, When
from django.db.models.fields import CharField

from kommunen.language.folding import letters
from kommunen.models import Project, PublicationState, TrainingData
from kommunen.network.ai_data import Described, described, vague_themes
from kommunen.network.sources import Meeting, meetings
from kommunen.network.ties import pair

PUBLISHED = PublicationState.PUBLISHED
SHORTEST = 4  # letters of a name that can give a partnership away


@dataclass(frozen=True)
class Traits:
    """Rows by municipality. ``joint`` is the slug of a project of several, "" for one's own.

    stages: (slug, joint, theme, status, number of projects, a title); technologies and organisations: (slug, joint,
    key, name);
    ai_data: ``Described``; vague_themes: what says nothing of AI data; meetings: ``Meeting``s.
    """

    stages: list[tuple]
    technologies: list[tuple]
    organisations: list[tuple]
    ai_data: list[Described]
    vague_themes: frozenset[str]
    meetings: list[Meeting]


def read_traits(network):
    """Read the rows: seven queries, whatever the number of projects."""
    joint = [fact.slug for fact in network.facts if fact.noun == "project"]
    together = Case(When(slug__in=joint, then=F("slug")), default=Value(""), output_field=CharField())

    def rows(relation, *fields):
        public = Q(**{f"{relation}__state": PUBLISHED})
        projects = Project.objects.published().annotate(joint=together).filter(public).order_by()
        return projects.values_list("municipalities__slug", "joint", *fields)

    stages = rows("themes", "themes__slug", "status").annotate(number=Count("pk", distinct=True), title=Min("title"))
    partners = [
        (slug, "", name, name)
        for fact in network.facts
        if fact.noun == "cooperation"
        for slug in fact.municipalities
        for name in fact.others
    ]
    return Traits(
        stages=[row for row in stages if row[0] in network.nodes],
        technologies=[*rows("technologies", "technologies__slug", "technologies__name").distinct()],
        organisations=[*rows("partners", "partners__name", "partners__name").distinct(), *partners],
        ai_data=described(TrainingData.objects.published()),
        vague_themes=vague_themes(),
        meetings=meetings(),
    )


def hide(network, traits, pairs):
    """Forget some pairs, and everything that would give them away.

    Arguments: network and traits; pairs, a set of keys as ``ties.pair`` makes them.
    Returns: the facts and the traits without whatever both of a pair take part in, and without technologies and
    organisations that bear the name of what was hidden. Texts need no hiding: no score reads them.
    """
    gone = [fact for fact in network.facts if is_between(fact, pairs)]
    names = {letters(fact.title) for fact in gone} - {""}

    def tells(row):
        name = letters(row[3])
        return len(name) >= SHORTEST and any(name in other or other in name for other in names)

    joint = {fact.slug for fact in gone if fact.noun == "project"}
    left = replace(
        traits,
        stages=[row for row in traits.stages if row[1] not in joint],
        technologies=[row for row in traits.technologies if row[1] not in joint and not tells(row)],
        organisations=[row for row in unhidden_partners(traits, gone) if row[1] not in joint and not tells(row)],
    )
    return [fact for fact in network.facts if not is_between(fact, pairs)], left


def unhidden_partners(traits, gone):
    """The rows of partners without those that only a hidden cooperation names."""
    hidden = {(slug, name) for fact in gone for slug in fact.municipalities for name in fact.others}
    return [row for row in traits.organisations if (row[0], row[3]) not in hidden]


def is_between(fact, pairs):
    """Whether both of one of some pairs take part; the software that two use is no record of theirs."""
    return fact.noun != "technology" and any(pair(a, b) in pairs for a, b in combinations(fact.municipalities, 2))
