"""A directory of files as ``load_directory`` reads them: all nouns, each small enough to be seen at a glance."""

import json


def small_directory():
    """Return {file: content}: two municipalities, two projects, and one of everything else."""
    return {
        "rounds.json": [
            {"number": 2, "year": 2020, "motto": None, "selected": 32, "sources": ["https://bund.example/2"]}
        ],
        "themes.json": [
            {"slug": "ki", "de": "KI", "en": "AI", "synonyms": ["Künstliche Intelligenz"]},
            {"slug": "wasser", "de": "Wasser", "en": "Water", "synonyms": []},
        ],
        "technologies.json": [{"slug": "lorawan", "name": "LoRaWAN", "synonyms": ["LoRa"], "product": False}],
        "territories.json": [
            territory("09461000", "Bamberg", "BY", 49.9, 10.9),
            territory("09763000", "Kempten", "BY", 47.7, 10.3),
        ],
        "municipalities.json": [
            municipality("bamberg", "Bamberg", "09461000"),
            municipality("kempten", "Kempten (Allgäu)", "09763000"),
        ],
        "projects.json": [
            project("bakim", "BaKIM", ["bamberg"], technologies=["LoRa", "Drohne"], partners=["Uni Bamberg"]),
            project("pegel", "Pegel", ["kempten", "bamberg"]),
        ],
        "cooperations.json": [
            {
                "slug": "allianz",
                "title": "Allianz",
                "kind": "development",
                "municipalities": ["bamberg", "kempten"],
                "other_partners": ["Uni Bamberg"],
                "themes": ["ki"],
                "start": "2023",
                "end": "2023-06",
                "summary": "Beide arbeiten zusammen.",
                "results": ["Ein Leitfaden"],
                "sources": ["https://allianz.example/"],
            }
        ],
        "reuse.json": [
            {
                "from": "bamberg",
                "to": "Erlangen",
                "what": "bakim",
                "since": None,
                "cooperation": "allianz",
                "sources": ["https://erlangen.example/"],
            }
        ],
        "training_data.json": [
            {
                "slug": "baumbilder",
                "title": "Baumbilder",
                "municipality": "bamberg",
                "kind": "offer",
                "data_type": "image",
                "themes": ["ki"],
                "license": None,
                "url": None,
                "summary": "Bilder von Bäumen.",
                "sources": ["https://bamberg.example/bilder"],
            }
        ],
        "programme.json": {"facts": [{"text": "Der Bund fördert.", "sources": ["https://bund.example/"]}]},
        "congresses.json": [
            {
                "slug": "7-kiel",
                "title": "7. Kongress",
                "kind": "congress",
                "number": 7,
                "motto": None,
                "place": "Kiel",
                "host": None,
                "venue": None,
                "start_date": "2025-05",
                "end_date": None,
                "participants": 400,
                "summary": "In Kiel.",
                "sessions": [
                    {
                        "title": "KI-Daten",
                        "kind": "workshop",
                        "themes": ["ki"],
                        "municipalities": ["kempten"],
                        "summary": None,
                    }
                ],
                "outcomes": [{"text": "Daten sammeln.", "municipalities": ["kempten"], "themes": ["ki"]}],
                "attending_municipalities": ["bamberg"],
                "sources": ["https://kiel.example/"],
            }
        ],
    }


def territory(key, name, state, lat, lon):
    """A territory of the kind municipality."""
    fields = {"key": key, "kind": "municipality", "name": name, "state": state, "population": 70000, "area_km2": 54.6}
    return {**fields, "lat": lat, "lon": lon}


def municipality(slug, name, key):
    """A Bavarian municipality that is one territory."""
    return {
        "slug": slug,
        "name": name,
        "official_name": None,
        "kind": "city",
        "round": 2,
        "population": 70000,
        "area_km2": 54.6,
        "size_class": None,
        "phase": None,
        "project_name": None,
        "website": None,
        "funding_end": "2027",
        "funding_total_eur": None,
        "summary": f"{name} wird klüger.",
        "continuation": None,
        "sources": [f"https://{slug}.example/"],
        "states": ["BY"],
        "territories": [key],
        "population_from": "register",
        "area_from": "register",
    }


def project(slug, title, municipalities, technologies=(), partners=()):
    """A project of the theme KI."""
    return {
        "slug": slug,
        "title": title,
        "municipalities": municipalities,
        "themes": ["ki"],
        "status": "in_progress",
        "start": None,
        "end": None,
        "summary": f"{title} läuft.",
        "url": None,
        "repository": None,
        "technologies": list(technologies),
        "partners": list(partners),
        "sources": [f"https://quelle.example/{slug}"],
        "kind": "solution",
    }


def write_directory(path, files):
    """Write the files; text is written as it is, so that a file can be broken."""
    for name, content in files.items():
        (path / name).write_text(content if isinstance(content, str) else json.dumps(content), encoding="utf-8")
