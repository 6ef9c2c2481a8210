"""The name by which calendar programs know an entry again."""

from uuid import UUID, uuid4, uuid5

from django.db import models
from django.utils.translation import gettext_lazy as _

NAMESPACE = UUID("0f5a3f0e-6d0c-5a54-9d9e-3b1c6a7f2d41")  # never changes: calendars in use rest on it


def calendar_name(noun, *parts):
    """The name of an entry as it is first stated: the same in every database that is loaded from the same facts."""
    return uuid5(NAMESPACE, "/".join([noun, *map(str, parts)]))


class InCalendar(models.Model):
    """A record that is an entry of a calendar. Its ``uid`` (RFC 7986) is given once and outlives every later change."""

    is_withdrawn = False  # set in what is only told because it was public once
    moved_to = None  # of such a one: the record as it is public elsewhere now
    uid = models.UUIDField(_("name in calendars"), default=uuid4, editable=False)

    class Meta:
        abstract = True

    def save(self, *args, **kwargs):
        if self._state.adding:
            name = calendar_name(self._meta.model_name, *self.first_stated)
            if not type(self).objects.filter(uid=name).exists():  # somebody else had this address or title before
                self.uid = name
        super().save(*args, **kwargs)
