"""Read from the database, once per change of the data, what ties municipalities: published records alone."""

from collections import defaultdict
from itertools import groupby
from operator import attrgetter

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
    Technology,
    Theme,
    published_related,
)
from kommunen.network.facts import Fact, Ground, Many, Node, Part, Subject

PUBLISHED = PublicationState.PUBLISHED


def read_nodes():
    """The model municipalities in the order of the alphabet: {slug: Node}."""
    return {
        one.slug: Node(
            slug=one.slug,
            name=one.name,
            sort_name=one.sort_name,
            kind=one.kind,
            population=one.population,
            states=tuple(one.federal_states),
            places=tuple((unit.latitude, unit.longitude) for unit in one.territories.all()),
        )
        for one in Municipality.objects.published().with_row()
    }


def read_subjects():
    """The themes in the order of the alphabet: {slug: Subject}."""
    return {one.slug: Subject(one.slug, one.name, one.name_en) for one in Theme.objects.published()}


def read_old_addresses():
    """Former slugs of municipalities and themes, each with the present one: {noun: {old: new}}."""
    kinds = ContentType.objects.get_for_models(Municipality, Theme)
    found = {}
    for noun, kind in kinds.items():
        present = dict(noun.objects.published().values_list("pk", "slug"))
        old = OldAddress.objects.filter(content_type=kind).values_list("slug", "object_id")
        found[noun] = {slug: present[pk] for slug, pk in old if pk in present}
    return found


def grounds(record):
    return Many(Ground(one.address, one.publisher, one.checked_on) for one in record.sources.all())


def slugs(records):
    return frozenset(record.slug for record in records.all())


def cooperations():
    """Cooperations of every kind with their members; one with a single member ties nobody, but can be joined."""
    for one in Cooperation.objects.published().with_row():
        members = [Part(member.municipality.slug, member.start, member.end) for member in one.members.all()]
        yield Fact(
            noun="cooperation",
            slug=one.slug,
            title=one.title,
            kind=one.kind,
            page=("kommunen:cooperation", one.slug),
            parts=tuple(members),
            others=tuple(str(partner) for partner in one.other_partners.all()),
            themes=slugs(one.themes),
            start=one.start,
            end=one.end,
            sources=grounds(one),
            checked_on=one.checked_on,
        )


def joint_projects():
    """Projects of several model municipalities."""
    joint = Project.objects.published().annotate(
        owners=Count("municipalities", filter=Q(municipalities__state=PUBLISHED), distinct=True)
    )
    for one in joint.filter(owners__gt=1).with_row():
        yield Fact(
            noun="project",
            slug=one.slug,
            title=one.title,
            page=("kommunen:project", one.slug),
            parts=tuple(Part(owner.slug) for owner in one.municipalities.all()),
            themes=slugs(one.themes),
            start=one.start,
            end=one.end,
            sources=grounds(one),
            checked_on=one.checked_on,
        )


def reuses():
    """What one model municipality took over from another; its themes are its project's and its cooperation's."""
    within = Reuse.objects.published().filter(from_municipality__isnull=False, to_municipality__isnull=False)
    themes = (
        published_related("project__themes", Theme.objects),
        published_related("cooperation__themes", Theme.objects),
    )
    for one in within.with_row().prefetch_related(*themes):
        told_by = [record for record in (one.project, one.cooperation) if record]
        about = one.project or one.cooperation
        noun = "project" if one.project else "cooperation"
        yield Fact(
            noun="reuse",
            slug=about.slug if about else "",
            title=one.subject,
            kind="reuse",
            page=(f"kommunen:{noun}", about.slug) if about else None,
            parts=(Part(one.from_municipality.slug), Part(one.to_municipality.slug)),
            themes=frozenset().union(*(slugs(record.themes) for record in told_by)),
            start=one.since,
            sources=grounds(one),
            checked_on=one.checked_on,
            same_as=one.cooperation.slug if one.cooperation else "",
            giver=one.from_municipality.slug,
        )


def products():
    """Named software, and who has a project with it; two meet in it on the themes that both have with it."""
    named = Technology.objects.published().filter(product=True)
    used = Project.objects.published().filter(technologies__in=named).annotate(product=F("technologies"))
    used = used.filter(product__in=named).with_row().order_by("product", "sort_title", "pk")
    known = {one.pk: one for one in named}
    for key, projects in groupby(used, key=attrgetter("product")):
        technology, themes, sources, checks = known[key], defaultdict(set), defaultdict(list), []
        for project in projects:
            checks.append(project.checked_on)
            for owner in project.municipalities.all():
                themes[owner.slug] |= slugs(project.themes)
                sources[owner.slug] += grounds(project)
        yield Fact(
            noun="technology",
            slug=technology.slug,
            title=technology.name,
            kind="product",
            parts=tuple(Part(slug, themes=frozenset(own), sources=Many(sources[slug])) for slug, own in themes.items()),
            checked_on=max(checks),
        )


# Everything in which municipalities meet, each with the nouns that it is read from.
SOURCES = {
    cooperations: (Cooperation, CooperationMember, Municipality, Organisation, Theme),
    joint_projects: (Project, Municipality, Theme),
    reuses: (Reuse, Project, Cooperation, Municipality, Theme),
    products: (Technology, Project, Municipality, Theme),
}
