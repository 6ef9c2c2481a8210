"""Measure how often the suggestions find cooperations that were hidden from them."""

from django.core.management.base import BaseCommand

from kommunen.network.current import network
from kommunen.network.evaluation import SEED, evaluate
from kommunen.network.figures import AIM, AIM_ACROSS, misses_borders, report, store

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
        self.stdout.write(in_plain_words(stated))
        if save:
            store(stated)
            self.stdout.write("Die Zahlen stehen nun auf /netzwerk/methode/.\n")


def in_plain_words(stated):
    """What the table says of the aims. Arguments: stated, as ``figures.report`` returns it."""

    def recall(method, border="all"):
        return f"{stated['methods'][method][border]['recall_10']:.3f}"

    aims = (
        f"Nach bloßen Punkten, gegen alle 72 anderen, ist recall@10 {recall('suggestions')}, über Landesgrenzen "
        f"{recall('suggestions', 'across')}; erst weil Verbundene zuletzt stehen, sind es {recall('page')} "
        f"(Ziel {AIM:.2f})."
    )
    if misses_borders(stated):
        aims += (
            f" Das Ziel über Landesgrenzen ({AIM_ACROSS:.2f}) verfehlen beide Listen: {recall('page', 'across')} und "
            f"{recall('beyond', 'across')}."
        )
    return f"{aims}\n"
