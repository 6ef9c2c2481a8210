"""The OpenAPI document is true: valid, without warnings, and every operation in it answers as it says."""

import json

import pytest
import yaml
from django.core.management import call_command
from jsonschema import Draft202012Validator

from tests.kommunen.api.nouns import ALL, KEYED, KEYS, create_rich

pytestmark = [pytest.mark.once, pytest.mark.django_db]


def as_json_schema(schema):
    """Turn a schema of OpenAPI 3.0 into one that jsonschema knows: "nullable" becomes a type, references move."""
    if isinstance(schema, list):
        return [as_json_schema(entry) for entry in schema]
    if not isinstance(schema, dict):
        return schema
    plain = {name: as_json_schema(value) for name, value in schema.items() if name != "nullable"}
    if "properties" in plain:
        plain["additionalProperties"] = False
    return {"anyOf": [plain, {"type": "null"}]} if schema.get("nullable") else plain


@pytest.fixture
def document(client):
    return client.get("/api/v1/schema/").json()


def test_document_is_valid_and_without_warnings(tmp_path):
    call_command("spectacular", validate=True, fail_on_warn=True, file=str(tmp_path / "schema.yml"))


def test_document_comes_as_json_and_as_yaml(client, document):
    answer = client.get("/api/v1/schema/", headers={"Accept": "application/vnd.oai.openapi"})

    assert yaml.safe_load(answer.content) == document
    assert document["openapi"].startswith("3.")


def test_document_names_every_noun_twice_and_every_question(document):
    paths = {f"/api/v1/{noun}/" for noun in [*ALL, "search", "connections", "suggestions"]}
    paths |= {f"/api/v1/{noun}/{{{KEYS.get(noun, 'slug')}}}/" for noun in KEYED}

    assert set(document["paths"]) == paths
    assert {method for path in document["paths"].values() for method in path} == {"get"}


@pytest.mark.parametrize("noun", ALL)
def test_answers_are_what_the_document_says(client, document, noun):
    create_rich(noun, 2)
    paths = [path for path in document["paths"] if path.startswith(f"/api/v1/{noun}/")]
    row = client.get(f"/api/v1/{noun}/").json()["results"][0]
    key = str(row.get(KEYS.get(noun, "slug")))
    for path in paths:
        responses = document["paths"][path]["get"]["responses"]
        schema = as_json_schema(responses["200"]["content"]["application/json"]["schema"])
        whole = {**schema, "components": as_json_schema(document["components"])}

        answer = client.get(path.replace("{slug}", key).replace("{key}", key).replace("{number}", key))

        Draft202012Validator(whole).validate(json.loads(answer.content))
        assert answer.status_code == 200


def test_faults_are_what_the_document_says(client, document):
    schema = as_json_schema({**document["components"]["schemas"]["Problem"]})

    for address in ("?status=x", "?page=7", "gibtesnicht/"):
        Draft202012Validator(schema).validate(client.get(f"/api/v1/projects/{address}").json())


def test_every_parameter_that_is_enumerated_takes_its_values(client, document):
    for path, operations in document["paths"].items():
        for parameter in operations["get"].get("parameters", []):
            schema = parameter["schema"].get("items", parameter["schema"])
            for value in schema.get("enum", []):
                assert client.get(path, {parameter["name"]: value}).status_code == 200
