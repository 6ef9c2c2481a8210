"""Records with a page of their own: an address that keeps working after it has changed, and a place in the alphabet."""

import unicodedata

from django.contrib.contenttypes.fields import GenericForeignKey
from django.contrib.contenttypes.models import ContentType
from django.core.exceptions import ValidationError
from django.core.validators import slug_re
from django.db import models
from django.utils.translation import gettext_lazy as _

from kommunen.models.record import Record


def sort_key(text):
    """Return what a German alphabet sorts by: letters and digits alone, ä as a, ß as ss (DIN 5007-1).

    Both database engines order the result alike, whatever their collation.
    """
    plain = unicodedata.normalize("NFKD", text.casefold().replace("ß", "ss"))
    return "".join(letter for letter in plain if letter.isascii() and letter.isalnum())[:120]


class SortKeyField(models.CharField):
    """Kept by the field itself, also in bulk: the sort key of another field's text."""

    def __init__(self, of, **kwargs):
        self.of = of
        kwargs.update(max_length=120, editable=False, default="", db_index=True)
        super().__init__(**kwargs)

    def deconstruct(self):
        name, path, args, kwargs = super().deconstruct()
        for given in ("max_length", "editable", "default", "db_index"):
            kwargs.pop(given, None)
        return name, path, args, {**kwargs, "of": self.of}

    def pre_save(self, model_instance, add):
        value = sort_key(getattr(model_instance, self.of))
        setattr(model_instance, self.attname, value)
        return value


class OldAddress(models.Model):
    """A slug that a record once had: visitors who come with it are led on."""

    content_type = models.ForeignKey(ContentType, on_delete=models.CASCADE, related_name="+")
    object_id = models.PositiveBigIntegerField()
    record = GenericForeignKey()
    slug = models.SlugField(_("address"), max_length=120)
    since = models.DateTimeField(_("replaced on"), auto_now_add=True)

    class Meta:
        verbose_name = _("old address")
        verbose_name_plural = _("old addresses")
        ordering = ["-since", "pk"]
        constraints = [models.UniqueConstraint(fields=["content_type", "slug"], name="old_address_once_per_noun")]

    def __str__(self):
        return self.slug


class Addressed(Record):
    """A record with a slug. When the slug changes, the old one is kept and leads on; nobody else may take it."""

    slug = models.SlugField(
        _("address"),
        max_length=120,
        unique=True,
        help_text=_(
            "The end of this page's web address: small letters, digits and hyphens. The old address keeps working."
        ),
    )

    class Meta(Record.Meta):
        abstract = True

    def clean(self):
        super().clean()
        old = old_addresses(type(self)).filter(slug=self.slug).exclude(object_id=self.pk or 0).first()
        if old and old.record:  # not one that was deleted for good
            text = _("“%(slug)s” is an earlier address of “%(record)s” and still leads there. Please choose another.")
            raise ValidationError({"slug": text % {"slug": self.slug, "record": old.record}})

    def save(self, *args, **kwargs):
        old = (
            None if self._state.adding else type(self).objects.filter(pk=self.pk).values_list("slug", flat=True).first()
        )
        super().save(*args, **kwargs)
        if old and old != self.slug:
            old_addresses(type(self)).filter(slug=self.slug, object_id=self.pk).delete()
            kind = ContentType.objects.get_for_model(self)
            OldAddress.objects.update_or_create(content_type=kind, slug=old, defaults={"object_id": self.pk})


def old_addresses(model):
    """The addresses that records of an addressed noun once had, as a queryset."""
    return OldAddress.objects.filter(content_type=ContentType.objects.get_for_model(model))


def is_slug(text):
    """Whether a text can be an address at all. PostgreSQL takes no NUL: what cannot be one is never looked for."""
    return slug_re.match(text) is not None


def record_at(queryset, slug):
    """Return the record that has this slug or once had it; None where there is none.

    Arguments: queryset, of an addressed noun, already narrowed to what the reader may see; slug, as in the address.
    """
    if not is_slug(slug):
        return None
    if found := queryset.filter(slug=slug).first():
        return found
    return queryset.filter(pk__in=old_addresses(queryset.model).filter(slug=slug).values("object_id")).first()
