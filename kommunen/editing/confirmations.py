"""Asking municipalities whether their entries still hold: the mail, what its link shows, what an answer does."""

from typing import NamedTuple

from django.conf import settings
from django.core.mail import send_mail
from django.db import transaction
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from kommunen.editing.proposals import report
from kommunen.models import Confirmation, Municipality, Project, TrainingData

HOLDS, CHANGED = "holds", "changed"


class Answer(NamedTuple):
    """What is said of one entry: HOLDS, CHANGED or "" for nothing; in which version it was seen; in which words."""

    verdict: str
    version: int
    text: str = ""


def ask(municipality):
    """Send a municipality its link. Raises: OSError where the mail server does not take it; then it was not asked."""
    with transaction.atomic():
        asked = Confirmation.objects.create(municipality=municipality)
        context = {
            "municipality": municipality,
            "number": len(entries(municipality)),
            "link": settings.PUBLIC_URL + reverse("kommunen:confirm", args=[asked.token]),
            "until": asked.ends_on,
        }
        text = render_to_string("kommunen/confirm_mail.txt", context)
        subject = _("Do your entries still hold? %(name)s in the Network of Model Municipalities")
        send_mail(subject % {"name": municipality.name}, text.strip() + "\n", None, [municipality.contact_email])
    return asked


def entries(municipality):
    """What a municipality is asked about: its profile, projects and AI data, as far as they are public."""
    return [
        *Municipality.objects.published().filter(pk=municipality.pk),
        *Project.objects.published().filter(municipalities=municipality),
        *TrainingData.objects.published().filter(municipality=municipality),
    ]


def key_of(record):
    """What names a record in the form: "project-12"."""
    return f"{record._meta.model_name}-{record.pk}"


@transaction.atomic
def keep_answers(confirmation, answers):
    """Do what a municipality answers, once.

    What still holds is checked today; what has changed is reported to the PMO. An entry that somebody changed since it
    was looked at is neither. Arguments: answers, ``{key: Answer}``.
    Returns: ``{"confirmed", "changed", "passed"}``, how many; of the first answer where there was one already.
    """
    confirmation = Confirmation.objects.select_for_update().get(pk=confirmation.pk)
    if confirmation.answered_at:
        return confirmation.outcome
    outcome = {"confirmed": 0, "changed": 0, "passed": 0}
    for record in entries(confirmation.municipality):
        answer = answers.get(key_of(record), Answer("", 0))
        if answer.verdict == CHANGED:
            text = _("Asked whether it still holds, %(name)s answers: it has changed.")
            words = f"{text % {'name': confirmation.municipality.name}} {answer.text}".strip()
            report(record, words, contact=confirmation.municipality.contact_email)
            outcome["changed"] += 1
        elif answer.verdict == HOLDS and answer.version == record.version:
            record.checked_on = timezone.localdate()
            record._change_reason = _("Confirmed by the municipality")
            record.save()
            outcome["confirmed"] += 1
        else:
            outcome["passed"] += 1
    confirmation.answered_at, confirmation.outcome = timezone.now(), outcome
    confirmation.save()
    return outcome
