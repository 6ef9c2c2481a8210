"""What is asked: groups of addresses, taken from the data by a fixed draw, so that each run asks the same."""

from dataclasses import dataclass
from random import Random
from urllib.parse import urlencode

from django.test import RequestFactory

from kommunen.filters import MunicipalityFilterSet, ProjectFilterSet
from kommunen.models import Municipality, Project, SearchWord

NUMBER = 12  # addresses in a group that has many
WORDS = 60  # single words of each frequency: most questions are one


@dataclass(frozen=True)
class Group:
    """Addresses of one kind: their times are told together."""

    name: str
    addresses: list


def groups():
    """All groups, for the database that is connected."""
    random = Random(1)
    words = list(SearchWord.objects.order_by("-frequency", "key").values_list("shown", flat=True))
    frequent, rare = words[:WORDS], random.sample(words[len(words) // 3 :], WORDS)
    usual = random.sample(words[WORDS : len(words) // 10], WORDS)
    pairs = [f"{one} {other}" for one, other in zip(frequent[:NUMBER:2], frequent[1:NUMBER:2], strict=True)]
    mixed = [f"{one} {other}" for one, other in zip(frequent[:NUMBER], rare, strict=False)]
    return [
        Group("Suche: ein häufiges Wort", searches(frequent)),
        Group("Suche: ein mittelhäufiges Wort", searches(usual)),
        Group("Suche: ein seltenes Wort", searches(rare)),
        Group("Suche: zwei häufige Wörter", searches(pairs)),
        Group("Suche: ein häufiges und ein seltenes Wort", searches(mixed)),
        Group("Suche: ein häufiges Wort und ein Land", [f"{one}&land=BY" for one in searches(frequent[:6])]),
        Group("Suche: Tippfehler", searches([f"{word[:3]}x{word[4:]}" for word in usual[:6]])),
        Group("Projektliste: ein häufiges Wort", searches(frequent[:6], "/projekte/")),
        Group("Projektliste: Filter verbunden", combinations(random, ProjectFilterSet, "/projekte/")),
        Group("Kommunenliste: Filter verbunden", combinations(random, MunicipalityFilterSet, "/kommunen/")),
        Group("Projektliste: sortiert", [f"/projekte/?sort={one}" for one in ("titel", "-titel", "-beginn", "stand")]),
        Group("Projektliste: Tabelle", ["/projekte/?ansicht=tabelle"]),
        Group("API: Projekte", ["/api/v1/projects/?page_size=50"]),
        *(Group(f"Vorschläge nach {length} Buchstaben", typed(random, words, length)) for length in range(1, 5)),
        Group("Schon verbunden?", connections(random)),
        Group("Eine Kommune", pages(random, Municipality)),
        Group("Ein Projekt", pages(random, Project)),
        Group("Netzwerk", ["/netzwerk/"]),
        Group("Karte", ["/karte/"]),
        Group("Startseite", ["/"]),
    ]


def searches(texts, page="/suche/"):
    return [f"{page}?{urlencode({'q': text})}" for text in texts]


def typed(random, words, length):
    beginnings = [word[:length].lower() for word in random.sample(words, NUMBER)]
    return [f"/suche/vorschlaege/?{urlencode({'q': beginning})}" for beginning in beginnings]


def combinations(random, filterset_class, page):
    """Addresses with one to four facets, of one or two values each, that are offered."""
    empty = filterset_class({}, request=RequestFactory().get(page))
    offered = {field.name: [option.value for option in (*first, *more)] for field, first, more in empty.facet_options()}
    offered = {name: values for name, values in offered.items() if values}
    found = [page]
    while len(found) < NUMBER:
        names = random.sample(sorted(offered), min(len(offered), random.randint(1, 4)))
        chosen = [
            (name, value)
            for name in names
            for value in random.sample(offered[name], min(len(offered[name]), random.randint(1, 2)))
        ]
        found.append(f"{page}?{urlencode(chosen)}")
    return found


def connections(random):
    slugs = list(Municipality.objects.published().order_by("pk").values_list("slug", flat=True))
    return [
        f"/netzwerk/verbunden/?{urlencode(dict(zip('ab', random.sample(slugs, 2), strict=True)))}" for _ in range(3)
    ]


def pages(random, noun):
    slugs = list(noun.objects.published().order_by("pk").values_list("slug", flat=True))
    return [noun(slug=slug).get_absolute_url() for slug in random.sample(slugs, 6)]
