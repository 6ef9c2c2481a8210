"""What the shipped data say of pairs: the four that must be shown, and every pair against a slow oracle."""

import json
from itertools import combinations
from random import Random
from statistics import quantiles
from time import perf_counter

import pytest
from django.test import RequestFactory
from django.test.client import ClientHandler
from django.utils import translation

from kommunen.filters.cooperation import CooperationFilterSet
from kommunen.network.current import network
from kommunen.network.pair import tell
from kommunen.network.question import question
from kommunen.network.suggestions import profiles_of
from kommunen.network.verdict import Verdict, answer
from tests.kommunen.network import oracle

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("real_data")]


def told(a, b, theme=""):
    found = network()
    with translation.override("en"):
        return tell(found, found.nodes[a], found.nodes[b], found.subjects.get(theme))


def test_bamberg_and_kiel_develop_the_beteiligungstoolbox():
    found = told("bamberg", "kiel", "beteiligung")

    assert found.answer.verdict == Verdict.ACTIVE
    assert found.answer.evidence[0].fact.slug == "beteiligungstoolbox"
    assert str(found.sentence).startswith(
        "Yes. Bamberg and KielRegion are developing “Beteiligungstoolbox” together, with Hildesheim and Lübeck."
    )


def test_bamberg_and_jena_develop_civitas_core():
    found = told("bamberg", "jena", "daten")

    assert (found.answer.verdict, found.answer.evidence[0].fact.title) == (Verdict.ACTIVE, "CIVITAS/CORE")


def test_bamberg_and_kempten_could_begin_with_the_shared_collection():
    found = told("bamberg", "kempten", "ki")

    assert found.answer.verdict == Verdict.NOT_RECORDED
    assert str(found.sentence) == (
        "Not recorded yet. Of Bamberg and Kempten no cooperation on the theme “Artificial intelligence” is recorded, "
        "as of 22 November 2026. Where to begin: “Kommunale KI-Datensammlung” (Kempten) and "
        "“Markierte Drohnenbilder von Baumkronen (BaKIM)” (Bamberg)."
    )


def test_kempten_is_suggested_to_bamberg_on_ai_for_the_shared_collection(client):
    rows = client.get("/api/v1/suggestions/?fuer=bamberg&thema=ki").json()["results"]

    [kempten] = [row for row in rows if row["municipality"]["slug"] == "kempten"]
    [reason] = [reason for reason in kempten["reasons"] if reason["kind"] == "own_data"]
    assert reason["text"] == "KI-Daten, bei denen andere mitmachen können: „Kommunale KI-Datensammlung“"
    assert reason["url"].endswith("/ki-daten/kempten-ki-datensammlung/")
    assert kempten["score"] == sum(reason["points"] for reason in kempten["reasons"])


def test_paderborn_reuses_hal_plan():
    assert str(told("halle-saale", "paderborn").sentence).startswith(
        "Yes. Paderborn reuses “HAL-Plan (Core-Modul)” by Halle (Saale)."
    )


@pytest.mark.parametrize(
    ("text", "pair", "theme"),
    [
        ("Bamberg Kempten KI", ("bamberg", "kempten"), "ki"),
        ("Mit den Lübeckern und Kiel über Beteiligung reden", ("luebeck", "kiel"), "beteiligung"),
        ("Heidelberg und München", ("rhein-neckar", "connected-urban-twins"), ""),
        ("Bamberg", None, ""),
        ("", None, ""),
        ("Ulm, Jena, Kiel", None, ""),
    ],
)
def test_a_line_of_text_is_understood(text, pair, theme):
    assert (question(text).pair, question(text).theme) == (pair, theme)


@pytest.mark.once
def test_the_number_of_cooperations_is_that_of_the_list_it_leads_to():
    found = profiles_of(network()).cooperations

    assert len(found) == 73
    assert found == {slug: CooperationFilterSet({"kommune": slug}).qs.count() for slug in found}


@pytest.mark.once
def test_two_meet_in_software_that_municipalities_run_and_not_in_what_it_is_built_with():
    software = {fact.slug for fact in network().facts if fact.noun == "technology" and len(fact.municipalities) > 1}

    assert software == {"civitas-core", "consul", "minecraft", "open-smartcity-app"}


def test_seventeen_have_no_partner():
    assert sum(not found for found in network().partners.values()) == 17


@pytest.mark.proof
def test_every_pair_and_theme_is_what_the_oracle_says(proof_full, proof_figure):
    found, world = network(), oracle.load()
    themes = ["", *found.subjects]
    asked = [(a, b, theme) for a, b in combinations(found.nodes, 2) for theme in themes]
    assert len(asked) == 2628 * 24
    sample = asked if proof_full else Random(7).sample(asked, 600) + [one for one in asked if not one[2]][::7]

    wrong = []
    for a, b, theme in sample:
        subject = found.subjects.get(theme)
        one = answer(found, found.nodes[a], found.nodes[b], subject)
        if one != answer(found, found.nodes[b], found.nodes[a], subject):
            wrong.append((a, b, theme, "not symmetric"))
        if one.verdict != oracle.verdict(world, a, b, theme, found.today):
            wrong.append((a, b, theme, one.verdict))

    proof_figure("Paarantworten gleich dem Orakel", len(sample) - len(wrong))
    assert wrong == []


@pytest.mark.proof
def test_an_answer_takes_less_than_50_ms(proof_full, proof_figure):
    """Asked without the test client, which copies the context of every template."""
    found, server, ask = network(), ClientHandler(), RequestFactory()
    pairs = Random(3).sample(list(combinations(found.nodes, 2)), 400 if proof_full else 25)
    questions = [f"?a={a}&b={b}{theme}" for a, b in pairs for theme in ("", "&thema=daten")]
    figures = {}
    for name, path in {"Seite": "/netzwerk/verbunden/", "Schnittstelle": "/api/v1/connections/"}.items():
        server(ask.get(path + questions[0]).environ)
        times = []
        for question_ in questions:
            start = perf_counter()
            answered = server(ask.get(path + question_).environ)
            times.append((perf_counter() - start) * 1000)
            assert answered.status_code == 200
        figures[name] = quantiles(times, n=20)[-1]
        proof_figure(f"Paarantwort, {name}, 95. Perzentil", figures[name], "ms")

    assert not proof_full or max(figures.values()) < 50


def test_the_same_pair_in_both_orders_gives_the_same_answer(client):
    one = client.get("/api/v1/connections/?a=bamberg&b=kiel&thema=daten").json()
    other = client.get("/api/v1/connections/?a=kiel&b=bamberg&thema=daten").json()

    assert (one.pop("a"), one.pop("b")) == (other.pop("b"), other.pop("a"))
    assert json.dumps(one, sort_keys=True) == json.dumps(other, sort_keys=True)
