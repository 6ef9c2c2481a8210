"""Measure how often the suggestions find cooperations that were hidden from them."""

from django.core.management.base import BaseCommand

from kommunen.network.current import network
from kommunen.network.evaluation import SEED, evaluate
from kommunen.network.figures import report, store

NAMES = {
    "chance": "Zufall",
    "themes": "nur Themen",
    "state": "nur gleiches Land",
    "suggestions": "Vorschläge, alle 72 anderen",
    "page": "wie auf der Seite: Verbundene zuletzt",
    "beyond": "zweite Liste: eigenes Land zuletzt",
}
BORDERS = {"all": "alle", "within": "im selben Land", "across": "über Landesgrenzen"}


class Command(BaseCommand):
    help = "Hide known cooperations in five folds, suggest, and count how often the suggestions find them again."

    def add_arguments(self, parser):
        parser.add_argument("--seed", type=int, default=SEED, help="another deal of the cooperations")
        parser.add_argument("--save", action="store_true", help="keep the figures for the method page")

    def handle(self, *, seed, save, **options):
        found = network()
        stated = report(evaluate(found, seed), found, seed)
        self.stdout.write(f"{stated['pairs']} bekannte Paare, beide Richtungen, fünf Teile, Anfangszahl {seed}\n\n")
        for border, name in BORDERS.items():
            self.stdout.write(f"{name:<40}recall@5  recall@10  MRR\n")
            for method, borders in stated["methods"].items():
                if figures := borders.get(border):
                    row = f"{figures['recall_5']:8.3f} {figures['recall_10']:10.3f} {figures['mrr']:7.3f}"
                    self.stdout.write(f"  {NAMES[method]:<38}{row}\n")
            self.stdout.write("\n")
        if save:
            store(stated)
            self.stdout.write("Die Zahlen stehen nun auf /netzwerk/methode/.\n")
