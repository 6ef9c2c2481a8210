"""Instead of a second project: a cooperation with those who have one, or a reuse of theirs. Both begin as drafts."""

from django.db import transaction
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext as _

from kommunen.editing.slugs import free_slug
from kommunen.models import Cooperation, CooperationKind, CooperationMember, Project, PublicationState, Reuse


@transaction.atomic
def join(record, municipality, user):
    """Take part: in a cooperation as a member, with a project's municipalities in a cooperation of its own.

    Returns: the cooperation; the same one where the municipality takes part already.
    """
    cooperation = record if isinstance(record, Cooperation) else cooperation_about(record, user)
    members = set(cooperation.members.values_list("municipality", flat=True))
    wanted = [municipality] if record is cooperation else [*record.municipalities.all(), municipality]
    for each in wanted:
        if each.pk not in members:
            member = CooperationMember(cooperation=cooperation, municipality=each, state=PublicationState.DRAFT)
            save_new(member, user)
            members.add(each.pk)
    return cooperation


def cooperation_about(project, user):
    """A cooperation that is called like a project: the draft that somebody has begun already, or a new one."""
    found = Cooperation.objects.filter(title=project.title, state=PublicationState.DRAFT).first()
    if found is not None:
        return found
    made = Cooperation(
        title=project.title,
        slug=free_slug(Cooperation, project.title),
        kind=CooperationKind.DEVELOPMENT,
        summary=_("Begun from the project “%(title)s”.") % {"title": project.title},
    )
    save_new(made, user)
    made.themes.set(project.themes.all())
    return made


@transaction.atomic
def take_over(record, municipality, user):
    """Note that a municipality takes over a project, or what a cooperation built.

    Returns: the reuse; the same one where it is recorded already. It is not stored where nobody else has what is taken
    over: its form has to say from whom.
    """
    project = record if isinstance(record, Project) else None
    givers = record.municipalities.all() if project else record.municipalities
    giver = next((each for each in givers if each.pk != municipality.pk), None)
    what = Q(project=project) if project else Q(what=record.title[:200], project=None)
    if found := Reuse.objects.in_use().filter(what, to_municipality=municipality).first():
        return found
    made = Reuse(
        project=project,
        what="" if project else record.title[:200],
        from_municipality=giver,
        to_municipality=municipality,
        cooperation=None if project else record,
    )
    if giver:
        save_new(made, user)
    return made


def save_new(record, user):
    """Save a draft in somebody's name."""
    record.checked_on = timezone.localdate()
    record._history_user = user
    record.full_clean()
    record.save()
