"""Measure the search and its baseline on one database, filled with the shipped directory: ``python -m … FILE``."""

import json
import os
import sys
from pathlib import Path

import django


def main(target):
    os.environ["DJANGO_SETTINGS_MODULE"] = "tests.settings"  # whatever make has exported: it needs no secret of ours
    django.setup()
    from django.core.management import call_command  # noqa: PLC0415 - after the setup
    from django.db import connection  # noqa: PLC0415 - needs the settings

    from kommunen.search import search_all  # noqa: PLC0415 - needs the settings
    from tests.relevance import baselines  # noqa: PLC0415 - needs the settings
    from tests.relevance.measures import judged_queries  # noqa: PLC0415 - needs the settings

    call_command("migrate", verbosity=0)
    call_command("load_directory", verbosity=0, stdout=open(os.devnull, "w"))  # noqa: SIM115 - lives as long as we do
    baselines.build()
    found = {
        query.text: {
            "ours": [f"{hit.type}:{hit.slug}" for hit in search_all(query.text, query.types).hits],
            "baseline": baselines.search(query),
        }
        for query in judged_queries()
    }
    Path(target).write_text(json.dumps({"engine": connection.vendor, "found": found}))


if __name__ == "__main__":
    main(sys.argv[1])
