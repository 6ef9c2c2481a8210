"""Visitors tell what is wrong or missing: no account, no cookie, and no program gets through."""

from datetime import timedelta

import pytest
from django.core.cache import cache
from django.core.management import CommandError, call_command
from django.test import Client
from django.utils import timezone

from kommunen.models import Proposal, ProposalState, PublicationState
from kommunen.views import public_form
from tests.factories import CongressFactory, ProjectFactory

pytestmark = [pytest.mark.once, pytest.mark.django_db]

HERE = {"Sec-Fetch-Site": "same-origin"}
ADDRESS = "/fehler-melden/"


@pytest.fixture(autouse=True)
def nothing_counted():
    cache.clear()


def stamp(monkeypatch, seconds):
    """A stamp that is so many seconds old."""
    then = timezone.now().timestamp() - seconds
    with monkeypatch.context() as earlier:
        earlier.setattr("django.core.signing.time.time", lambda: then)
        return public_form.new_stamp()


@pytest.fixture
def send(monkeypatch):
    def post(text="Das Projekt ist beendet.", seconds=60, headers=HERE, **fields):
        data = {"text": text, "stamp": stamp(monkeypatch, seconds), "website": "", **fields}
        return Client(enforce_csrf_checks=True).post(ADDRESS, data, headers=headers)

    return post


def test_report_on_a_record_arrives_beside_it_without_a_cookie(client, send):
    project = ProjectFactory(title="Digitaler Zwilling")
    entry = f"project:{project.slug}"

    link = client.get(project.get_absolute_url()).content.decode()
    page = client.get(ADDRESS, {"eintrag": entry})
    answer = send(eintrag=entry, source="beispiel.de/beleg", contact="jemand@example.org")
    thanks = client.get(answer.url)

    assert f'href="{ADDRESS}?eintrag={entry}"' in link
    assert "Digitaler Zwilling" in page.content.decode()
    assert (answer.status_code, thanks.status_code) == (302, 200)
    proposal = Proposal.objects.get()
    assert (proposal.record, proposal.text, proposal.source, proposal.contact, proposal.state) == (
        project,
        "Das Projekt ist beendet.",
        "https://beispiel.de/beleg",
        "jemand@example.org",
        ProposalState.OPEN,
    )
    for response in (page, answer, thanks):
        assert (dict(response.cookies), "Cookie" in response.headers.get("Vary", "")) == ({}, False)
    assert "no-store" in page.headers["Cache-Control"]


def test_what_is_missing_comes_with_the_question_of_the_search(client, send):
    found_nothing = client.get("/suche/", {"q": "xyzxyz"}).content.decode()
    page = client.get(ADDRESS, {"suche": "xyzxyz"}).content.decode()
    send(suche="xyzxyz", text="Es fehlt der Trinkbrunnen.")

    assert f"{ADDRESS}?suche=xyzxyz" in found_nothing
    assert "xyzxyz" in page
    assert Proposal.objects.values_list("object_id", "question", "text").get() == (
        None,
        "xyzxyz",
        "Es fehlt der Trinkbrunnen.",
    )


@pytest.mark.parametrize(
    ("seconds", "headers", "status"),
    [
        (1, HERE, 400),  # too quick
        (25 * 3600, HERE, 400),  # too late
        (60, {"Sec-Fetch-Site": "cross-site"}, 403),
        (60, {"Origin": "https://woanders.example"}, 403),
        (60, {"Origin": "http://["}, 403),
        (60, {}, 403),
    ],
)
def test_what_is_refused_keeps_its_text(send, seconds, headers, status):
    answer = send("Ein langer Text", seconds, headers)

    assert answer.status_code == status
    assert "Ein langer Text" in answer.content.decode()
    assert 'role="alert"' in answer.content.decode()
    assert not Proposal.objects.exists()


def test_own_origin_is_enough_for_an_older_browser(send):
    assert send(headers={"Origin": "http://testserver"}).status_code == 302


def test_empty_text_and_a_wrong_address_are_told_beside_their_fields(send):
    answer = send("", contact="niemand")

    assert answer.status_code == 400
    assert list(answer.context["form"].errors) == ["text", "contact"]


def test_programs_and_repeated_clicks_bring_nothing(send, monkeypatch):
    trapped = send(website="https://werbung.example")
    once = stamp(monkeypatch, 60)
    answers = [send(stamp=once) for _click in range(2)]

    assert [answer.status_code for answer in (trapped, *answers)] == [302, 302, 302]
    assert Proposal.objects.count() == 1


def test_sixth_message_within_an_hour_waits(send):
    assert [send().status_code for _time in range(6)] == [302] * 5 + [429]


def test_address_behind_proxies_is_what_the_outermost_of_ours_saw(rf, settings):
    request = rf.get("/", headers={"X-Forwarded-For": "1.1.1.1, 2.2.2.2, 3.3.3.3"}, REMOTE_ADDR="2001:db8::1")

    found = []
    for settings.PROXIES in (0, 1, 2, 9):
        found.append(public_form.client_address(request))

    assert found == ["2001:db8::/64", "3.3.3.3", "2.2.2.2", "2001:db8::/64"]


def test_unknown_and_unpublished_records_have_no_form(client):
    hidden = ProjectFactory(state=PublicationState.DRAFT)
    entries = ["project:gibt-es-nicht", f"project:{hidden.slug}", "unsinn", f"congress:{CongressFactory().slug}"]

    assert [client.get(ADDRESS, {"eintrag": entry}).status_code for entry in entries] == [404, 404, 404, 200]


def test_decided_proposals_are_forgotten_after_some_time(capsys):
    old = timezone.now() - timedelta(days=100)
    Proposal.objects.create(text="offen")
    Proposal.objects.create(text="alt", state=ProposalState.DECLINED, decided_at=old)
    Proposal.objects.create(text="neu", state=ProposalState.ACCEPTED, decided_at=timezone.now())

    with pytest.raises(CommandError, match="mindestens einen Tag"):
        call_command("forget_proposals", days=-1)
    call_command("forget_proposals", days=90)

    assert "älter als 90 Tage, gelöscht: 1" in capsys.readouterr().out
    assert sorted(Proposal.objects.values_list("text", flat=True)) == ["neu", "offen"]
