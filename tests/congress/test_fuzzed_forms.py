"""Whatever is sent to a form: a page or a named fault, never an error; and what is refused has stored nothing."""

from urllib.parse import urlencode
from uuid import uuid4

import pytest
from django.core.cache import cache
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st

from kommunen.models import Confirmation, Project
from kommunen.views import public_form
from tests import factories as make
from tests.kommunen.admin.forms import filled
from tests.staff import logged_in
from tests.writes import written_by

pytestmark = [pytest.mark.django_db, pytest.mark.proof]
SAMPLE, ALL = 3, 250  # answers to each form
FORM, PARTS = "application/x-www-form-urlencoded", "multipart/form-data; boundary=teil"
NASTY = [
    *["", "\x00", "\ud800", "\u202e\u200b", "9" * 5000, "-1", str(2**63), "²", "٣", "1e309", "NaN", "x" * 20_000],
    *["' OR 1=1 --", "<script>", "2024-02-30", "0000", "http://[", "https://a.example/\n", "../..", "=1+1"],
    *["project:", "project:bakim", "bakim", "kempten", "on", "published"],
]
VALUES = st.sampled_from(NASTY) | st.text(max_size=30)
BEGLEITER = "/kongresse/bakim/begleiter"
TABLE = "Schlüssel;Titel;Kommunen;Status;Beginn;Zusammenfassung\r\nbakim;Bakim;Kempten;Stand unbekannt;2024;Neu\r\n"


@pytest.fixture
def forms(db, monkeypatch):
    """{name: (browser, address, what a careful person would send)}"""
    monkeypatch.setattr(public_form, "SOONEST", -1)  # tests/kommunen/views/test_reports.py asks how long it takes
    team, other = (make.MunicipalityFactory(slug=name, name=name.title()) for name in ("bakim", "kempten"))
    project = make.ProjectFactory(slug="bakim", title="Bakim", municipalities=[other], themes=[make.ThemeFactory()])
    make.SourceFactory(record=project)
    stranger, pmo, author = (
        Client(headers={"Sec-Fetch-Site": "same-origin"}),
        logged_in(make.pmo()),
        make.editor_of(team),
    )
    editor, congress = logged_in(author), make.CongressFactory(slug="bakim")
    note = make.NoteFactory(congress=congress, municipality=team, author=author)
    token, key = Confirmation.objects.create(municipality=other).token, f"project-{project.pk}"
    met = {"key": str(uuid4()), "other": "kempten", "outcome": "Gut", "next_step": "", "next_step_on": ""}
    admin = "/admin/kommunen/project"
    change = filled(pmo.get(f"{admin}/{project.pk}/change/"), "project_form")
    no_lines = {name: "0" for name in change if name.endswith(("TOTAL_FORMS", "INITIAL_FORMS"))}
    add = change | no_lines | {"title": "Neu", "slug": "", "municipalities": [str(other.pk)]}
    account = {
        "email": "neu@kommune.example",
        "invite": "on",
        "memberships-TOTAL_FORMS": "0",
        "memberships-INITIAL_FORMS": "0",
    }
    return {
        "report": (
            stranger,
            "/fehler-melden/",
            {
                "text": "Falsch",
                "source": "",
                "contact": "",
                "eintrag": "project:bakim",
                "suche": "",
                "stamp": public_form.new_stamp(),
            },
        ),
        "login": (
            stranger,
            "/anmelden/",
            {"login": "a@b.example", "password": "falsch", "remember": "on", "next": "/"},
        ),
        "reset": (stranger, "/anmelden/passwort/vergessen/", {"email": "a@b.example"}),
        "confirm": (
            stranger,
            f"/bestaetigen/{token}/",
            {key: "changed", f"{key}-text": "Beendet", f"{key}-version": "1", "rest": "1"},
        ),
        "note": (editor, f"{BEGLEITER}/notizen/", {"text": "Kempten", "key": str(uuid4()), "kommune": "bakim"}),
        "changed note": (editor, f"{BEGLEITER}/notizen/{note.pk}/", {"text": "Kempten", "version": "1"}),
        "met": (editor, f"{BEGLEITER}/laufzettel/eintragen/", met),
        "conversation": (editor, f"{BEGLEITER}/laufzettel/kempten/", met | {"version": ""}),
        "run sheet": (editor, f"{BEGLEITER}/laufzettel/", {"vorher": "kempten", "teilnahme": "kempten"}),
        "done": (editor, f"{BEGLEITER}/nachfassen/", {"erledigt": f"note-{note.pk}"}),
        "look back": (editor, f"{BEGLEITER}/rueckblick/", {"text": "War gut", "version": ""}),
        "change": (pmo, f"{admin}/{project.pk}/change/", change),
        "add": (pmo, f"{admin}/add/", add),
        "account": (pmo, "/admin/kommunen/user/add/", account),
        "bulk": (pmo, f"{admin}/aendern/", {"records": f"{project.pk}:1", "checked_on": "2026-02-03", "confirm": "1"}),
    }


def pairs_of(sent, changes):
    """What is sent, some of it dropped or put in the place of something else. Returns: an encoded body."""
    fields = {name: value if isinstance(value, list) else [value] for name, value in sent.items()}
    for place, value, how in changes:
        name = sorted(fields)[place % len(fields)]
        fields[name] = {"drop": [], "twice": [*fields[name], value]}.get(how, [value])
    pairs = [(name, str(value)) for name, values in fields.items() for value in values]
    return urlencode(pairs, errors="surrogatepass")


def assert_whole(response, written, about):
    """Answered, and where it was refused, nothing was stored."""
    assert response.status_code < 500, about
    stored = response.status_code in (201, 302) or response.get("Content-Type", "").startswith("application/json")
    assert stored or not written, (response.status_code, written, about)
    for project in Project.objects.all():
        project.full_clean()
        assert (project.history.first().title, project.municipalities.exists()) == (project.title, True), about


def tried(proof_full, **what):
    steady = {"derandomize": True, "database": None, "deadline": None, "phases": [Phase.generate]}
    number = ALL if proof_full else SAMPLE
    return lambda test: settings(max_examples=number, suppress_health_check=list(HealthCheck), **steady)(
        given(**what)(test)
    )


CHANGES = st.lists(
    st.tuples(st.integers(0, 60), VALUES, st.sampled_from(["instead", "instead", "twice", "drop"])), max_size=4
)
BODIES = st.integers(0, 3).flatmap(
    lambda dice: st.none() if dice else st.tuples(st.sampled_from([FORM, PARTS, "application/json"]), st.binary())
)


def test_every_form_takes_anything(forms, proof_full, proof_figure):
    answered = 0

    def send(form, changes, raw):
        nonlocal answered
        client, address, sent = form
        kind, body = raw or (FORM, pairs_of(sent, changes))
        cache.clear()  # nobody has asked too often
        with written_by(client) as written:
            assert_whole(client.post(address, body, content_type=kind), written, (address, kind, body[:300]))
        answered += 1

    for form in forms.values():
        tried(proof_full, form=st.just(form), changes=CHANGES, raw=BODIES)(send)()
    proof_figure("Formulare: erzeugte Eingaben, keine bricht ab, keine Ablehnung speichert", answered)


def test_every_file_is_compared_or_refused(forms, proof_full, proof_figure):
    client, answered, content = forms["change"][0], 0, TABLE.encode()

    @tried(proof_full, place=st.integers(0, len(content)), junk=st.binary(max_size=40), cut=st.integers(0, 20))
    def send(place, junk, cut):
        nonlocal answered
        for page in ("project", "trainingdata"):
            file = SimpleUploadedFile("a\x00b.csv", content[:place] + junk + content[place + cut :])
            with written_by(client) as written:
                response = client.post(f"/admin/kommunen/{page}/einlesen/", {"file": file})
                assert_whole(response, written, junk)
                if response.status_code == 302:
                    assert client.get(response.url).status_code in (200, 409)
                    done = client.post(response.url)
                    assert_whole(done, done.status_code == 409 and written - {"kommunen_upload"}, junk)
            answered += 1

    send()
    proof_figure("Tabellen: erzeugte Dateien, verglichen oder abgelehnt, keine halb gespeichert", answered)
