"""The network's answers are what the OpenAPI document says."""

import pytest
from jsonschema import Draft202012Validator

from tests.kommunen.api.test_schema import as_json_schema

pytestmark = [pytest.mark.once, pytest.mark.django_db, pytest.mark.usefixtures("real_data")]
QUESTIONS = [
    "connections/?a=bamberg&b=kiel&thema=beteiligung",
    "connections/?a=bamberg&b=paderborn",
    "connections/?text=Bamberg+Kempten+KI",
    "connections/?text=Bamberg",
    "suggestions/?fuer=bamberg",
    "suggestions/?fuer=jena&thema=ki&kongress=7-kiel-2025&limit=3",
]


@pytest.mark.parametrize("question", QUESTIONS)
def test_answers_are_what_the_document_says(client, question):
    document = client.get("/api/v1/schema/").json()
    path = f"/api/v1/{question.split('?')[0]}"
    answers = document["paths"][path]["get"]["responses"]
    schema = as_json_schema(answers["200"]["content"]["application/json"]["schema"])

    answer = client.get(f"/api/v1/{question}")

    assert answer.status_code == 200
    whole = {**schema, "components": as_json_schema(document["components"])}
    Draft202012Validator(whole).validate(answer.json())
    assert {"400", "404"} <= set(answers)
