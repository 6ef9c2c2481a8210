"""What is still to be done after a congress, by date."""

from dataclasses import dataclass
from datetime import date
from urllib.parse import urlencode

from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from congress.models import Meeting, Note
from kommunen.models import CooperationKind
from kommunen.network.wording import listed

LONGEST_KEY = 16


@dataclass(frozen=True)
class Step:
    """One open step. ``noun`` is note or meeting, ``record`` the entry that it stands in."""

    noun: str
    record: object
    text: str
    due: date | None
    others: list
    themes: list

    @property
    def is_over(self):
        return bool(self.due and self.due < timezone.localdate())

    @property
    def cooperation_address(self):
        """The form for a cooperation, with both municipalities, the theme and the congress filled in."""
        return cooperation_address(self.record, self.others, self.themes)


def cooperation_address(record, others, themes):
    """Where staff make a cooperation of a note or a conversation. These are internal: their text does not go along."""
    members = [record.municipality, *others]
    known = {
        "title": listed(members) + (f": {themes[0]}" if themes else ""),
        "kind": CooperationKind.EXCHANGE,
        "municipalities": ",".join(one.slug for one in members),
        "themes": ",".join(str(one.pk) for one in themes),
        "summary": _("Initiated at this congress: %(congress)s.") % {"congress": record.congress},
        "schritt": f"{record._meta.model_name}-{record.pk}" if record.pk else "",
    }
    return (
        f"{reverse('admin:kommunen_cooperation_add')}?{urlencode({key: text for key, text in known.items() if text})}"
    )


def step_records(user, name):
    """The note or conversation of that name, "note-12", as a queryset: empty where the account may not change it."""
    noun, _dash, key = name.partition("-")
    model = {"note": Note, "meeting": Meeting}.get(noun, Note)
    is_known = noun in ("note", "meeting") and key.isascii() and key.isdigit() and len(key) < LONGEST_KEY
    return model.objects.editable_by(user).filter(pk=key) if is_known else model.objects.none()


def open_steps(user, municipality):
    """All open steps of a team, the earliest first, those without a date last.

    Arguments: user, who may see them; municipality, the team's.
    """
    notes = Note.objects.visible_to(user).filter(municipality=municipality, done=False, follow_up_on__isnull=False)
    notes = notes.select_related("congress", "municipality", "author", "grown_cooperation").prefetch_related(
        "municipalities", "themes"
    )
    meetings = Meeting.objects.visible_to(user).filter(municipality=municipality, done=False).exclude(next_step="")
    steps = [
        Step("note", one, one.text, one.follow_up_on, list(one.municipalities.all()), list(one.themes.all()))
        for one in notes
    ]
    steps += [
        Step("meeting", one, one.next_step, one.next_step_on, [one.other], [])
        for one in meetings.select_related("congress", "municipality", "author", "other", "grown_cooperation")
    ]
    return sorted(steps, key=lambda one: (one.due is None, one.due or date.max, one.record.created_at))
