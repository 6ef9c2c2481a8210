"""A hundred editors at once. ``python -m tests.chaos.editors N`` makes them, and prints their sessions and projects."""
# ruff: noqa: T201, PLC0415 - a command speaks to the terminal; models need the settings

import json
import re
import sys
import threading
from collections import Counter
from html import unescape
from html.parser import HTMLParser

import requests


class Form(HTMLParser):
    """The fields of a record's form as a browser would send them."""

    def __init__(self, page):
        super().__init__()
        self.fields, self.select, self.text, self.inside = [], None, None, False
        self.feed(page)

    def handle_starttag(self, tag, attributes):
        about = dict(attributes)
        if tag == "form":
            self.inside = about.get("id", "").endswith("_form") or self.inside
        name, kind = about.get("name"), about.get("type", "text")
        if tag == "input" and name and kind not in ("submit", "file", "button"):
            if kind not in ("checkbox", "radio") or "checked" in about:
                self.fields.append((name, about.get("value") or ("on" if kind == "checkbox" else "")))
        elif tag == "select":
            self.select = name
        elif tag == "option" and self.select and "selected" in about:
            self.fields.append((self.select, about.get("value") or ""))
        elif tag == "textarea" and name:
            self.text = [name, ""]

    def handle_data(self, data):
        if self.text:
            self.text[1] += data

    def handle_endtag(self, tag):
        if tag == "select":
            self.select = None
        elif tag == "textarea" and self.text:
            self.fields.append((self.text[0], self.text[1].removeprefix("\n")))
            self.text = None


SOURCE = "kommunen-source-content_type-object_id-0-publisher"


def save(address, editor, project, word, answers, ready):
    """Open a project's form, wait for all the others, and send it with another summary and name of its source."""
    page = f"{address}/admin/kommunen/project/{project}/change/"
    with requests.Session() as browser:
        browser.cookies.set("sessionid", editor)
        browser.headers["Connection"] = "close"  # one kept open while waiting for the others may be closed meanwhile
        form = dict_of(Form(browser.get(page, timeout=120).text).fields)
        ready.wait()
        form["summary"], form["_save"] = word, "1"
        if form.get(SOURCE):
            form[SOURCE] = word
        try:
            response = browser.post(page, data=form, headers={"Referer": page}, timeout=300, allow_redirects=False)
            answers.append((project, response.status_code))
            if response.status_code == 200:
                print(re.findall(r"errorlist[^>]*>(.*?)</ul>", unescape(response.text), re.DOTALL)[:3])
        except requests.RequestException as error:
            answers.append((project, type(error).__name__))


def dict_of(pairs):
    """{name: one value, or all of them}."""
    found = {}
    for name, value in pairs:
        found.setdefault(name, []).append(value)
    return found


def all_at_once(address, editors, projects, word="Gleichzeitig", when_ready=None):
    """Every editor saves a project. Arguments: ``when_ready``, what is called when all are about to press the button.

    Returns: [(project, status)]
    """
    answers, ready = [], threading.Barrier(len(editors), when_ready)
    threads = [
        threading.Thread(target=save, args=[address, editor, project, f"{word} {number}", answers, ready])
        for number, (editor, project) in enumerate(zip(editors, projects, strict=True))
    ]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return answers


def counted(answers):
    """How often each status was answered."""
    return Counter(status for _project, status in answers)


def main(number):
    import django

    django.setup()
    from allauth.account.authentication import AUTHENTICATION_METHODS_SESSION_KEY
    from django.contrib.auth import BACKEND_SESSION_KEY, HASH_SESSION_KEY, SESSION_KEY
    from django.contrib.sessions.backends.db import SessionStore

    from kommunen.models import Membership, Project, Role, User

    keys = []
    for one in range(number):
        user = User.objects.create_user(f"editor-{one}@kommune.example", is_staff=True)
        Membership.objects.create(user=user, role=Role.PMO)
        session = SessionStore()
        session[SESSION_KEY], session[HASH_SESSION_KEY] = str(user.pk), user.get_session_auth_hash()
        session[BACKEND_SESSION_KEY] = "allauth.account.auth_backends.AuthenticationBackend"
        session[AUTHENTICATION_METHODS_SESSION_KEY] = [{"method": "password"}, {"method": "mfa", "type": "totp"}]
        session[f"{AUTHENTICATION_METHODS_SESSION_KEY}_user"] = str(user.pk)
        session.save()
        keys.append(session.session_key)
    projects = list(Project.objects.order_by("pk").values_list("pk", flat=True)[: number + 1])
    print(json.dumps({"editors": keys, "projects": projects}))


if __name__ == "__main__":
    main(int(sys.argv[1]))
