"""Name the municipalities, themes and cooperations in sentences: one JSON object per line."""

import json
import sys

from django.core.management.base import BaseCommand

from kommunen.network.question import names


class Command(BaseCommand):
    help = "Print the slugs of the municipalities, themes and cooperations that each sentence names."

    def add_arguments(self, parser):
        parser.add_argument("sentence", nargs="*", help="without any, sentences are read from standard input")

    def handle(self, *, sentence, **options):
        known = names()
        for text in sentence or (line.rstrip("\n") for line in sys.stdin):
            self.stdout.write(json.dumps(known.recognise(text), ensure_ascii=False))
