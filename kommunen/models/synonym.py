"""Words that people use for what is written otherwise."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from kommunen.models.record import Record


class Synonym(Record):
    """A word that finds what another one names: Müll finds Abfall."""

    word = models.CharField(_("word"), max_length=120, help_text=_("What people type: one word or several."))
    meaning = models.CharField(
        _("finds"), max_length=120, help_text=_("What stands in the entries. Several meanings: several synonyms.")
    )
    both = models.BooleanField(_("also the other way round"), default=False)

    class Meta(Record.Meta):
        verbose_name = _("synonym")
        verbose_name_plural = _("synonyms")
        ordering = ["word", "meaning", "pk"]
        constraints = [
            *Record.Meta.constraints,
            models.UniqueConstraint(
                fields=["word", "meaning"],
                name="synonym_once",
                violation_error_message=_("This synonym exists already."),
            ),
        ]

    def __str__(self):
        return f"{self.word} → {self.meaning}"
