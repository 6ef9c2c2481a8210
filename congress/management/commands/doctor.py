"""Says in plain words what is missing or unsafe, and how to mend it."""

from django.core.management.base import BaseCommand, CommandError
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from congress.doctor import examine


class Command(BaseCommand):
    help = "Say what is missing or unsafe, with the mend. Ends with status 1 where something forbids to go live."
    requires_system_checks = []  # it is asked where something is wrong

    def handle(self, **options):
        grave = 0
        for one in examine():
            mark = _("well") if not one.fault else _("FAULT") if one.grave else _("hint")
            self.stdout.write(f"[{mark}] {one.name}" + (f": {one.fault}" if one.fault else ""))
            if one.fault:
                self.stdout.write(f"         → {one.mend}")
                grave += one.grave
        if grave:
            raise CommandError(ngettext("%(number)d fault.", "%(number)d faults.", grave) % {"number": grave})
        self.stdout.write(_("Nothing forbids to go live."))
