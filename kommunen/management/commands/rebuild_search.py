"""Write the search index anew."""

from django.core.management.base import BaseCommand

from kommunen.search.index import rebuild


class Command(BaseCommand):
    help = "Write the whole search index anew, in one transaction. Readers use the old one until it is done."

    def handle(self, **options):
        documents = rebuild(self.draw)
        self.stdout.write(f"{documents} documents can be found.")

    def draw(self, done, total):
        if self.stderr.isatty():  # a log file gets no bar
            end = "\n" if done == total else ""
            self.stderr.write(f"\r[{'#' * (40 * done // total):<40}] {done}/{total}", ending=end)
