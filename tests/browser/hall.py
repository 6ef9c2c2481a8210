"""The hall for the companion's tests: a real server, phones with a storage of their own, and what one reads there."""

import json
import os
import signal
import sqlite3
import time
from itertools import count
from pathlib import Path

from playwright.sync_api import expect

from tests.browser.conftest import FLAGS
from tests.machine import chromium as chromium_path

COMPANION = "/kongresse/7-kiel-2025/begleiter/"
TEXT = "Kempten KI-Trainingsdaten, wir sollten reden"
ACCOUNTS = """
import json
from importlib import import_module
from django.conf import settings
from django.contrib.auth import BACKEND_SESSION_KEY, HASH_SESSION_KEY, SESSION_KEY
from kommunen.models import Membership, Municipality, Role, User
found = {}
for name, place in [("anna", "bamberg"), ("kai", "kempten"), ("lea", "bamberg")]:
    user = User.objects.create_user(f"{name}@example.org", is_staff=True)
    Membership.objects.create(user=user, municipality=Municipality.objects.get(slug=place), role=Role.EDITOR)
    session = import_module(settings.SESSION_ENGINE).SessionStore()
    session[SESSION_KEY], session[HASH_SESSION_KEY] = str(user.pk), user.get_session_auth_hash()
    session[BACKEND_SESSION_KEY] = settings.AUTHENTICATION_BACKENDS[0]
    session["account_authentication_methods"] = [{"method": "mfa"}]  # as after the second factor
    session["account_authentication_methods_user"] = str(user.pk)
    session.create()
    found[name] = session.session_key
print(json.dumps(found))
"""


class Hall:
    """The congress hall: a site with two accounts, and phones that belong to them."""

    def __init__(self, site, browser, folder):
        self.site, self.browser, self.folder = site, browser, folder
        self.sessions = json.loads(site.run(ACCOUNTS).splitlines()[-1])
        self.phones, self.folders, self.faults = [], count(), []

    def phone(self, name="anna", folder=None):
        """A phone with a storage of its own that outlives its browser; the same folder is the same phone."""
        folder = folder or self.folder / f"phone-{next(self.folders)}"
        context = self.browser.browser_type.launch_persistent_context(
            folder, executable_path=chromium_path(), args=FLAGS, base_url=self.site.url, locale="de-DE",
            viewport={"width": 360, "height": 780}, timezone_id="Europe/Berlin",
        )  # fmt: skip
        context.on("weberror", lambda error: self.faults.append(str(error.error)))
        self.phones.append(context)
        if name:
            self.log_in(context, name)
        return context

    def log_in(self, context, name):
        cookie = {
            "name": "sessionid",
            "value": self.sessions[name],
            "url": self.site.url,
            "expires": time.time() + 9999,
        }
        context.add_cookies([{**cookie, "expires": time.time() + 9999}])  # outlives the browser

    def stored(self):
        """The notes on the server: texts with whose they are."""
        with sqlite3.connect(self.site.database) as database:
            notes = "select n.text, u.email from congress_note n join kommunen_user u on u.id = n.author_id"
            return database.execute(f"{notes} order by n.id").fetchall()

    def met(self):
        """Whom somebody has met, with what was agreed."""
        with sqlite3.connect(self.site.database) as database:
            met = "select o.slug, m.outcome from congress_meeting m join kommunen_municipality o on o.id = m.other_id"
            return database.execute(f"{met} where m.met order by m.id").fetchall()

    def empty(self):
        with sqlite3.connect(self.site.database) as database:
            database.execute("delete from congress_meeting")
            for noun in ("municipalities", "themes", "cooperations"):
                database.execute(f"delete from congress_note_{noun}")
            database.execute("delete from congress_note")

    def kill(self):
        """Kill the server and its workers at once, as a power cut does."""
        master = self.site.process.pid
        workers = Path(f"/proc/{master}/task/{master}/children").read_text().split()
        for process in [master, *map(int, workers)]:
            os.kill(process, signal.SIGKILL)
        self.site.process.wait(10)


READY = """async () => {
  for (let tries = 0; tries < 400; tries += 1) {
    const worker = await navigator.serviceWorker.getRegistration();
    if (worker?.active && (await globalThis.companion?.store.get("facts"))) return "ready";
    await new Promise((done) => setTimeout(done, 50));
  }
  return `${location} ${await caches.keys()}`;
}"""


KEPT = """async () => {
  for (let tries = 0; tries < 100; tries += 1) {
    const kept = await (await caches.open("begleiter-seiten")).keys();
    if (kept.length === 2) return kept.map((request) => new URL(request.url).pathname);
    await new Promise((done) => setTimeout(done, 50));
  }
  return "not kept";
}"""


LEFT = """async () => [(await indexedDB.databases()).length, (await caches.keys()).length,
  (await navigator.serviceWorker.getRegistrations()).length]"""


# Has an entry wait that is the oldest, and its congress is no more.
OF_NO_CONGRESS = """(text) => companion.store.put({
  key: crypto.randomUUID(), account: companion.account, written_at: "2025-11-18T09:00:00.000Z",
  address: "/kongresse/verschwunden/begleiter/notizen/", state: "/kongresse/verschwunden/begleiter/stand/",
  fields: { text, follow_up_on: "", kommune: "bamberg" },
})"""


# What logging out saves of a note and of a conversation.
KEPT_AS_FILE = f"""Kongress: 7. MPSC-Kongress
Geschrieben: DAY
Text: {TEXT}
  Zweite Zeile
Nachfassen bis: 07.12.2026
Kommune: bamberg

Kongress: 7. MPSC-Kongress
Geschrieben: DAY
Kommune: bamberg
Andere Kommune: kempten
Was vereinbart wurde: Sammlung
  für beide
Nächster Schritt: Anrufen
Nächster Schritt bis: 08.12.2026
Text: Getroffen: Kempten: Sammlung
  für beide → Anrufen
"""


def opened(context):
    """The companion's first page, its worker at work and its facts on the phone."""
    page = context.pages[0] if context.pages else context.new_page()
    page.goto(COMPANION)
    assert page.evaluate(READY) == "ready"
    return page


def says(page, text):
    expect(page.locator("#state")).to_have_text(text)


def write(page, text=TEXT):
    page.fill("#id_text", text)
    page.get_by_role("button", name="Notiz sichern").click()
    expect(page.locator("#id_text")).to_have_value("")
