"""The run sheet: all who can be met at a congress, those stated or ticked as attending first, each with reasons."""

from dataclasses import dataclass, field, replace

from django.db import transaction

from congress.companion.notes import store, usual_follow_up
from congress.models import Meeting
from kommunen.models import Municipality, PublicationState, is_slug
from kommunen.network.facts import Node
from kommunen.network.suggestions import Suggestion, connected, profiles_of, reasons
from kommunen.network.wording import already_connected, in_words

SHORT = 10  # lines that fit on one printed page
MOST_NAMES = 2  # that a line names of its reason; the page of the conversation names all
TO_TALK_OF = ["ai_data", "stage", "technology", "organisation", "partner", "themes"]  # what few share comes first


@dataclass
class Line:
    """One municipality to meet. ``stated``: a source names it as attending; ``ticked``: the team knows so."""

    node: Node
    stated: bool
    meeting: Meeting | None
    score: int
    sessions: list = field(default_factory=list)
    together: str = ""
    grounds: tuple = ()
    reasons: list = field(default_factory=list)  # in words: the most telling one alone

    @property
    def ticked(self):
        return bool(self.meeting and self.meeting.attends)

    @property
    def attends(self):
        return self.stated or self.ticked

    @property
    def arranged(self):
        """Whether the team has put down in which programme item it meets them; one that was withdrawn is none."""
        session = self.meeting and self.meeting.session
        return bool(session and session.state == PublicationState.PUBLISHED)

    @property
    def met(self):
        return bool(self.meeting and self.meeting.met)


def stated_to_attend(congress):
    """The slugs of those whom a source names as attending, host and programme included."""
    published = {"state": PublicationState.PUBLISHED}
    slugs = set(congress.attendances.filter(**published).values_list("municipality__slug", flat=True))
    slugs |= set(congress.sessions.filter(**published).values_list("municipalities__slug", flat=True))
    return slugs | {congress.host.slug if congress.host else None}


def sessions_by_place(congress):
    """The programme items on which each municipality stands: {slug: [Session, …]}, in their order."""
    found = {}
    shown = congress.sessions.filter(state=PublicationState.PUBLISHED).prefetch_related("municipalities")
    for one in sorted(shown, key=lambda one: (str(one.day or ""), str(one.begins or ""), one.position, one.pk)):
        for municipality in one.municipalities.all():
            found.setdefault(municipality.slug, []).append(one)
    return found


def run_sheet(network, congress, municipality):
    """All lines of a team's run sheet, in a constant number of queries.

    Arguments: network; congress; municipality, the team's.
    Returns: a list of ``Line``: who attends first, of these whom we meet at a programme item, then whoever has more in
    common with us. The item that the team has put down stands before those on which the other stands.
    """
    node = network.nodes.get(municipality.slug)
    meetings = Meeting.objects.filter(congress=congress, municipality=municipality).select_related("other", "session")
    known = {one.other.slug: one for one in meetings}
    stated, sessions = stated_to_attend(congress), sessions_by_place(congress)
    partners = connected(network, node) if node else {}
    lines = []
    for slug, other in network.nodes.items():
        if slug == municipality.slug:
            continue
        found = reasons(profiles_of(network), node.slug, slug) if node else ()
        line = Line(other, slug in stated, known.get(slug), sum(one.points for one in found), sessions.get(slug, []))
        if line.arranged:
            ours = line.meeting.session
            line.sessions = [ours, *(one for one in line.sessions if one != ours)]
        line.together = already_connected(partners[slug]) if slug in partners else ""
        if node:
            line.grounds = found
            line.reasons = told(network, node, other, most_telling(found))
        lines.append(line)
    lines.sort(key=lambda one: (not one.attends, not one.arranged, -one.score, one.node.sort_name))
    return lines


def short_list(lines):
    """What fits on one printed page, in its order: all whom we meet at a programme item, then the first others."""
    room, chosen = SHORT - sum(one.arranged for one in lines), []
    for line in lines:
        room -= not line.arranged
        if line.arranged or room >= 0:
            chosen.append(line)
    return chosen


def most_telling(grounds):
    """The one reason of a line, or none: what both can talk of rather than where they are or how large."""
    order = {kind: number for number, kind in enumerate(TO_TALK_OF)}
    for one in sorted(grounds, key=lambda one: order.get(one.kind, len(order)))[:1]:
        return (replace(one, facts={name: some(fact) for name, fact in one.facts.items()}),)
    return ()


def some(fact):
    """The first few of what a reason lists; anything else as it is."""
    return fact[:MOST_NAMES] if isinstance(fact, list | tuple) else fact


def told(network, node, other, grounds):
    """Reasons in words, as a suggestion has them."""
    return in_words(network, node, "", [Suggestion(other, tuple(grounds))])[0]["reasons"]


def held(user, place):
    """A conversation as it is stored, made where there is none, and held until all is saved."""
    pk = Meeting.objects.get_or_create(**place, defaults={"author": user})[0].pk
    return Meeting.objects.select_for_update().get(pk=pk)


@transaction.atomic
def tick(user, congress, municipality, before, after):
    """Note who attends: only what somebody changed on the list, so that a colleague's ticks stay.

    Arguments: before and after, the ticked slugs when the list was shown and now.
    """
    changed = [slug for slug in {*before} ^ {*after} if is_slug(slug)]
    others = Municipality.objects.exclude(pk=municipality.pk).in_bulk(changed, field_name="slug")
    for slug, other in sorted(others.items()):  # in one order, or two lists would wait for each other
        meeting = held(user, {"congress": congress, "municipality": municipality, "other": other})
        if meeting.attends != (slug in after):
            meeting.attends = slug in after
            meeting.save()
    return len(others)


@transaction.atomic
def enter(user, place, key, *, outcome="", next_step="", next_step_on=None):
    """Enter that the team has met another municipality, and what came of it, once for each key.

    What a colleague has entered stays: a further outcome follows it, and the conversation has to be marked for the look
    back anew, for nobody has marked these words. A further next step is a note to follow up: it never stands among what
    may be published.

    Arguments: user, who entered it; place, the congress, the team's municipality and the other; key, made on the phone.
    Returns: the conversation, and whether this was new.
    """
    meeting = held(user, place)
    name = f"{user.pk}-{key}"
    if name in meeting.entered:
        return meeting, False
    meeting.entered = [*meeting.entered, name]
    meeting.met = True
    if next_step and meeting.next_step and not meeting.done:
        if next_step != meeting.next_step:
            team = {"congress": meeting.congress, "municipality": meeting.municipality}
            until = next_step_on or usual_follow_up()
            store(user, key, text=f"{meeting.other}: {next_step}", follow_up_on=until, **team)
    elif next_step:
        meeting.next_step, meeting.next_step_on, meeting.done = next_step, next_step_on, False
    if outcome not in meeting.outcome.splitlines():
        meeting.public = meeting.public and not (outcome and meeting.outcome)
        meeting.outcome = "\n".join(filter(None, [meeting.outcome, outcome]))
    meeting.save()
    return meeting, True
