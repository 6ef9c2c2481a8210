"""Files like the shipped ones in any number, to try how the program bears them: the same for the same seed.

Names, sentences and addresses are made up from the shipped vocabulary; nothing in them is true.
"""

import json
import random
from itertools import count, product

from kommunen.exchange.directory.noun import slug_of
from kommunen.models import CooperationKind, DataType, MunicipalityKind, ProjectKind, ProjectStatus, TrainingDataKind

COPIED = ("rounds", "themes", "technologies", "programme", "pages")
READ = (*COPIED, "territories", "projects", "cooperations", "reuse", "training_data")
FORE = (
    *("Ober", "Unter", "Nieder", "Hohen", "Groß", "Klein", "Neu", "Alt", "Markt", "Wald", "Buchen", "Eichen", "Erlen"),
    *("Linden", "Tannen", "Birken", "Königs", "Kirch", "Mühl", "Stein", "Schwarz", "Weißen", "Grün", "Sonnen", "Brunn"),
    *("Salz", "Silber", "Falken", "Adler", "Hirsch", "Wolfs", "Bären", "Rosen", "Heide", "Moor", "See", "Fluss", "Tal"),
)
STEM = (
    *("", "bach", "feld", "wald", "brunn", "born", "stein", "see", "au", "moor", "heid", "linden", "kirch", "mark"),
    *("rieth", "loh", "horn", "eck", "stetten", "winkel"),
)
END = (
    *("hausen", "berg", "burg", "dorf", "heim", "stadt", "ingen", "rode", "leben", "hofen", "kirchen", "furt", "tal"),
    *("brück", "münde", "zell"),
)
RIVERS = ("", " an der Saale", " am Main", " (Oder)", " an der Donau", " am Neckar", " an der Elbe", " im Allgäu")
TITLES = (
    "{word} in {place}",
    "{tool} für {word}",
    "{word} mit {tool}",
    "{word} neu gedacht: {place} probiert {tool}",
    "{place} lernt {word}",
)
SENTENCES = (
    "{place} erprobt {tool} für das Thema {word}.",
    "Das Vorhaben verbindet {word} mit {tool} und bindet die Fachämter früh ein.",
    "Bürgerinnen und Bürger sehen auf einen Blick, was sich bei {word} in {place} ändert.",
    "Die Stadtwerke liefern Messwerte, {tool} wertet sie aus.",
    "Der Quelltext soll offen bereitstehen, damit andere Kommunen {word} nachnutzen können.",
    "Nach der Förderung übernimmt die Verwaltung den Betrieb von {tool}.",
)
PARTNERS = ("Stadtwerke {place}", "Hochschule {place}", "Landkreis {place}", "Verein Digitales {place}")


class Sampler:
    """Makes up records, one kind after the other; every choice comes from the seed."""

    def __init__(self, shipped, *, municipalities, projects, seed):
        """Arguments: shipped, the directory of the shipped files; how many of both to make; seed, any number."""
        self.random = random.Random(seed)  # noqa: S311 - plays dice, guards nothing
        self.wanted = {"municipalities": municipalities, "projects": projects}
        self.real = {name: json.loads((shipped / f"{name}.json").read_text(encoding="utf-8")) for name in READ}
        self.themes = [theme["slug"] for theme in self.real["themes"]]
        self.words = {theme["slug"]: [theme["de"], *theme["synonyms"]] for theme in self.real["themes"]}
        self.tools = [technology["name"] for technology in self.real["technologies"]]
        self.places, self.slugs, self.project_slugs, self.used = {}, [], [], set()

    def files(self):
        """Yield (name of the file, its records), in an order in which each needs only those before it."""
        for name in COPIED:
            yield f"{name}.json", self.real[name]
        pairs = list(self.municipalities())
        yield "territories.json", (territory for _municipality, territory in pairs)
        yield "municipalities.json", (municipality for municipality, _territory in pairs)
        share = self.wanted["projects"] / len(self.real["projects"])
        yield "projects.json", (self.project() for _number in range(self.wanted["projects"]))
        for name, make in (
            ("cooperations.json", self.cooperation),
            ("reuse.json", self.reuse),
            ("training_data.json", self.training_data),
        ):
            number = round(share * len(self.real[name.removesuffix(".json")]))
            yield name, (record for record in (make() for _number in range(number)) if record)

    def municipalities(self):
        """Yield (municipality, the one territory that it consists of)."""
        names = [f"{fore}{stem}{end}" for fore, stem, end in product(FORE, STEM, END)]
        self.random.shuffle(names)
        names = [f"{name}{river}" for river in RIVERS for name in names]
        keys = count(1)
        for name, _number in zip(names, range(self.wanted["municipalities"]), strict=False):
            near = self.random.choice(self.real["territories"])
            slug, population = self.new_slug(name), round(self.random.lognormvariate(10, 1.2)) + 500
            self.places[slug] = name
            self.slugs.append(slug)
            territory = {
                "key": f"{near['key'][:2]}{next(keys):06}",
                "kind": "municipality",
                "name": name,
                "state": near["state"],
                "population": population,
                "area_km2": round(self.random.uniform(8, 400), 2),
                "lat": round(min(max(near["lat"] + self.random.gauss(0, 0.25), 47.3), 55.0), 5),
                "lon": round(min(max(near["lon"] + self.random.gauss(0, 0.35), 5.9), 15.0), 5),
            }
            yield self.municipality(slug, name, territory), territory

    def municipality(self, slug, name, territory):
        """A municipality with the figures of its territory."""
        word, tool = self.word(self.random.choice(self.themes)), self.random.choice(self.tools)
        return {
            "slug": slug,
            "name": name,
            "official_name": f"Stadt {name}",
            "kind": self.random.choice([MunicipalityKind.CITY, MunicipalityKind.MUNICIPALITY]).value,
            "round": self.random.choice([1, 2, 3]),
            "population": territory["population"],
            "area_km2": territory["area_km2"],
            "size_class": None,
            "phase": self.random.choice(["strategy", "implementation", "completed", None]),
            "project_name": f"{name} digital",
            "website": f"https://www.{slug}.example",
            "funding_end": self.random.choice([None, "2026", "2027", "2027-12"]),
            "funding_total_eur": self.random.choice([None, self.random.randrange(2_000_000, 17_500_000, 1000)]),
            "summary": self.text(name, word, tool, 2),
            "continuation": self.random.choice([None, self.text(name, word, tool, 1)]),
            "sources": self.sources(slug),
            "states": [territory["state"]],
            "territories": [territory["key"]],
            "population_from": "register",
            "area_from": "register",
        }

    def project(self):
        """A project of one municipality, now and then of several."""
        owners = self.some(self.slugs, self.random.choice([1, 1, 1, 1, 1, 1, 2, 3]))
        place, themes = self.places[owners[0]], self.some(self.themes, self.random.choice([1, 2, 2, 3]))
        tools = self.some(self.tools, self.random.choice([0, 0, 1, 1, 2]))
        word, tool = self.word(themes[0]), (tools or self.some(self.tools, 1))[0]
        title = self.random.choice(TITLES).format(place=place, word=word, tool=tool)
        slug, start = self.new_slug(f"{owners[0]} {title}"), self.start()
        self.project_slugs.append(slug)
        return {
            "slug": slug,
            "title": title[:200],
            "municipalities": owners,
            "themes": themes,
            "status": self.random.choice(ProjectStatus.values),
            "start": start,
            "end": self.random.choice([None, None, "2027", "2028-06"]),
            "summary": self.text(place, word, tool, 3),
            "url": self.random.choice([None, f"https://www.{owners[0]}.example/{slug}"]),
            "repository": None,
            "technologies": tools,
            "partners": self.partners(self.random.choice([0, 0, 0, 1, 2])),
            "sources": self.sources(slug),
            "kind": self.random.choice(ProjectKind.values),
        }

    def cooperation(self):
        """Several municipalities together."""
        members = self.some(self.slugs, self.random.choice([2, 2, 3, 4]))
        themes = self.some(self.themes, 2)
        word, place = self.word(themes[0]), self.places[members[0]]
        title = f"{word}: {place} mit {self.places[members[-1]]}"[:200]
        slug = self.new_slug(title)
        return {
            "slug": slug,
            "title": title,
            "kind": self.random.choice(CooperationKind.values),
            "municipalities": members,
            "other_partners": self.partners(self.random.choice([0, 1, 2])),
            "themes": themes,
            "start": self.start(),
            "end": None,
            "summary": self.text(place, word, self.random.choice(self.tools), 2),
            "sources": self.sources(slug),
            "results": [self.text(place, word, self.random.choice(self.tools), 1)],
        }

    def reuse(self):
        """One takes over another's project; None where dice would tell the same twice."""
        giver, taker = self.some(self.slugs, 2)
        what = self.random.choice(self.project_slugs)
        if (giver, taker, what) in self.used:
            return None
        self.used.add((giver, taker, what))
        fields = {"from": giver, "to": taker, "what": what, "since": self.start()}
        return {**fields, "sources": self.sources(what), "cooperation": None}

    def training_data(self):
        """Data for AI."""
        owner, theme = self.random.choice(self.slugs), self.random.choice(self.themes)
        word, place = self.word(theme), self.places[owner]
        slug = self.new_slug(f"{owner} Daten {word}")
        return {
            "slug": slug,
            "title": f"Trainingsdaten zu {word} aus {place}"[:200],
            "municipality": owner,
            "kind": self.random.choice(TrainingDataKind.values),
            "data_type": self.random.choice(DataType.values),
            "themes": [theme],
            "license": None,
            "url": None,
            "summary": self.text(place, word, self.random.choice(self.tools), 1),
            "sources": self.sources(slug),
        }

    def word(self, theme):
        """One of a theme's words."""
        return self.random.choice(self.words[theme])

    def text(self, place, word, tool, sentences):
        """So many sentences."""
        chosen = self.some(SENTENCES, sentences)
        return " ".join(chosen).format(place=place, word=word, tool=tool)

    def start(self):
        """A stated date, mostly unknown."""
        year, month = self.random.choice(range(2019, 2027)), self.random.choice(range(1, 13))
        return self.random.choice([None, None, f"{year}", f"{year}-{month:02}"])

    def partners(self, number):
        """Names of organisations."""
        places = self.some(self.slugs, number)
        return [self.random.choice(PARTNERS).format(place=self.places[place]) for place in places]

    def sources(self, slug):
        """One to three addresses."""
        return [f"https://quelle{number}.example/{slug}" for number in range(self.random.choice([1, 2, 2, 3]))]

    def some(self, things, number):
        """So many different ones, or all."""
        return self.random.sample(things, min(number, len(things)))

    def new_slug(self, text):
        """An address that none has yet."""
        base = slug_of(text)[:110].strip("-")
        slug = next(
            slug for number in count(1) if (slug := base if number == 1 else f"{base}-{number}") not in self.used
        )
        self.used.add(slug)
        return slug


def write_records(path, records):
    """Write records as a JSON file, one a line; programme.json keeps its own form."""
    with path.open("w", encoding="utf-8") as file:
        if isinstance(records, dict):
            json.dump(records, file, ensure_ascii=False)
            return
        file.write("[")
        for number, record in enumerate(records):
            file.write(",\n" if number else "\n")
            file.write(json.dumps(record, ensure_ascii=False))
        file.write("\n]\n")
