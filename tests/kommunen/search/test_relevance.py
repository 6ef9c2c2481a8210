"""The ranking keeps its quality on the judged queries; the figures by kind stand in docs/RELEVANZ.md."""

import pytest
from django.db import connection

from kommunen.search import search_all
from tests.relevance import baselines
from tests.relevance.measures import averages, gain, judged_queries, measure, ndcg, recall, reciprocal_rank

LEAST_OVERALL, LEAST_OF_A_KIND = 0.90, 0.80


@pytest.mark.django_db
def test_judged_queries_are_answered_well_and_better_than_by_plain_full_text_search(real_data):
    baselines.build()
    queries = judged_queries()
    ours = averages(
        measure(queries, lambda query: [f"{hit.type}:{hit.slug}" for hit in search_all(query.text, query.types).hits])
    )
    plain = averages(measure(queries, baselines.search))
    with connection.cursor() as cursor:
        cursor.execute("DROP TABLE plain")

    assert ours["all"]["nDCG@10"] >= LEAST_OVERALL
    assert {kind: found["nDCG@10"] for kind, found in ours.items() if found["nDCG@10"] < LEAST_OF_A_KIND} == {}
    assert ours["all"]["nDCG@10"] > plain["all"]["nDCG@10"] + 0.2


def test_measures_give_what_is_known_of_them():
    grades = {"a": 3, "b": 2, "c": 1}

    assert ndcg(["a", "b", "c"], grades) == 1
    assert round(ndcg(["c", "x", "a"], grades), 3) == round(gain([1, 0, 3]) / gain([3, 2, 1]), 3)
    assert recall(["a", "x"], grades) == 0.5
    assert reciprocal_rank(["x", "c"], grades) == 0.5
    assert [measure([], {}) for measure in (ndcg, recall, reciprocal_rank)] == [1, 1, 1]
    assert [measure(["x"], {}) for measure in (ndcg, recall, reciprocal_rank)] == [0, 0, 0]
