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
        return cooperation_address(self.record.municipality, self.others, self.themes, self.record.congress)


def cooperation_address(municipality, others, themes, congress):
    """Where staff make a cooperation of a step. A note is internal: its text does not go along."""
    members = [municipality, *others]
    known = {
        "title": listed(members) + (f": {themes[0]}" if themes else ""),
        "kind": CooperationKind.EXCHANGE,
        "municipalities": ",".join(one.slug for one in members),
        "themes": ",".join(str(one.pk) for one in themes),
        "summary": _("Initiated at this congress: %(congress)s.") % {"congress": congress},
    }
    return (
        f"{reverse('admin:kommunen_cooperation_add')}?{urlencode({key: text for key, text in known.items() if text})}"
    )


def open_steps(user, municipality):
    """All open steps of a team, the earliest first, those without a date last.

    Arguments: user, who may see them; municipality, the team's.
    """
    notes = Note.objects.visible_to(user).filter(municipality=municipality, done=False, follow_up_on__isnull=False)
    notes = notes.select_related("congress", "municipality", "author").prefetch_related("municipalities", "themes")
    meetings = Meeting.objects.visible_to(user).filter(municipality=municipality, done=False).exclude(next_step="")
    steps = [
        Step("note", one, one.text, one.follow_up_on, list(one.municipalities.all()), list(one.themes.all()))
        for one in notes
    ]
    steps += [
        Step("meeting", one, one.next_step, one.next_step_on, [one.other], [])
        for one in meetings.select_related("congress", "municipality", "author", "other")
    ]
    return sorted(steps, key=lambda one: (one.due is None, one.due or date.max, one.record.created_at))
