"""What is drawn on the map of Germany: municipalities by their projects, or one of them with its partners."""

from django import template
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from kommunen.network.states import StateOnMap, states_of, too_many
from kommunen.templatetags.germany_map import Line, Point, germany_map, municipality_point

register = template.Library()
FEW = 12  # up to so many places each gets its name


@register.filter
def number_of(municipality):
    """How many projects count: those in the list that is drawn, or all."""
    return getattr(municipality, "counted", municipality.project_count)


def project_note(count):
    """How many projects a municipality has, in words."""
    return ngettext("%(count)d project", "%(count)d projects", count) % {"count": count}


def result_note(count):
    """How many results of a search a municipality has, in words."""
    return ngettext("%(count)d result", "%(count)d results", count) % {"count": count}


@register.inclusion_tag("components/map.html")
def places_map(places, zoomable=False, ties=None, results=False):
    """Municipalities as points, as large as their number of projects, or of those in a list (``counted``).

    Arguments: places, municipalities fetched ``with_row()``, or what ``drawable`` made of them; zoomable, as for
    ``germany_map``; ties, a ``MapTies`` (kommunen.views.map) whose lines are drawn, with its municipality in focus;
    results, whether ``counted`` are results of a search.
    """
    if too_many(len(places)) and not isinstance(places, list):
        places = states_of(places)
    if places and isinstance(places[0], StateOnMap):
        return states_map(places, zoomable, results)
    few = len(places) <= FEW
    tones = ties.tones if ties else {}
    note_of = result_note if results else project_note
    points = {}
    for place in places:
        note, tone = note_of(number_of(place)), tones.get(place.slug, "normal")
        labelled = few or tone != "normal"
        how = {"weight": number_of(place), "note": note, "labelled": labelled, "tone": tone}
        points[place.slug] = municipality_point(place, **how)
    drawn = ties.links if ties and ties.drawn else []
    lines = [Line(points[a], points[b], ended) for a, b, ended in drawn if points.get(a) and points.get(b)]
    caption = _("Each point is a model municipality, as large as its number of projects.")
    if results:
        caption = _("Each point is a model municipality, as large as its number of results.")
    if lines:
        caption += " " + _("A line: they work together; dashed: that has ended.")
    title = _("Map of Germany with model municipalities")
    return germany_map(list(points.values()), lines=lines, title=title, caption=caption, zoomable=zoomable)


def states_map(states, zoomable, results=False):
    """The federal states as points, each as large as its number of projects (or results), amid its municipalities."""
    address = reverse("kommunen:municipality-list")
    points = [
        Point(
            one.state.label,
            f"{address}?land={one.state.value}",
            (one.middle,),
            weight=one.projects,
            note=(result_note if results else project_note)(one.projects),
            labelled=True,
        )
        for one in states
    ]
    title = _("Map of Germany with model municipalities")
    caption = _("Each point is a federal state, as large as its number of projects.")
    if results:
        caption = _("Each point is a federal state, as large as its number of results.")
    return germany_map(points, title=title, caption=caption, zoomable=zoomable)


@register.inclusion_tag("components/map.html")
def municipality_map(municipality, partners):
    """One municipality in focus, with lines to those that it cooperates with.

    Arguments: municipality and partners, fetched ``with_row()``.
    """
    focus = municipality_point(municipality, weight=municipality.project_count, tone="focus", labelled=True)
    others = [
        municipality_point(
            partner,
            weight=partner.project_count,
            note=project_note(partner.project_count),
            tone="partner",
            labelled=True,
        )
        for partner in partners
    ]
    lines = [Line(focus, other) for other in others if focus and other]
    caption = _("The lines lead to those it cooperates with.") if lines else ""
    title = _("Map: %(name)s and its partners") % {"name": municipality.name}
    return germany_map([focus, *others], lines=lines, title=title, caption=caption)
