"""The operator's own login, asked of a small OpenID provider on this machine."""

import json
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from threading import Thread
from urllib.parse import parse_qs, urlencode, urlsplit

import jwt
import pytest
from playwright.sync_api import expect

from tests.browser.checks import assert_accessible
from tests.browser.site import Site

ACCOUNT = """
from kommunen.models import Membership, Role, User
user = User.objects.create_user("anna@example.org", "ein-langes-passwort-7", is_staff=True)
Membership.objects.create(user=user, role=Role.PMO)
"""
STATE = """
from kommunen.models import User
user = User.objects.get(email="anna@example.org")
print(User.objects.count(), user.has_usable_password())
"""


class Provider(BaseHTTPRequestHandler):
    """Lets everybody in at once, as the person that the server's ``person`` says."""

    def do_GET(self):
        address, home = urlsplit(self.path), self.server.home
        if address.path == "/.well-known/openid-configuration":
            names = {"token_endpoint": "token", "userinfo_endpoint": "me", "jwks_uri": "keys"}
            config = {name: f"{home}/{path}" for name, path in names.items()}
            self.answer({"issuer": home, "authorization_endpoint": f"{home}/authorize", **config})
        elif address.path == "/authorize":
            asked = {name: values[0] for name, values in parse_qs(address.query).items()}
            self.server.asked = asked
            self.send_response(302)
            query = urlencode({"code": "einmal", "state": asked["state"]})
            self.send_header("Location", f"{asked['redirect_uri']}?{query}")
            self.end_headers()
        else:
            self.answer(self.server.person)

    def do_POST(self):
        self.rfile.read(int(self.headers["Content-Length"]))
        claims = {"iss": self.server.home, "aud": "netzwerk", **self.server.person}
        token = jwt.encode(claims, "x" * 32)
        self.answer({"access_token": "zugang", "token_type": "Bearer", "id_token": token})

    def answer(self, data):
        body = json.dumps(data).encode()
        self.send_response(200)
        self.send_header("Content-Type", "application/json")
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, *args):
        """Say nothing."""


@pytest.fixture
def provider():
    server = ThreadingHTTPServer(("127.0.0.1", 0), Provider)
    server.home = f"http://127.0.0.1:{server.server_port}"
    Thread(target=server.serve_forever, daemon=True).start()
    yield server
    server.shutdown()
    server.server_close()


class SiteWithLogin(Site):
    """A site whose operator has a login of its own. ``issuer`` is where."""

    issuer = ""

    @property
    def environment(self):
        names = {"OIDC_NAME": "Stadt-Login", "OIDC_CLIENT_ID": "netzwerk", "OIDC_CLIENT_SECRET": "geheim"}
        return {**super().environment, "OIDC_ISSUER": self.issuer, **names}


def test_the_operators_login_leads_to_an_account_that_exists_and_to_no_other(chromium, site, tmp_path, provider):
    site.copy(tmp_path)
    twin = SiteWithLogin(tmp_path)
    twin.issuer = provider.home
    twin.manage("migrate", "--verbosity", "0")
    twin.run(ACCOUNT)
    twin.start()
    people = [
        {"sub": "1", "email": "fremd@example.org", "email_verified": True},
        {"sub": "2", "email": "anna@example.org", "email_verified": False},
        {"sub": "3", "email": "anna@example.org", "email_verified": True},
        {"sub": "3", "email": "neue-adresse@example.org", "email_verified": True},
    ]
    seen = []
    for provider.person in people:
        context = chromium.new_context(base_url=twin.url, locale="de-DE")
        page = context.new_page()
        page.goto("/admin/")
        page.get_by_role("button", name="Mit Stadt-Login anmelden").click()
        page.wait_for_load_state()
        seen.append(urlsplit(page.url).path)
        if len(seen) == 1:
            expect(page.get_by_text("Für diese Person gibt es hier kein Konto.")).to_be_visible()
            assert_accessible(page)
        context.close()
    answer = twin.run(STATE).split()
    twin.stop()

    assert seen == ["/anmelden/", "/anmelden/", "/anmelden/zweiter-faktor/", "/anmelden/zweiter-faktor/"]
    assert answer == ["1", "True"]
    assert "code_challenge" in provider.asked
