"""Tables from Excel: every fault named by its cell, nothing half written, nothing overwritten unseen."""

import csv
import io
import re
from time import monotonic

import pytest
from django.core.management import call_command
from django.db import connection
from django.test.utils import CaptureQueriesContext
from openpyxl import load_workbook

from kommunen.exchange.imports.files import as_csv, as_xlsx, table
from kommunen.exchange.imports.planning import make_plan
from kommunen.exchange.imports.reading import MOST_BYTES, MOST_ROWS, Unreadable, read
from kommunen.models import Project, Proposal, PublicationState, Upload
from tests.factories import MunicipalityFactory, ProjectFactory, ThemeFactory

PAGE = "/admin/kommunen/project/einlesen/"
HEADINGS = ["Schlüssel", "Titel", "Kommunen", "Status", "Beginn", "Zusammenfassung"]


def file_of(rows, encoding="utf-8", separator=";", name="Projekte.csv"):
    text = io.StringIO(newline="")
    csv.writer(text, delimiter=separator).writerows(rows)
    file = io.BytesIO(text.getvalue().encode(encoding))
    file.name = name
    return file


def upload(client, rows, page=PAGE, **how):
    return client.post(page, {"file": file_of(rows, **how)}, follow=True)


def confirm(client, response):
    return client.post(response.redirect_chain[-1][0], follow=True)


def figures(response):
    found = re.findall(r"<li><strong>([\d.]+)</strong>", response.content.decode())
    return [int(number.replace(".", "")) for number in found]


def faults(response):
    return [(fault.cell, fault.heading) for fault in response.context["plan"].faults]


@pytest.fixture
def thirty(bamberg):
    return [ProjectFactory(slug=f"p-{n}", title=f"Größe {n}", municipalities=[bamberg]) for n in range(30)]


def as_rows(projects, summary="Für Bürgerinnen – „neu“"):
    return [HEADINGS] + [[p.slug, p.title, "Bamberg", "Stand unbekannt", "2024", summary] for p in projects]


def test_thirty_rows_with_three_faults(as_pmo, thirty):
    rows = as_rows(thirty)
    rows[4][3], rows[10][2], rows[21][4] = "läuft so", "Bamburg", "irgendwann"

    shown = upload(as_pmo, rows, encoding="cp1252")

    assert faults(shown) == [("D5", "Status"), ("C11", "Kommunen"), ("E22", "Beginn")]
    assert "Windows-1252" in shown.content.decode()
    assert not Project.objects.exclude(summary="").exists()
    assert confirm(as_pmo, shown).status_code == 409
    assert not Project.objects.exclude(summary="").exists()

    mended = upload(as_pmo, as_rows(thirty), encoding="cp1252")
    assert (faults(mended), figures(mended)) == ([], [30, 0, 0, 0])
    done = confirm(as_pmo, mended)
    assert figures(done) == [30, 0, 0, 0]
    assert Project.objects.filter(summary="Für Bürgerinnen – „neu“", start="2024").count() == 30
    project = Project.objects.get(slug="p-3")
    entry = project.history.first()
    assert (project.version, entry.version, entry.history_user) == (2, 2, done.wsgi_request.user)
    assert as_pmo.get("/projekte/?q=Bürgerinnen").content.decode().count("Größe") >= 24  # the search has followed

    again = upload(as_pmo, as_rows(thirty), encoding="cp1252")
    assert figures(again) == [0, 0, 30, 0]
    assert not Upload.objects.filter(done_at__isnull=False).exclude(content=b"").exists()


@pytest.mark.parametrize(("encoding", "separator"), [("utf-8", ","), ("utf-8-sig", ";"), ("cp1252", "\t")])
@pytest.mark.once
def test_encodings_and_separators_are_found_out(encoding, separator):
    content = file_of([["Schlüssel", "Titel"], ["a", "Größe; x, y"]], encoding, separator).read()

    sheet = read(content, {"Schlüssel", "Titel"}.__contains__)

    assert (sheet.headings, sheet.rows) == (["Schlüssel", "Titel"], [(2, ["a", "Größe; x, y"])])


@pytest.mark.parametrize(
    "content",
    [b"", b"\0\1\2", b"PK\x03\x04 nothing", b"\xd0\xcf\x11\xe0", b"a" * (MOST_BYTES + 1), b"a;b\n" * (MOST_ROWS + 2)],
)
@pytest.mark.once
def test_what_is_no_table_is_refused_with_a_word(content):
    with pytest.raises(Unreadable):
        read(content, "a".__eq__)


def test_what_somebody_changed_after_the_export_stays(as_pmo, bamberg):
    project = ProjectFactory(slug="p", title="P", summary="alt", municipalities=[bamberg], themes=[ThemeFactory()])
    project.save()
    exported = list(csv.reader(io.StringIO(as_csv(table(Project.objects.all())).decode("utf-8-sig")), delimiter=";"))
    place = exported[0].index("Zusammenfassung"), exported[0].index("Titel")
    project.summary = "von anderen"
    project.save()
    project.themes.clear()

    old = upload(as_pmo, exported)
    assert old.context["plan"].work == 0  # the file's summary and theme are older, not other
    assert "In 1 Zeile ist die Datei älter als das Verzeichnis" in old.rendered_content
    exported[1][place[1]] = "P, neu"
    shown = upload(as_pmo, exported)
    assert [list(row.changes) for row in shown.context["plan"].rows] == [["title"]]
    exported[1][place[0]] = "von mir"
    asked = upload(as_pmo, exported)
    assert faults(asked) == [("K2", "Zusammenfassung")]
    assert (figures(asked), confirm(as_pmo, asked).status_code) == ([0, 0, 0, 0, 1], 409)

    def chosen(**how):
        return as_pmo.post(asked.redirect_chain[-1][0], how)

    def changes(response):
        return [(change.name, change.old, change.new) for change in response.context["plan"].rows[0].changes.values()]

    ours, theirs = [("title", "P", "P, neu")], [("summary", "von anderen", "von mir")]
    assert changes(chosen(neuere="behalten")) == changes(chosen(neuere="auswahl")) == ours
    everything = chosen(neuere="auswahl", zeile="p")
    assert sorted(changes(everything)) == sorted(changes(chosen(neuere="ueberschreiben"))) == sorted(ours + theirs)
    assert 'name="zeile" value="p"' in everything.rendered_content
    assert confirm(as_pmo, asked).status_code == 409  # what was chosen is said again where it is confirmed

    project.title = "inzwischen"
    project.save()
    assert confirm(as_pmo, shown).status_code == 409
    project.refresh_from_db()
    assert (project.title, project.summary) == ("inzwischen", "von anderen")

    assert chosen(entschieden="ueberschreiben").status_code == 409  # the title, too, is newer than what was shown
    done = as_pmo.post(asked.redirect_chain[-1][0], {"entschieden": "ueberschreiben"}, follow=True)
    assert figures(done) == [1, 0, 0, 0]
    project.refresh_from_db()
    assert (project.title, project.summary) == ("P, neu", "von mir")


@pytest.mark.once
def test_an_old_export_is_compared_with_its_time_in_one_question_for_all_rows(as_pmo, bamberg):
    projects = [ProjectFactory(slug=f"p-{n}", municipalities=[bamberg]) for n in range(6)]
    content = as_csv(table(Project.objects.order_by("pk"))).decode("utf-8-sig")
    exported = list(csv.reader(io.StringIO(content), delimiter=";"))
    for project in projects:
        project.summary = "von anderen"
        project.save()
    themes, user = exported[0].index("Themen"), as_pmo.get("/admin/").wsgi_request.user
    theme = ThemeFactory(name="Klima")
    for row in exported[1:]:
        row[themes] = theme.name
    asked = []
    for rows in (exported, exported[:3], exported):  # the first time, the kinds of records are looked up, too
        with CaptureQueriesContext(connection) as queries:
            plan = make_plan(Project, read(file_of(rows).read(), {*exported[0]}.__contains__), user)
        asked.append(len(queries))
        assert (plan.faults, len(plan.kept), len(plan.changed)) == ([], len(rows) - 1, len(rows) - 1)
    assert asked[1] == asked[2]


@pytest.mark.once
def test_a_heading_of_older_exports_is_known(as_pmo, bamberg):
    ProjectFactory(slug="p", url="", municipalities=[bamberg])

    shown = upload(as_pmo, [["Schlüssel", "Webseite"], ["p", "https://p.example"]])

    assert [change.heading for change in shown.context["plan"].rows[0].changes.values()] == ["Website"]


def test_an_editor_imports_only_what_is_the_own_municipalitys(as_kempten, kempten, bamberg):
    ProjectFactory(slug="fremd", title="Fremd", municipalities=[bamberg])
    ProjectFactory(slug="eigen", title="Eigen", municipalities=[kempten])
    rows = [["Schlüssel", "Titel", "Kommunen"], ["fremd", "Meins", "Bamberg"], ["eigen", "Eigen", "Kempten; Bamberg"]]
    rows += [["neu", "Neu", "Bamberg"], ["neu-2", "Neu 2", "Kempten"]]

    assert faults(upload(as_kempten, rows)) == [("A2", "Schlüssel"), ("C3", "Kommunen"), ("C4", "Kommunen")]

    rows = [rows[0], ["fremd", "Fremd", "Bamberg"], ["eigen", "Eigen, neu", "Kempten"], ["neu-2", "Neu 2", "Kempten"]]
    shown = upload(as_kempten, rows)
    assert figures(shown) == [1, 1, 1, 0]
    confirm(as_kempten, shown)
    assert Project.objects.get(slug="neu-2").state == PublicationState.DRAFT
    assert upload(as_kempten, rows).context["plan"].work == 0

    kempten.review_required = True
    kempten.save()
    rows[2][1] = "Eigen, noch neuer"
    done = confirm(as_kempten, upload(as_kempten, rows))
    assert figures(done) == [0, 0, 1, 2]
    assert (Project.objects.get(slug="eigen").title, Proposal.objects.count()) == ("Eigen, neu", 1)


def test_nobody_else_sees_an_upload_and_readers_have_none(as_pmo, as_kempten, as_reader, thirty):
    address = upload(as_pmo, as_rows(thirty)).redirect_chain[-1][0]

    assert [client.get(address).status_code for client in (as_kempten, as_reader)] == [404, 403]
    assert as_reader.get("/admin/kommunen/project/tabelle.xlsx").status_code == 200
    call_command("forget_uploads")
    assert Upload.objects.count() == 1
    Upload.objects.update(created_at="2026-01-01T00:00Z")
    assert as_pmo.post(address).status_code == 404
    call_command("forget_uploads")  # nobody has to come by for it
    assert Upload.objects.count() == 0


def test_faults_of_whole_rows_are_named(as_pmo, bamberg):
    ProjectFactory(slug="a", title="A", municipalities=[bamberg], start="2024", end="2025")
    head = ["Schlüssel", "Titel", "Kommunen", "Beginn", "Zuletzt geprüft am", "Website"]
    rows = [
        head,
        ["a", "", "Bamberg", "2026", "", "ftp"],
        ["a", "A", "", "2026", "31.02.2026", ""],
        ["", "", "", "", "", "x"],
    ]
    shown = upload(as_pmo, rows)

    cells = [cell for cell, _heading in faults(shown)]
    assert cells == ["B2", "F2", "A3", "A4"]
    assert faults(upload(as_pmo, [head, ["a", "A", "Bamberg", "2026", "22.11.2026", ""]])) == [("D2", "Beginn")]
    unknown = upload(as_pmo, [["Schlüssel", "Titl"], ["a", "A"]])
    assert (unknown.status_code, "Titl" in unknown.content.decode()) == (400, True)


@pytest.mark.once
def test_formulas_leave_as_text(bamberg):
    ProjectFactory(slug="x", title="=HYPERLINK(1)", municipalities=[bamberg])

    assert b"'=HYPERLINK" in as_csv(table(Project.objects.all()))
    cell = load_workbook(io.BytesIO(as_xlsx(table(Project.objects.all())))).active["B2"]
    assert (cell.value, cell.data_type) == ("=HYPERLINK(1)", "s")


@pytest.mark.proof
def test_five_thousand_rows_take_less_than_twenty_seconds(as_pmo, bamberg, proof_full, proof_figure):
    count = 5000 if proof_full else 250
    Project.objects.bulk_create(
        Project(slug=f"s-{n}", title=f"Projekt {n}", state="published", checked_on="2026-11-22") for n in range(count)
    )
    through = Project.municipalities.through
    through.objects.bulk_create(through(project=p, municipality=bamberg) for p in Project.objects.all())
    began = monotonic()
    shown = upload(as_pmo, as_rows(Project.objects.all(), "Neue Zusammenfassung."))
    done = confirm(as_pmo, shown)
    seconds = monotonic() - began

    assert figures(done) == [count, 0, 0, 0]
    if proof_full:
        assert seconds < 20
    proof_figure(f"{count} Zeilen vergleichen und einlesen", seconds, "s")


def test_two_municipalities_of_one_name_need_their_keys(as_pmo):
    one, two = MunicipalityFactory(name="Neustadt", slug="neustadt-1"), MunicipalityFactory(name="Neustadt", slug="n-2")
    ProjectFactory(slug="a", title="A", municipalities=[one])
    head = ["Schlüssel", "Titel", "Kommunen", "Kommunen – Schlüssel"]

    assert upload(as_pmo, [head, ["a", "A", "Neustadt", "neustadt-1"]]).context["plan"].work == 0
    assert faults(upload(as_pmo, [head[:3], ["a", "A", "Neustadt; Neustadt"]])) == [("C2", "Kommunen")]
    confirm(as_pmo, upload(as_pmo, [head, ["a", "A", "Neustadt", "neustadt-1; n-2"]]))
    assert set(Project.objects.get(slug="a").municipalities.all()) == {one, two}
