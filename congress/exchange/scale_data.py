"""Congresses for the files of ``make_scale_data``: few, however large the network."""

from congress.models import SessionKind

CONGRESSES = 12
SESSIONS = 8


def scale_congresses(sampler):
    """Yield congresses at which municipalities of the sampler meet."""
    slugs = sampler.slugs
    for number in range(1, CONGRESSES + 1):
        host = sampler.random.choice(slugs)
        slug = f"{number}-{host}"
        day = f"{2019 + number // 2}-{1 + number % 2 * 6:02}-15"
        sessions = []
        for place in range(SESSIONS):
            theme = sampler.random.choice(sampler.themes)
            sessions.append(
                {
                    "title": f"{sampler.word(theme)}, Teil {place + 1}",
                    "kind": sampler.random.choice(SessionKind.values),
                    "themes": [theme],
                    "municipalities": sampler.some(slugs, 2),
                    "summary": None,
                }
            )
        yield {
            "kind": "congress",
            "number": number,
            "slug": slug,
            "title": f"{number}. Kongress",
            "motto": None,
            "place": sampler.places[host],
            "host": host,
            "venue": None,
            "start_date": day,
            "end_date": day,
            "participants": sampler.random.randrange(100, 900),
            "summary": None,
            "sessions": sessions,
            "outcomes": [],
            "attending_municipalities": sampler.some(slugs, 40),
            "sources": sampler.sources(slug),
        }
