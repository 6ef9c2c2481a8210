"""The German catalogue says all that the code says, and well; no German page speaks English, no English page German.

The messages are collected with Python alone, so that the test needs no GNU gettext: calls in Python files by their
syntax tree, templates through Django's own ``templatize``.
"""

import ast
import re
from html.parser import HTMLParser
from pathlib import Path

import polib
import pytest
from django.conf import settings as real_settings
from django.contrib.admin import site
from django.test import Client
from django.urls import reverse
from django.utils import translation
from django.utils.translation.template import templatize

from congress.management.commands.load_directory import NOUNS
from kommunen.exchange.directory.loading import load
from tests import factories as make
from tests.directory import small_directory, write_directory
from tests.pages import FAULTS, PAGES, english
from tests.staff import log_in

pytestmark = pytest.mark.once

CATALOGUE = Path(real_settings.LOCALE_PATHS[0]) / "de" / "LC_MESSAGES" / "django.po"
SOURCES = ["congress", "kommunen", "templates"]
# How many leading arguments are message texts; where the function has a context, it comes first.
TEXTS = {"_": 1, "gettext": 1, "gettext_noop": 1, "ngettext": 2, "pgettext": 2, "npgettext": 3}
LITERAL = r"""u?'(?:\\.|[^'\\])*'|u?"(?:\\.|[^"\\])*\""""
CALL = re.compile(rf"""\b(?:n?p?gettext|_)\((?:{LITERAL}|[^()'"])*\)""")
PLACEHOLDER = re.compile(r"%\((\w+)\)([a-z])")


# What the code says


def messages():
    """Return all that is to be translated, as {(context or None, text): plural or None}."""
    found = {}
    for folder in SOURCES:
        for path in Path(folder).rglob("*"):
            if path.suffix == ".py" and "migrations" not in path.parts:
                found |= dict(calls(path.read_text(encoding="utf-8")))
            elif path.suffix in {".html", ".txt", ".xml"}:
                for call in CALL.findall(templatize(path.read_text(encoding="utf-8"))):
                    found |= dict(calls(call))
    return found


def calls(code):
    """Yield every message of some Python code."""
    for node in ast.walk(ast.parse(code)):
        if not isinstance(node, ast.Call):
            continue
        name = getattr(node.func, "id", getattr(node.func, "attr", "")).removesuffix("_lazy")
        texts = [text.value for text in node.args[: TEXTS.get(name, 0)] if isinstance(text, ast.Constant)]
        if texts:
            context = texts.pop(0) if name in {"pgettext", "npgettext"} else None
            yield (context, texts[0]), (texts[1] if len(texts) > 1 else None)


@pytest.fixture(scope="module")
def catalogue():
    return polib.pofile(str(CATALOGUE))


def test_messages_are_found_in_python_and_in_templates():
    found = messages()

    assert found[None, "%(count)d entry was published."] == "%(count)d entries were published."  # ngettext_lazy
    assert found["kind of model project", "municipality"] is None  # pgettext_lazy
    assert found["after a number", "project"] == "projects"  # blocktranslate with context and plural
    assert (None, "Skip to content") in found  # translate
    assert (None, "The page “%(title)s” is still a draft.") in found  # parentheses and quotes in a text


def test_catalogue_holds_what_the_code_says_and_nothing_else(catalogue):
    said = {(*message, plural) for message, plural in messages().items()}
    held = {(entry.msgctxt, entry.msgid, entry.msgid_plural or None) for entry in catalogue if not entry.obsolete}

    assert sorted(map(str, said - held)) == []  # missing: `make messages`, then translate
    assert sorted(map(str, held - said)) == []  # not said any more: `make messages`, then remove


def test_every_entry_is_translated_and_none_is_doubtful(catalogue):
    assert [entry.msgid for entry in catalogue.obsolete_entries()] == []
    assert [entry.msgid for entry in catalogue if entry.fuzzy] == []
    assert [entry.msgid for entry in catalogue if not all(german(entry))] == []


# How it says it


def german(entry):
    """Return the German texts of an entry: one, or one each for singular and plural."""
    return list(entry.msgstr_plural.values()) if entry.msgid_plural else [entry.msgstr]


def faults(entry):
    """Yield what is wrong with the German text of an entry."""
    for number, text in enumerate(german(entry)):
        origin = entry.msgid_plural if number else entry.msgid
        if set(PLACEHOLDER.findall(text)) != set(PLACEHOLDER.findall(origin)):
            yield f"other placeholders: {text}"
        if text.strip() != text or "  " in text:
            yield f"stray blanks: {text}"
        if re.search(r"""["'“](?=\w)|\.\.\.""", text) or text.count("„") != text.count("“"):
            yield f"quotation marks are „…“, an ellipsis is …: {text}"
        if origin[-1] in ".?:" and text[-1] != origin[-1]:
            yield f"another mark at the end: {text}"
        if re.search(r"\b(du|dich|dir|dein\w*|euch|euer\w*|ihre Anfrage|ihr Konto|wenn sie sie)\b", text):
            yield f"people are addressed as Sie: {text}"


def test_german_texts_are_well_formed(catalogue):
    assert [fault for entry in catalogue for fault in faults(entry)] == []


# What pages say


@pytest.fixture
def compiled(tmp_path, settings):
    """The catalogue as it stands, compiled for this test alone."""
    folder = tmp_path / "locale" / "de" / "LC_MESSAGES"
    folder.mkdir(parents=True)
    polib.pofile(str(CATALOGUE)).save_as_mofile(str(folder / "django.mo"))
    settings.LOCALE_PATHS = [tmp_path / "locale"]
    yield
    translation.activate("de")


@pytest.mark.parametrize(
    ("message", "expected"),
    [("sessions", "Programmpunkte"), ("History", "Verlauf"), ("municipality", "Kommune"), ("as of", "Stand:")],
)
def test_our_words_win_over_those_of_django(compiled, message, expected):
    with translation.override("de"):
        assert translation.gettext(message) == expected


ENGLISH = (
    "the and of with not is are from by this that it to for has have been there which who what where when without add "
    "all also change changed close date delete draft entry entries error last next no none number pages password "
    "please save search select selected show sort sources end submit theme themes title unknown user username view "
    "year yes your municipality municipalities project projects cooperation cooperations congress congresses "
    "partners known"
)
ENGLISH_WORD = re.compile(rf"(?<![\w./@-])(?:{ENGLISH.replace(' ', '|')})(?![\w./@-])", re.IGNORECASE)
GERMAN_WORD = re.compile(
    r"\b(?:der|die|das|und|oder|nicht|mit|von|ist|sind|wird|eine?|keine?|Kommunen?|Projekte?|Kooperation(?:en)?|Themen|Thema|"
    r"Kongresse?|Quellen?|Stand|Suchen?|Suche|Seiten?|Liste|Staffel|Bundesland)\b"
)
FROM_DJANGO = {"Search"}  # the picture in Django's own search form has an English text that no catalogue reaches
SAID_IN_ATTRIBUTES = {"aria-label", "alt", "placeholder", "title", "content"}


class Texts(HTMLParser):
    """Collects what a page says in its own language: text and telling attributes outside of another language."""

    VOID = {"meta", "link", "input", "br", "hr", "img", "path", "circle", "col"}

    def __init__(self, page, language):
        super().__init__()
        self.language, self.stack, self.found = language, [], []
        self.feed(page)

    def handle_starttag(self, tag, attrs):
        attrs = dict(attrs)
        foreign = attrs.get("lang", self.language) != self.language or tag in {"script", "style", "code"}
        foreign = foreign or (bool(self.stack) and self.stack[-1][1])
        if not foreign and attrs.get("name") != "viewport":
            self.found += [text for name, text in attrs.items() if text and self.is_said(tag, name, attrs)]
        if tag not in self.VOID:
            self.stack.append((tag, foreign))

    def is_said(self, tag, name, attrs):
        if name == "content":  # a page's description may be contents, which stay German
            return self.language == "de" and attrs.get("name") == "description"
        return name in SAID_IN_ATTRIBUTES and not (tag == "a" and name == "title")

    def handle_endtag(self, tag):
        if tag in [name for name, _foreign in self.stack]:
            while self.stack.pop()[0] != tag:
                pass

    def handle_data(self, data):
        if data.strip() and not (self.stack and self.stack[-1][1]):
            self.found.append(" ".join(data.split()))


@pytest.fixture
def directory(db, tmp_path, compiled):
    """One of everything, with German contents and no English word in them."""
    write_directory(tmp_path, small_directory())
    load(tmp_path, NOUNS)
    for slug in ["impressum", "datenschutz", "barrierefreiheit", "leichte-sprache"]:
        make.PageFactory(slug=slug, title_en="A page", body_en="Words")


OWN = ["/kommunen/bamberg/", "/projekte/bakim/", "/kooperationen/allianz/", "/themen/ki/", "/ki-daten/baumbilder/"]
OWN += ["/kongresse/7-kiel/", "/projekte/?ansicht=tabelle", "/kommunen/?ansicht=karte", "/suche/?q=pegel"]
OWN += ["/netzwerk/verbunden/", "/netzwerk/verbunden/?a=bamberg&b=kempten", "/netzwerk/verbunden/?text=Bamberg"]
ADDRESSES = [*OWN, *(address.path for address in [*PAGES, *FAULTS])]


def test_no_german_page_speaks_english(directory, client):
    found = {}
    for path in ADDRESSES:
        texts = Texts(client.get(path).content.decode(), "de").found
        assert texts
        if words := [text for text in texts if ENGLISH_WORD.search(text)]:
            found[path] = words

    assert found == {}


def test_no_english_page_speaks_german_outside_its_contents(directory, client):
    found = {}
    for path in [*(f"/en{path}" for path in OWN), *(english(address).path for address in [*PAGES, *FAULTS])]:
        page = client.get(path).content.decode()
        assert '<html lang="en"' in page
        texts = [text for text in Texts(page, "en").found if not text.endswith(" – Network of model municipalities")]
        if words := [text for text in texts if GERMAN_WORD.search(text)]:
            found[path] = words

    assert found == {}


def test_no_page_of_the_admin_speaks_english(directory):
    pages = [Client().get(reverse("account_login"))]
    staff = Client()
    log_in(staff, make.pmo())
    pages.append(staff.get(reverse("admin:index")))
    for model in site._registry:
        name = f"admin:{model._meta.app_label}_{model._meta.model_name}"
        pages += [staff.get(reverse(f"{name}_{page}")) for page in ["changelist", "add"]]
        if record := model.objects.first():
            pages += [
                staff.get(reverse(f"{name}_{page}", args=[record.pk])) for page in ["change", "history", "delete"]
            ]

    found = {}
    for page in pages:
        texts = Texts(page.content.decode(), "de").found if page.status_code == 200 else []
        if words := [text for text in texts if ENGLISH_WORD.search(text) and text not in FROM_DJANGO]:
            found[page.request["PATH_INFO"]] = words

    assert found == {}
