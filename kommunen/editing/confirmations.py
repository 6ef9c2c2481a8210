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
from kommunen.models import Confirmation, CooperationMember, Municipality, Project, Reuse, TrainingData

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
    """What a municipality is asked about: all that belongs to it, as far as it is public.

    Of a cooperation that is its own membership, and a reuse belongs to whoever took over: what others state is theirs
    to confirm.
    """
    members = CooperationMember.objects.select_related("municipality", "cooperation")
    reuses = Reuse.objects.select_related("project", "from_municipality", "to_municipality")
    return [
        *Municipality.objects.published().filter(pk=municipality.pk),
        *Project.objects.published().filter(municipalities=municipality),
        *members.published().filter(municipality=municipality).order_by("cooperation__sort_title", "start", "pk"),
        *reuses.published().filter(to_municipality=municipality),
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
    said = [(record, answers.get(key_of(record), Answer("", 0))) for record in entries(confirmation.municipality)]
    holding = [held(record, answer.version) for record, answer in said if answer.verdict == HOLDS]
    confirmed = list(filter(None, holding))  # all are held before the first is saved, or two would wait for each other
    for record in confirmed:
        record.checked_on = timezone.localdate()
        record._change_reason = _("Confirmed by the municipality")
        record.save()
    changed = [(record, answer.text) for record, answer in said if answer.verdict == CHANGED]
    for record, words in changed:
        tell_change(confirmation.municipality, record, words)
    passed = len(said) - len(confirmed) - len(changed)
    confirmation.outcome = {"confirmed": len(confirmed), "changed": len(changed), "passed": passed}
    confirmation.answered_at = timezone.now()
    confirmation.save()
    return confirmation.outcome


def held(record, version):
    """The record as it is stored, held until all is saved; None where it is not in that version any more."""
    return type(record).objects.select_for_update().filter(pk=record.pk, version=version).order_by("pk").first()


def tell_change(municipality, record, words):
    """Report to the PMO that an entry has changed; a membership is mended in its cooperation."""
    text = _("Asked whether it still holds, %(name)s answers: it has changed.")
    if isinstance(record, CooperationMember):
        text, record = (
            _("Asked whether its membership still holds, %(name)s answers: it has changed."),
            record.cooperation,
        )
    report(record, f"{text % {'name': municipality.name}} {words}".strip(), contact=municipality.contact_email)
