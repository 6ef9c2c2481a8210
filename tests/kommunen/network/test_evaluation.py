"""The proof of the suggestions: nothing hidden shows through, and the published figures are the measured ones."""

import json
from io import StringIO
from itertools import combinations

import pytest
from django.core.management import call_command

from kommunen.network.current import network
from kommunen.network.evaluation import chances, evaluate, folds, known_pairs, scorers
from kommunen.network.figures import report, stored_figures
from kommunen.network.suggestions import connected, profiles_of, suggest
from kommunen.network.ties import pair
from kommunen.network.traits import hide, read_traits

pytestmark = [pytest.mark.once, pytest.mark.django_db, pytest.mark.usefixtures("real_data")]


def test_the_known_pairs_are_dealt_into_five_parts():
    facts = network().facts
    parts = folds(facts)

    assert len(parts) == 5
    assert set().union(*parts) == known_pairs(facts)
    assert len(known_pairs(facts)) == 182


def test_of_a_hidden_pair_nothing_is_left_that_names_both():
    now = network()
    traits = read_traits(now)
    for hidden in folds(now.facts):
        facts, left = hide(now, traits, hidden)

        shown = {
            pair(a, b) for fact in facts if fact.noun != "technology" for a, b in combinations(fact.municipalities, 2)
        }
        assert not shown & hidden
        gone = {fact.title for fact in now.facts} - {fact.title for fact in facts}
        assert not gone & {row[3] for row in [*left.technologies, *left.organisations]}
        joint = {fact.slug for fact in now.facts if fact.noun == "project"} - {fact.slug for fact in facts}
        assert not joint & {row[1] for row in [*left.stages, *left.technologies, *left.organisations]}


def test_ties_share_their_places_evenly():
    assert chances({"a": 1, "b": 1, "c": 2}, "c").mrr == 1
    assert chances({"a": 1, "b": 1, "c": 2}, "a").mrr == (1 / 2 + 1 / 3) / 2
    assert chances(dict.fromkeys(range(72), 0), 5).recall_10 == 10 / 72


def test_the_published_figures_are_the_measured_ones():
    """Whoever changes data or points runs ``manage.py evaluate_suggestions --save``."""
    now, stored = network(), stored_figures()

    assert stored == report(evaluate(now, stored["seed"]), now, stored["seed"])


@pytest.mark.proof
def test_the_suggestions_beat_every_baseline(proof_full, proof_figure):
    seeds = range(1, 11) if proof_full else [1]
    now = network()
    runs = [evaluate(now, seed) for seed in seeds]

    def mean(method, border):
        return sum(run[method][border].recall_10 for run in runs) / len(runs)

    for border, name in (("all", "insgesamt"), ("within", "im selben Land"), ("across", "über Landesgrenzen")):
        proof_figure(f"Vorschläge, recall@10 {name}, erste Liste", mean("page", border))
    proof_figure("Vorschläge, recall@10 über Landesgrenzen, zweite Liste", mean("beyond", "across"))
    assert all(run["page"]["all"].recall_10 > run["state"]["all"].recall_10 + 0.08 for run in runs)
    assert all(run["beyond"]["across"].recall_10 > run["themes"]["across"].recall_10 + 0.08 for run in runs)


def test_the_command_prints_the_table():
    out = StringIO()

    call_command("evaluate_suggestions", stdout=out)

    assert "182 bekannte Paare" in out.getvalue()
    assert out.getvalue().count("recall@10  MRR") == 3
    bare = stored_figures()["methods"]["suggestions"]
    plain = f"Nach bloßen Punkten, gegen alle 72 anderen, ist recall@10 {bare['all']['recall_10']:.3f}"
    assert f"{plain}, über Landesgrenzen {bare['across']['recall_10']:.3f};" in out.getvalue()
    assert "Das Ziel über Landesgrenzen (0.45) verfehlen beide Listen: " in out.getvalue()


def test_sentences_are_recognised_one_object_per_line(monkeypatch):
    out = StringIO()
    call_command("recognise", "Kempten KI-Trainingsdaten, wir sollten reden", stdout=out)
    monkeypatch.setattr("sys.stdin", StringIO("Heidelberg und München\nHalle 4\n"))
    call_command("recognise", stdout=out)

    assert [json.loads(line)["municipalities"] for line in out.getvalue().splitlines()] == [
        ["kempten"],
        ["rhein-neckar", "connected-urban-twins"],
        [],
    ]


def test_the_method_page_shows_the_stored_figures(client):
    text = client.get("/en/netzwerk/methode/").content.decode()

    assert f"{stored_figures()['methods']['page']['all']['recall_10']:.3f}" in text
    bare = stored_figures()["methods"]["suggestions"]
    assert f"it is {bare['all']['recall_10']:.3f} overall and {bare['across']['recall_10']:.3f} across borders" in text
    assert "The aim across borders is missed by both lists." in text


def test_what_is_measured_is_the_list_that_is_shown():
    now = network()
    page = scorers(now, profiles_of(now))["page"]
    for node in [*now.nodes.values()][::3]:
        shown = suggest(now, node)
        others = {one.node for one in shown}

        measured = sorted(others, key=lambda one: (-page(node.slug, one.slug), one.sort_name, one.slug))
        behind = {*now.nodes.values()} - others - {node}

        assert [one.node for one in shown] == measured
        assert {one.slug for one in behind} == connected(now, node).keys()
        assert all(page(node.slug, one.slug) < page(node.slug, measured[-1].slug) for one in behind)
