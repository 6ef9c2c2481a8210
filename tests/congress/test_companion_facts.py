"""What lies on the phone says the same as the server."""

import json
import subprocess
from pathlib import Path

import pytest

from congress.companion.facts import facts_for
from kommunen.network.current import network
from kommunen.network.pair import tell
from tests.browser.conftest import NODE
from tests.kommunen.language.test_names import MUST, judged

RECOGNISER = Path("congress/static/congress/companion_recognise.js").resolve()
RUN = """
require(process.argv[1]);
const { facts, sentences } = JSON.parse(require("fs").readFileSync(0, "utf8"));
const recogniser = new companion.Recogniser(facts);
console.log(JSON.stringify(sentences.map((sentence) => recogniser.recognise(sentence))));
"""


@pytest.mark.proof
def test_every_pair_answer_on_the_phone_is_the_servers(real_data, db, proof_full, proof_figure):
    found, wrong, number = network(), [], 0
    for own in ["bamberg", "kempten", "kiel"] if proof_full else ["bamberg"]:
        pairs = facts_for(own)["pairs"]
        assert len(pairs) == 72
        asked = [(slug, theme) for slug, row in pairs.items() for theme in row]
        for slug, theme in asked if proof_full else asked[::23]:
            told = tell(found, found.nodes[own], found.nodes[slug], found.subjects.get(theme))
            tone, lead, text = pairs[slug][theme]
            number += 1
            if (tone, f"{lead} {text}") != (told.answer.verdict.tone, str(told.sentence)):
                wrong.append((own, slug, theme))
    assert wrong == []
    proof_figure("Antworten des Begleiters ohne Netz gleich denen des Servers", number)


@pytest.mark.once
def test_the_phone_recognises_at_least_95_of_100_judged_sentences(real_data, db):
    rows = list(judged())
    given = json.dumps({"facts": facts_for("bamberg"), "sentences": [sentence for sentence, _, _ in rows]})
    run = subprocess.run([NODE, "-e", RUN, RECOGNISER], input=given, capture_output=True, text=True, check=True)

    heard = [tuple(set(slugs) for slugs in found.values()) for found in json.loads(run.stdout)]
    wrong = [sentence for (sentence, expected, _), found in zip(rows, heard, strict=True) if found != expected]
    assert len(wrong) <= 0.05 * len(rows), wrong
    assert not [sentence for sentence in wrong if any(word in sentence for word in MUST)]
