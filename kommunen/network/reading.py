"""Read from the database, once per change of the data, what ties municipalities: published records alone.

Plain rows, a few queries for each noun: at a hundred thousand projects, making records of them takes ten times as long.
"""

from collections import defaultdict
from itertools import groupby

from django.contrib.contenttypes.models import ContentType
from django.db.models import Count, F, Q

from kommunen.models import (
    Cooperation,
    CooperationMember,
    Municipality,
    OldAddress,
    Organisation,
    Project,
    PublicationState,
    Reuse,
    Source,
    State,
    Technology,
    Territory,
    Theme,
)
from kommunen.network.facts import NONE, Fact, Ground, Many, Node, Part, Subject

PUBLISHED = PublicationState.PUBLISHED


def read_nodes():
    """The model municipalities in the order of the alphabet: {slug: Node}."""
    units = {
        pk: (state, (latitude, longitude))
        for pk, state, latitude, longitude in Territory.objects.published().values_list(
            "pk", "federal_state", "latitude", "longitude"
        )
    }
    own = related(Municipality, "territories", units)
    rows = Municipality.objects.published().values_list("pk", "slug", "name", "sort_name", "kind", "population")
    found = {}
    for pk, *fields in rows:
        states = {state for state, _place in own.get(pk, ())}
        in_order = tuple(state for state in State if state in states)
        found[fields[0]] = Node(*fields, states=in_order, places=tuple(place for _state, place in own.get(pk, ())))
    return found


def read_subjects():
    """The themes in the order of the alphabet: {slug: Subject}."""
    return {row[0]: Subject(*row) for row in Theme.objects.published().values_list("slug", "name", "name_en")}


def read_old_addresses():
    """Former slugs of municipalities and themes, each with the present one: {noun: {old: new}}."""
    kinds = ContentType.objects.get_for_models(Municipality, Theme)
    found = {}
    for noun, kind in kinds.items():
        present = dict(noun.objects.published().values_list("pk", "slug"))
        old = OldAddress.objects.filter(content_type=kind).values_list("slug", "object_id")
        found[noun] = {slug: present[pk] for slug, pk in old if pk in present}
    return found


def public(noun, name="slug"):
    """The published records of a noun in their order: {pk: what each is called here}."""
    return dict(noun.objects.published().values_list("pk", name))


def related(noun, relation, known, among=None):
    """What a relation of some records leads to: {pk: [one of ``known``, …]}, in the order of those.

    Arguments: relation, a many-to-many field; known, {pk there: what it is here}; among, a queryset of the records.
    """
    field = noun._meta.get_field(relation)
    here, there = field.m2m_column_name(), field.m2m_reverse_name()
    rows = field.remote_field.through.objects.order_by().values_list(here, there)
    if among is not None:
        rows = rows.filter(**{f"{here}__in": among.order_by().values("pk")})
    found, place = defaultdict(list), {pk: number for number, pk in enumerate(known)}
    for pk, other in rows:
        if other in place:
            found[pk].append(other)
    return {pk: [known[one] for one in sorted(others, key=place.get)] for pk, others in found.items()}


def grounds(noun, among):
    """The sources of some records: {pk: Many(Ground, …)}. Arguments: among, a queryset of the records."""
    kind = ContentType.objects.get_for_model(noun)
    rows = Source.objects.filter(content_type=kind, object_id__in=among.order_by().values("pk"))
    found = defaultdict(list)
    for pk, *fields in rows.values_list("object_id", "address", "publisher", "checked_on"):
        found[pk].append(Ground(*fields))
    return defaultdict(lambda: NONE, {pk: Many(own) for pk, own in found.items()})


def cooperations():
    """Cooperations of every kind with their members; one with a single member ties nobody, but can be joined."""
    published = Cooperation.objects.published()
    members = defaultdict(list)
    rows = CooperationMember.objects.published().values_list("cooperation", "municipality__slug", "start", "end")
    for pk, *fields in rows:
        members[pk].append(Part(*fields))
    others = related(Cooperation, "other_partners", public(Organisation, "name"))
    themes, sources = related(Cooperation, "themes", public(Theme)), grounds(Cooperation, published)
    for pk, slug, *fields in published.values_list("pk", "slug", "title", "kind", "start", "end", "checked_on"):
        title, kind, start, end, checked_on = fields
        yield Fact(
            noun="cooperation",
            slug=slug,
            title=title,
            kind=kind,
            page=("kommunen:cooperation", slug),
            parts=tuple(members[pk]),
            others=tuple(others.get(pk, ())),
            themes=frozenset(themes.get(pk, ())),
            start=start,
            end=end,
            sources=sources[pk],
            checked_on=checked_on,
        )


def joint_projects():
    """Projects of several model municipalities."""
    joint = Project.objects.published().annotate(
        owners=Count("municipalities", filter=Q(municipalities__state=PUBLISHED), distinct=True)
    )
    joint = Project.objects.filter(pk__in=joint.filter(owners__gt=1).order_by().values("pk"))
    owners = related(Project, "municipalities", public(Municipality), joint)
    themes, sources = related(Project, "themes", public(Theme), joint), grounds(Project, joint)
    for pk, slug, title, start, end, checked_on in joint.values_list(
        "pk", "slug", "title", "start", "end", "checked_on"
    ):
        yield Fact(
            noun="project",
            slug=slug,
            title=title,
            page=("kommunen:project", slug),
            parts=tuple(Part(owner) for owner in owners[pk]),
            themes=frozenset(themes.get(pk, ())),
            start=start,
            end=end,
            sources=sources[pk],
            checked_on=checked_on,
        )


def reuses():
    """What one model municipality took over from another; its themes are its project's and its cooperation's."""
    within = Reuse.objects.published().filter(from_municipality__isnull=False, to_municipality__isnull=False)
    known = public(Theme)
    of_project = related(Project, "themes", known, Project.objects.filter(reuses__in=within))
    of_cooperation = related(Cooperation, "themes", known, Cooperation.objects.filter(reuses__in=within))
    sources = grounds(Reuse, within)
    columns = ("pk", "what", "since", "checked_on", "from_municipality__slug", "to_municipality__slug")
    told_by = ("project", "project__slug", "project__title", "cooperation", "cooperation__slug")
    for pk, what, since, checked_on, giver, taker, *records in within.values_list(*columns, *told_by):
        project, project_slug, project_title, cooperation, cooperation_slug = records
        noun, slug = ("project", project_slug) if project else ("cooperation", cooperation_slug)
        yield Fact(
            noun="reuse",
            slug=slug or "",
            title=what or project_title or "",
            kind="reuse",
            page=(f"kommunen:{noun}", slug) if slug else None,
            parts=(Part(giver), Part(taker)),
            themes=frozenset([*of_project.get(project, ()), *of_cooperation.get(cooperation, ())]),
            start=since,
            sources=sources[pk],
            checked_on=checked_on,
            same_as=cooperation_slug or "",
            giver=giver,
        )


def products():
    """Named software, and who has a project with it; two meet in it on the themes that both have with it."""
    named = Technology.objects.published().filter(product=True)
    known = {pk: fields for pk, *fields in named.values_list("pk", "slug", "name")}
    used = Project.objects.published().filter(technologies__in=named)
    owners = related(Project, "municipalities", public(Municipality), used)
    on_theme, grounds_of = related(Project, "themes", public(Theme), used), grounds(Project, used)
    rows = used.annotate(product=F("technologies")).filter(product__in=named).order_by("product", "sort_title", "pk")
    for key, projects in groupby(rows.values_list("product", "pk", "checked_on"), key=lambda row: row[0]):
        themes, sources, checks = defaultdict(set), defaultdict(list), []
        for _key, pk, checked_on in projects:
            checks.append(checked_on)
            for owner in owners.get(pk, ()):
                themes[owner].update(on_theme.get(pk, ()))
                sources[owner] += grounds_of[pk]
        slug, name = known[key]
        yield Fact(
            noun="technology",
            slug=slug,
            title=name,
            kind="product",
            parts=tuple(Part(one, themes=frozenset(own), sources=Many(sources[one])) for one, own in themes.items()),
            checked_on=max(checks),
        )


# Everything in which municipalities meet, each with the nouns that it is read from.
SOURCES = {
    cooperations: (Cooperation, CooperationMember, Municipality, Organisation, Theme),
    joint_projects: (Project, Municipality, Theme),
    reuses: (Reuse, Project, Cooperation, Municipality, Theme),
    products: (Technology, Project, Municipality, Theme),
}
