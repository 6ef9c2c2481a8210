"""PostgreSQL joins plain words in a query of its own: it must answer as the common way does."""

import pytest
from django.db import connection

from kommunen.language.query import parse_query
from kommunen.models import SearchPosting, stamps
from kommunen.search import evidence, search_all
from kommunen.search.words import thesaurus
from tests import factories as make

pytestmark = [
    pytest.mark.django_db,
    pytest.mark.skipif(connection.vendor != "postgresql", reason="PostgreSQL's own way"),
]


@pytest.fixture(autouse=True)
def many(monkeypatch):
    """More entries than are read whole: the words stand in different fields, and some hold only one of them."""
    kiel, theme = make.MunicipalityFactory(name="Kiel", slug="kiel"), make.ThemeFactory(name="Drohne")
    for number in range(6):
        own = {"municipalities": [kiel]}
        make.ProjectFactory(title=f"Park {number}", summary="Eine Drohne im Wald am Pegel, 5G.", **own)
        make.ProjectFactory(title=f"Wald {number}", themes=[theme], summary="Pegel und 5G.", **own)
        partner = make.OrganisationFactory(name=f"Wald {number} Pegel")
        make.ProjectFactory(title=f"Drohne {number}", partners=[partner], **own)
        make.ProjectFactory(title=f"Nur Drohne {number}", **own)
        make.CooperationFactory(title=f"Drohne {number}", summary="Wald und Pegel")
    monkeypatch.setattr(evidence, "READ_ALL", 3)
    monkeypatch.setattr(evidence, "BEST", 4)


def best(text, types):
    """What ``best_of_many`` finds: the counts by kind, all documents, and of the best what stands where."""
    query = thesaurus(stamps.now()).widen(parse_query(text))
    postings = SearchPosting.objects.order_by()
    postings = postings.filter(type__in=types) if types else postings
    got = evidence.Evidence(1)
    groups = evidence.best_of_many(query, postings, {term for way in query.ways for term in way.terms}, got)
    found = {(term, document): (kind, places) for term, kind, places, documents in groups for document in documents}
    return got.counts, set(got.all_documents.values_list("document", flat=True)), found


@pytest.mark.parametrize("types", [None, ["project"]])
@pytest.mark.parametrize("text", ["Drohne Wald", "Wald Drohne", "Drohne Wald Pegel"])
def test_it_answers_as_the_common_way(monkeypatch, text, types):
    called, own, group = [], evidence.best_of_plain, evidence.group()
    monkeypatch.setattr(evidence, "best_of_plain", lambda *given: called.append(1) or own(*given))
    quick = best(text, types)
    with monkeypatch.context() as patch:
        patch.setattr(evidence.connection, "vendor", "sqlite")
        patch.setattr(evidence, "group", lambda: group)
        common = best(text, types)

    assert called == [1]
    assert quick == common


def test_a_word_that_nothing_holds_beside_a_frequent_one():
    assert search_all("5G qz").whole == 0
