"""The database goes away while editors save: what is saved is whole, and what was refused is not there."""

import random
import threading
import time
from collections import Counter

import psycopg

from tests.chaos.editors import all_at_once
from tests.chaos.house import status, told, wait_until

ROUNDS, EDITORS = 6, 24
WITHIN = 0.5, 5.0  # seconds after all have pressed the button
QUESTION = """
SELECT project.id, project.summary, history.summary, source.publisher, document.parts::text
FROM kommunen_project project
JOIN kommunen_source source ON source.object_id = project.id AND source.id = ANY(%(sources)s)
JOIN kommunen_searchdocument document ON document.object_id = project.id AND document.type = 'project'
JOIN LATERAL (
    SELECT summary FROM kommunen_historicalproject past WHERE past.id = project.id ORDER BY history_id DESC LIMIT 1
) history ON true
"""


def sources(connection):
    """{project: its first source} of so many projects that have one, as the form lists them."""
    found = connection.execute(
        "SELECT object_id, min(source.id) FROM kommunen_source source"
        " JOIN django_content_type kind ON kind.id = content_type_id AND kind.model = 'project'"
        " JOIN kommunen_project project ON project.id = object_id AND project.state = 'published'"
        " GROUP BY object_id ORDER BY object_id LIMIT %s",
        [EDITORS],
    )
    return dict(found.fetchall())


def torn_saves(site, database, editors, expect):
    """Stop the database while they save, again and again. Arguments: their sessions; ``expect(condition, what)``."""
    dice, answers, whole, unknown = random.Random(7), Counter(), 0, 0
    with psycopg.connect(database.url) as connection:
        first = sources(connection)
    for number in range(ROUNDS):
        gone = threading.Thread(target=stop_soon, args=[database, dice.uniform(*WITHIN)])
        given = dict(all_at_once(site.address, editors[:EDITORS], list(first), f"Runde {number}", gone.start))
        gone.join()
        database.start_again()
        wait_until(lambda: status(f"{site.address}/readyz") == 200, 30)
        answers.update(given.values())
        with psycopg.connect(database.url) as connection:
            rows = connection.execute(QUESTION, {"sources": list(first.values())}).fetchall()
        expect(len(rows) == EDITORS, f"{len(rows)} von {EDITORS} Projekten gefunden")
        for project, summary, past, publisher, parts in rows:
            word = f"Runde {number}"
            found = [summary.startswith(word), past.startswith(word), publisher.startswith(word), word in parts]
            expect(len(set(found)) == 1, f"halb gespeichert: {project} {summary!r} {past!r} {publisher!r}")
            expect(given[project] != 302 or found[0], f"bestätigt und nicht gespeichert: {project}")
            whole += len(set(found)) == 1
            unknown += given[project] != 302 and found[0]
    expect(set(answers) <= {302, 503}, f"Antworten: {told(answers)}")
    expect(answers[302] and answers[503], f"nie mitten hinein: {told(answers)}")
    return [
        (
            f"PostgreSQL {ROUNDS} × angehalten, während je {EDITORS} Bearbeitende ein Projekt mit Quelle speichern",
            "jedes Projekt ist mit Quelle, Geschichte und Suche ganz alt oder ganz neu; was bestätigt wurde, ist da",
            f"{told(answers)}; {whole} von {ROUNDS * EDITORS} ganz, 0 halb; {unknown} gespeichert, obwohl 503 kam",
        )
    ]


def stop_soon(database, seconds):
    time.sleep(seconds)
    database.stop()
