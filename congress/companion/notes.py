"""A note: what it names, what is recorded of those it names, and how it is stored exactly once."""

from dataclasses import dataclass, field
from datetime import timedelta
from uuid import UUID, uuid5

from django.db import transaction
from django.utils import timezone

from congress.models import Note
from kommunen.models import Cooperation, Municipality, Theme
from kommunen.network.facts import Node, Subject
from kommunen.network.pair import Told, tell
from kommunen.network.question import names

DAYS_TO_FOLLOW_UP = 14
MOST_ANSWERS = 3


@dataclass(frozen=True)
class Heard:
    """What a line names besides the own municipality, and an answer for each of the first three named ones."""

    partners: list[Node]
    themes: list[Subject]
    cooperations: list[Cooperation]
    answers: list[Told] = field(default_factory=list)


def hear(network, own, text):
    """Recognise what a line names and answer at once who works with whom.

    Arguments: network; own, the slug of the team's municipality; text.
    Returns: ``Heard``; the theme named first is the one that is asked.
    """
    found = names().recognise(text)
    partners = [network.nodes[slug] for slug in found["municipalities"] if slug != own and slug in network.nodes]
    themes = [network.subjects[slug] for slug in found["themes"] if slug in network.subjects]
    cooperations = Cooperation.objects.published().in_bulk(found["cooperations"], field_name="slug")
    asked, home = (themes[0] if themes else None), network.nodes.get(own)
    answers = [tell(network, home, partner, asked) for partner in partners[:MOST_ANSWERS]] if home else []
    return Heard(partners, themes, list(cooperations.values()), answers)


def usual_follow_up():
    """The day until which somebody follows up, unless another is chosen."""
    return timezone.localdate() + timedelta(days=DAYS_TO_FOLLOW_UP)


def link(note):
    """Tie a note to what its text names."""
    found = names().recognise(note.text)
    others = [slug for slug in found["municipalities"] if slug != note.municipality.slug]
    note.municipalities.set(Municipality.objects.published().filter(slug__in=others))
    note.themes.set(Theme.objects.published().filter(slug__in=found["themes"]))
    note.cooperations.set(Cooperation.objects.published().filter(slug__in=found["cooperations"]))


@transaction.atomic
def store(author, key, **fields):
    """Store a note that an account wrote; the same key again gives the note that is stored already, unchanged.

    Another text under a used key is another note: a form that the browser kept was written in again. Its key follows
    from both, so it, too, is stored once however often it comes.

    Returns: the note, and whether it is new. All of it or nothing: a phone whose answer got lost sends it again.
    """
    fields["written_at"] = min(
        fields.get("written_at") or timezone.now(), timezone.now()
    )  # a phone's clock may be fast
    note, is_new = Note.objects.get_or_create(author=author, key=key, defaults=fields)
    if not is_new and note.history.earliest().text != fields["text"]:
        note, is_new = Note.objects.get_or_create(
            author=author, key=uuid5(UUID(str(key)), fields["text"]), defaults=fields
        )
    if is_new:
        link(note)
    return note, is_new
