"""What somebody proposes to change, and the steps of a record between two people."""

from django.conf import settings
from django.contrib.contenttypes.fields import GenericForeignKey
from django.contrib.contenttypes.models import ContentType
from django.db import models
from django.utils.translation import gettext_lazy as _

from kommunen.models.record import PublicationState


class ProposalState(models.TextChoices):
    """What became of a proposal."""

    OPEN = "open", _("open")
    ACCEPTED = "accepted", _("accepted")
    DECLINED = "declined", _("declined")

    @property
    def tone(self):
        """The kind of badge; it only accompanies the label."""
        return {self.OPEN: "warning", self.ACCEPTED: "success"}.get(self, "info")


class ProposalQuerySet(models.QuerySet):
    """What the workplace asks about proposals."""

    def open(self):
        """Those that nobody has decided."""
        return self.filter(state=ProposalState.OPEN)

    def about(self, record):
        """Those about one record."""
        return self.filter(content_type=ContentType.objects.get_for_model(record), object_id=record.pk)


class Proposal(models.Model):
    """A visitor's report, or an editor's change that waits for the PMO. Without a record: something is missing.

    ``changes`` holds an editor's change field by field, as ``kommunen.editing.changes`` writes and applies it; a
    visitor's report says in words what is wrong. ``contact`` is kept only until the proposal is decided.
    """

    content_type = models.ForeignKey(ContentType, on_delete=models.CASCADE, null=True, blank=True, related_name="+")
    object_id = models.PositiveBigIntegerField(null=True, blank=True)
    record = GenericForeignKey()
    question = models.CharField(
        _("searched for"), max_length=200, blank=True, help_text=_("What the search found nothing for.")
    )
    text = models.TextField(_("what is said"), blank=True)
    source = models.URLField(_("where it can be read"), max_length=500, blank=True)
    contact = models.EmailField(_("e-mail address for questions"), blank=True)
    changes = models.JSONField(_("changes"), null=True, blank=True)
    made_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("proposed by"),
    )
    made_at = models.DateTimeField(_("proposed on"), auto_now_add=True)
    state = models.CharField(_("state"), max_length=10, choices=ProposalState, default=ProposalState.OPEN)
    decided_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("decided by"),
    )
    decided_at = models.DateTimeField(_("decided on"), null=True, blank=True)
    answer = models.TextField(_("answer"), blank=True)

    objects = ProposalQuerySet.as_manager()

    class Meta:
        verbose_name = _("proposal")
        verbose_name_plural = _("proposals")
        ordering = ["-made_at", "-pk"]
        indexes = [
            models.Index(fields=["content_type", "object_id"], name="proposal_about"),
            models.Index(fields=["state", "-made_at"], name="proposal_waiting"),
        ]

    def __str__(self):
        return str(self.record or self.question or _("Something is missing"))


class ReviewStep(models.Model):
    """That somebody moved a record from one publication state to another, and what they said to it."""

    content_type = models.ForeignKey(ContentType, on_delete=models.CASCADE, related_name="+")
    object_id = models.PositiveBigIntegerField()
    record = GenericForeignKey()
    before = models.CharField(_("before"), max_length=10, choices=PublicationState, blank=True)
    after = models.CharField(_("after"), max_length=10, choices=PublicationState)
    comment = models.TextField(_("comment"), blank=True)
    who = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, related_name="+", verbose_name=_("who")
    )
    at = models.DateTimeField(_("when"), auto_now_add=True)

    class Meta:
        verbose_name = _("step of the review")
        verbose_name_plural = _("steps of the review")
        ordering = ["-at", "-pk"]
        indexes = [models.Index(fields=["content_type", "object_id"], name="review_step_of")]

    def __str__(self):
        return f"{self.get_after_display()}: {self.comment}" if self.comment else self.get_after_display()
