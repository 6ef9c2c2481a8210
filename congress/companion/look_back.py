"""The look back: a draft article of what a team marked for it, and of the congress's own outcomes."""

import re

from django.conf import settings
from django.template.loader import render_to_string

from congress.models import CongressKind, Meeting, Note
from kommunen.models import PublicationState

SIGN = re.compile(r"[\\`*_\[\]>#]")
BEGINNING = re.compile(r"^(\d{0,9})([-+.)])(?=\s)")  # would begin a list
NEXT_STEP = re.compile(r"\W*(?:nächste[rs]?\s+schritte?|next\s+steps?)\b", re.IGNORECASE)
RULE = re.compile(r"[-=_*\s]*")  # a line of nothing else would make a heading of the one before


def as_markdown(text):
    """Plain text on one line in which no sign means anything to Markdown."""
    return SIGN.sub(r"\\\g<0>", " ".join(str(text).split())).replace("<", "&lt;")


def as_paragraph(text):
    """The same at the beginning of a line."""
    return BEGINNING.sub(r"\1\\\2", as_markdown(text))


def as_lines(text):
    """What somebody wrote, line by line as it stands: whether a line ends a sentence is nothing to guess.

    A next step that somebody wrote as a line of its own stays internal, as every next step does.
    """
    lines = (line.strip() for line in str(text).splitlines())
    kept = [line for line in lines if not RULE.fullmatch(line) and not NEXT_STEP.match(line)]
    return "  \n".join(as_paragraph(line) for line in kept)


def as_link(record):
    """A record as a Markdown link with its full address."""
    return f"[{as_markdown(record)}]({settings.PUBLIC_URL}{record.get_absolute_url()})"


def highlight(title, text, records):
    """One section of the article: what was talked of with whom, and where one can read on."""
    public = [one for one in records if one.state == PublicationState.PUBLISHED]
    return {"title": as_markdown(title), "text": as_lines(text), "links": [as_link(one) for one in public]}


def draft(congress, municipality):
    """Write the article's first version, as Markdown: only what is marked as public goes in.

    Arguments: congress; municipality, the team's. Returns: text.
    """
    meetings = marked(Meeting, congress, municipality).select_related("other")
    notes = marked(Note, congress, municipality).prefetch_related("municipalities", "themes", "cooperations")
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
                highlight(f"{municipality} und {one.other}", one.outcome, [one.other]) for one in meetings
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


def marked(noun, congress, municipality):
    """A team's notes or conversations that are marked for the look back."""
    found = noun.objects.filter(congress=congress, municipality=municipality, public=True)
    return found.filter(met=True) if noun is Meeting else found


def marked_since(article):
    """How many notes and conversations were marked after a look back was saved last."""
    number = 0
    for noun in (Note, Meeting):
        # An entry of the history has a key of its own: "id" is the record's.
        then = set(noun.history.as_of(article.changed_at).filter(public=True).values_list("id", flat=True))
        now = marked(noun, article.congress, article.municipality).values_list("pk", flat=True)
        number += len(set(now) - then)
    return number


def title_of(note):
    """What a note is about: those it names, else its theme, else its first words."""
    named = [str(one) for one in (*note.municipalities.all(), *note.themes.all())]
    return ", ".join(named) or " ".join(note.text.split()[:6])
