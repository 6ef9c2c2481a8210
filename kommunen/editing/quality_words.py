"""What is wrong with a single record, in words: beside its title on the board of data quality."""

from collections import defaultdict

from django.contrib.contenttypes.models import ContentType
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from kommunen.editing.doubles import doubles, names
from kommunen.editing.quality import ADDRESSES, WANTED
from kommunen.editing.unlinked import named_like_projects
from kommunen.models import ContinuationState, LinkCheck, Project, ProjectStatus, Source, short_stated


def told(shortcoming, records):
    """Say of each record what is wrong: ``{id: sentence}``; a few queries, however many they are.

    Arguments: shortcoming; records, of one noun, that have it.
    """
    say = SAID.get(shortcoming.key)
    return say(list(records)) if say else {}


def contradictions(records):
    """Which date the status contradicts."""
    today = timezone.localdate()
    funded = running_fundings(records, today)
    return {one.pk: " ".join(contradictions_of(one, today.isoformat(), funded)) for one in records}


def contradictions_of(project, today, funded):
    """The sentences on one project. A stated date compares with today as exact as it is stated."""
    status, start, end = project.status, project.start, project.end
    words = {"status": project.get_status_display(), "start": short_stated(start), "end": short_stated(end)}
    if status == ProjectStatus.PLANNED and start and start < today[: len(start)]:
        yield _("Status “%(status)s”, but the start is %(start)s.") % words
    if status in {ProjectStatus.PLANNED, ProjectStatus.IN_PROGRESS} and end and end < today[: len(end)]:
        yield _("Status “%(status)s”, but the end was %(end)s.") % words
    if status in {ProjectStatus.COMPLETED, ProjectStatus.DISCONTINUED}:
        if start and start > today[: len(start)]:
            yield _("Status “%(status)s”, but the start is %(start)s.") % words
        if end and end > today[: len(end)]:
            yield _("Status “%(status)s”, but the end is %(end)s.") % words
    if status == ProjectStatus.PLANNED and project.pk not in funded:
        yield _("Status “%(status)s”, but the funding is over.") % words
    yield from continuation_contradictions(project)


def continuation_contradictions(project):
    """The sentences on what a project's fields say against each other about the time after the funding."""
    words = {"state": project.get_continuation_display(), "status": project.get_status_display()}
    if project.takeover_wanted and project.continuation in ContinuationState.settled():
        yield _("Takeover wanted, but the continuation is “%(state)s”.") % words
    if project.operator and project.continuation == ContinuationState.ENDED:
        yield _("An operator after the funding is named, but the continuation is “%(state)s”.") % words
    if project.status == ProjectStatus.DISCONTINUED and project.continuation == ContinuationState.SECURED:
        yield _("Status “%(status)s”, but the continuation is “%(state)s”.") % words


def running_fundings(records, today):
    """The ids of the projects of whose municipalities one is funded still, or nobody knows until when."""
    through = Project.municipalities.through.objects.filter(project__in=records)
    ends = through.values_list("project", "municipality__funding_ends_on")
    return {pk for pk, end in ends if end is None or end >= today}


def dead_links(records):
    """Which addresses fail, and how."""
    if not records:
        return {}
    model, named = type(records[0]), defaultdict(list)
    for one in records:
        named[one.pk] += [getattr(one, name) for name in ADDRESSES[model]]
    kind = ContentType.objects.get_for_model(model)
    sources = Source.objects.filter(content_type=kind, object_id__in=[one.pk for one in records])
    for pk, address in sources.values_list("object_id", "address"):
        named[pk].append(address)
    every = {address for addresses in named.values() for address in addresses if address}
    dead = {check.address: check for check in LinkCheck.objects.dead().filter(address__in=every)}
    return {
        pk: " ".join(failed(dead[address]) for address in dict.fromkeys(addresses) if address in dead)
        for pk, addresses in named.items()
    }


def failed(check):
    """One address that failed at two visits."""
    words = {"address": check.address, "why": check.problem or check.status, "day": short_day(check.checked_at)}
    return _("%(address)s: %(why)s (last visited on %(day)s).") % words


def short_day(moment):
    return date_format(timezone.localtime(moment), "SHORT_DATE_FORMAT")


def likely_doubles(records):
    """What it is likely the same as."""
    if not records:
        return {}
    model = type(records[0])
    pairs = doubles(names())[model]
    others = model.objects.in_bulk({other for one in records for other in pairs.get(one.pk, ())})
    return {
        one.pk: _("Nearly alike: %(names)s.")
        % {"names": ", ".join(sorted(f"„{others[other]}“" for other in pairs.get(one.pk, ()) if other in others))}
        for one in records
    }


def empty_fields(records):
    """Which fields are empty."""
    if not records:
        return {}
    model = type(records[0])
    themed = set()
    if model is Project:
        themed = set(Project.themes.through.objects.filter(project__in=records).values_list("project", flat=True))
    found = {}
    for one in records:
        wanting = [str(model._meta.get_field(name).verbose_name) for name in WANTED[model] if not getattr(one, name)]
        if model is Project and one.pk not in themed:
            wanting.append(str(model._meta.get_field("themes").verbose_name))
        found[one.pk] = _("Empty: %(names)s.") % {"names": ", ".join(wanting)}
    return found


def alike(sentence):
    """The same sentence for every record."""
    return lambda records: {one.pk: sentence() for one in records}


def meant_projects(records):
    """Which project of the giver is called so."""
    found = named_like_projects(names())
    return {
        one.pk: _("“%(name)s” is recorded: choose it as the project of this reuse.") % {"name": found[one.pk]}
        for one in records
        if one.pk in found
    }


SAID = {
    "status-widerspricht": contradictions,
    "tote-links": dead_links,
    "ohne-quelle": alike(lambda: _("No source is recorded.")),
    "lange-nicht-geprueft": alike(lambda: _("Last checked more than a year ago.")),
    "doppelt": likely_doubles,
    "nachnutzung-ohne-projekt": meant_projects,
    "ohne-partner": alike(lambda: _("No cooperation with another model municipality, no reuse.")),
    "leere-felder": empty_fields,
    "status-unbekannt": alike(lambda: _("Nobody has recorded how far it is.")),
    "ohne-quellcode": alike(lambda: _("No address of its source code is recorded.")),
}
