"""The relevance test: judged queries, measures, baselines. ``make relevance`` runs it on both databases."""
