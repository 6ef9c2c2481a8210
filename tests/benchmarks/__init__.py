"""How long the pages take, on the real data and on made-up data of a large country: ``python -m tests.benchmarks``.

``questions.py`` says what is asked, ``measuring.py`` asks and takes the time, ``databases.py`` fills the databases,
``report.py`` writes docs/BENCHMARKS.md. Whoever measures a server hands ``measuring.measure`` another way to ask.
"""
