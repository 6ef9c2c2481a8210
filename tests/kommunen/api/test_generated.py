"""Generated requests: whatever is asked of the API, it answers as its OpenAPI document says, and never with a 5xx."""

from collections import Counter

import pytest
from hypothesis import HealthCheck, Phase, given, settings, strategies

from congress.wsgi import application
from kommunen.models import Cooperation, Municipality, Project, Theme

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("real_data"), pytest.mark.once, pytest.mark.proof]
REQUESTS, SAMPLE = 5_000, 50
# The description cannot list what only the data know: which keys and places there are, and that a pair needs two.
SIDES = {"a", "b", "fuer", "von", "nach"}  # each a municipality
KNOWN_BY_DATA = {"thema", "kommune", "technik", "staffel", "kongress", "kooperation", "nahe", *SIDES}
REAL = {"thema": Theme, "kommune": Municipality, **dict.fromkeys(sorted(SIDES), Municipality)}
NOUNS = {"projects": Project, "municipalities": Municipality, "cooperations": Cooperation, "themes": Theme}


def made_real(case, chosen):
    """Put keys that exist in the place of generated ones, so that not every answer is that there is no such thing."""
    for name, noun in REAL.items():
        if name in (case.query or {}):
            slug = noun.objects.order_by("pk").values_list("slug", flat=True)[chosen % 20]
            case.query[name] = [slug] if isinstance(case.query[name], list) else slug
    noun = NOUNS.get(case.path.split("/")[3])
    if noun and "slug" in (case.path_parameters or {}):
        case.path_parameters["slug"] = noun.objects.order_by("pk").values_list("slug", flat=True)[chosen % 20]
    if "page" in (case.query or {}):
        case.query["page"] = 1


def check(generated, number, valid, left_out, answers):
    """Ask a number of generated requests. Arguments: whether they are valid; a check to leave out; counts by status."""

    @given(case=generated, chosen=strategies.integers(0, 39))
    @settings(
        max_examples=number,
        derandomize=True,
        database=None,
        suppress_health_check=list(HealthCheck),
        phases=[Phase.generate],
    )
    def ask(case, chosen):
        if valid and chosen >= 20:
            made_real(case, chosen)
        answer = case.call(headers={"Accept-Encoding": "identity"})
        answers[answer.status_code] += 1
        case.validate_response(answer, excluded_checks=[left_out])
        if valid and answer.status_code == 400:
            assert set(answer.json()["errors"]) <= KNOWN_BY_DATA, case.as_curl_command()

    ask()


def test_generated_requests_find_no_fault(proof_full, proof_figure):
    import schemathesis  # noqa: PLC0415 - heavy, and only this test needs it
    from schemathesis import GenerationMode  # noqa: PLC0415 - slow to import
    from schemathesis.specs.openapi.checks import positive_data_acceptance  # noqa: PLC0415 - slow to import

    document = schemathesis.openapi.from_wsgi("/api/v1/schema/", application)
    operations = [found.ok() for found in document.get_all_operations()]
    answers = Counter()
    each = -(-(REQUESTS if proof_full else SAMPLE) // (2 * len(operations)))
    for operation in operations:
        for mode in (GenerationMode.POSITIVE, GenerationMode.NEGATIVE):
            valid = mode == GenerationMode.POSITIVE
            generated = operation.as_strategy(generation_mode=mode)
            check(generated, each, valid, positive_data_acceptance, answers)
    assert set(answers) <= {200, 400, 404}
    assert answers[200] > sum(answers.values()) / 10
    proof_figure("API: erzeugte Anfragen, alle wie beschrieben beantwortet", sum(answers.values()))
    proof_figure("API: darunter mit Status 200", answers[200])
