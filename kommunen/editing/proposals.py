"""Proposals: from a visitor's report or an editor's change to a decision of the PMO."""

from datetime import timedelta

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from kommunen.editing.changes import apply
from kommunen.models import Proposal, ProposalState


def report(record, text, *, question="", source="", contact=""):
    """Keep what a visitor says of a record, or, with None, of what is missing."""
    return Proposal.objects.create(record=record, text=text, question=question[:200], source=source, contact=contact)


def propose(record, changes, user, text=""):
    """Keep an editor's change until the PMO decides, together with what the same editor proposed before for it.

    The form shows the public version, so a second change says nothing of the first: that still waits, too.
    Arguments: changes, as ``kommunen.editing.changes`` writes them.
    """
    with transaction.atomic():
        earlier = Proposal.objects.open().about(record).filter(made_by=user, changes__isnull=False)
        texts = [text]
        for one in earlier.select_for_update():
            changes = together(one.changes, changes)
            texts.insert(0, one.text)
        earlier.delete()
        said = "\n".join(dict.fromkeys(filter(None, texts)))
        return Proposal.objects.create(record=record, changes=changes, made_by=user, text=said)


def together(earlier, later):
    """Put two kept changes into one: of a field or a row that both change, the later says how it is to be."""
    rows = {}
    for row in [*earlier["rows"], *later["rows"]]:
        key = (row["model"], row["pk"] or row["label"])
        known = rows.get(key, {"fields": {}})
        rows[key] = {**row, "fields": {} if row["delete"] else {**known["fields"], **row["fields"]}}
    return {**later, "fields": {**earlier["fields"], **later["fields"]}, "rows": list(rows.values())}


@transaction.atomic
def accept(proposal, user, answer="", only=None):
    """Apply what a proposal changes as a normal edit of this account, and close it.

    Arguments: only, what to take, as ``changes.parts`` names it; None for all. A report in words changes nothing.
    Raises: ValidationError where the record would not be valid, or the proposal is no longer open.
    """
    if proposal.changes and proposal.record is not None:
        apply(proposal.record, proposal.changes, user, only)
    close(proposal, ProposalState.ACCEPTED, user, answer)


def decline(proposal, user, answer):
    """Close a proposal with a word on why."""
    close(proposal, ProposalState.DECLINED, user, answer)


def close(proposal, state, user, answer):
    """Write who decided and when, and forget how to reach the visitor.

    Raises: ValidationError where it is no longer open: what was done for it before is undone with the transaction.
    """
    decided = {"state": state, "answer": answer, "contact": "", "decided_by": user, "decided_at": timezone.now()}
    if not Proposal.objects.open().filter(pk=proposal.pk).update(**decided):
        raise ValidationError(_("Somebody has decided this proposal already, or a newer one has taken its place."))


def forget(days):
    """Delete what was decided so many days ago. Returns: how many."""
    before = timezone.now() - timedelta(days=days)
    return Proposal.objects.exclude(state=ProposalState.OPEN).filter(decided_at__lt=before).delete()[0]
