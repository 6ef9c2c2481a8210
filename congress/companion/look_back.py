"""The look back: a draft article of what a team marked for it, and of the congress's own outcomes."""

import re

from django.conf import settings
from django.template.loader import render_to_string

from congress.models import CongressKind, Meeting, Note
from kommunen.models import PublicationState

SIGN = re.compile(r"[\\`*_\[\]>#]")
BARE_LINE = re.compile(r"(?<=[^.!?;:,\s])\s*\n\s*")  # a line that ends without a sign, before another one
BEGINNING = re.compile(r"^(\d{0,9})([-+.)])(?=\s)")  # would begin a list


def as_markdown(text):
    """Plain text on one line in which no sign means anything to Markdown."""
    return SIGN.sub(r"\\\g<0>", " ".join(str(text).split())).replace("<", "&lt;")


def as_paragraph(text):
    """The same at the beginning of a line."""
    return BEGINNING.sub(r"\1\\\2", as_markdown(text))


def as_link(record):
    """A record as a Markdown link with its full address."""
    return f"[{as_markdown(record)}]({settings.PUBLIC_URL}{record.get_absolute_url()})"


def highlight(title, text, records, **more):
    """One section of the article: what was talked of with whom, and where one can read on."""
    public = [one for one in records if one.state == PublicationState.PUBLISHED]
    return {"title": as_markdown(title), "text": as_paragraph(text), "links": [as_link(one) for one in public], **more}


def draft(congress, municipality):
    """Write the article's first version, as Markdown: only what is marked as public goes in.

    Arguments: congress; municipality, the team's. Returns: text.
    """
    team = {"congress": congress, "municipality": municipality, "public": True}
    meetings = Meeting.objects.filter(**team, met=True).select_related("other")
    notes = Note.objects.filter(**team).prefetch_related("municipalities", "themes", "cooperations")
    outcomes = congress.outcomes.filter(state=PublicationState.PUBLISHED)
    outcomes = outcomes.prefetch_related("municipalities", "cooperations", "grown_cooperations", "projects")
    return render_to_string(
        "congress/companion_look_back.md",
        {
            "congress": congress,
            "municipality": as_markdown(municipality),
            "of": "von der" if congress.kind == CongressKind.REGIONAL else "vom",
            "page": as_link(congress) if congress.state == PublicationState.PUBLISHED else as_markdown(congress),
            "meetings": [
                highlight(
                    f"{municipality} und {one.other}", BARE_LINE.sub("; ", one.outcome), [one.other],
                    next_step=as_markdown(one.next_step), next_step_on=one.next_step_on,
                )
                for one in meetings
            ],
            "notes": [
                highlight(title_of(one), one.text, [*one.municipalities.all(), *one.cooperations.all()])
                for one in sorted(notes, key=lambda one: (one.written_at, one.pk))
            ],
            "outcomes": [
                highlight("", one.text, {
                    record.get_absolute_url(): record
                    for records in (one.grown_cooperations, one.cooperations, one.projects, one.municipalities)
                    for record in records.all()
                }.values())
                for one in outcomes
            ],
        },
    )  # fmt: skip


def title_of(note):
    """What a note is about: those it names, else its theme, else its first words."""
    named = [str(one) for one in (*note.municipalities.all(), *note.themes.all())]
    return ", ".join(named) or " ".join(note.text.split()[:6])
