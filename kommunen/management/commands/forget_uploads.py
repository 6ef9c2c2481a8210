"""Deletes uploaded tables whose hour has passed, whether anybody comes by or not."""

from django.core.management.base import BaseCommand
from django.utils.translation import gettext as _

from kommunen.models import Upload


class Command(BaseCommand):
    help = "Delete uploaded tables that were neither imported nor discarded within their hour."

    def handle(self, **options):
        _all, found = Upload.objects.ended().delete()
        self.stdout.write(_("Ended uploads, now deleted: %(number)d.") % {"number": found.get(Upload._meta.label, 0)})
