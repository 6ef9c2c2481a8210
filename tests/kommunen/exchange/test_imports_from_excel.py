"""What Excel makes of an exported table and gives back."""

import io
from datetime import timedelta

import pytest
from django.utils import timezone
from openpyxl import load_workbook

from kommunen.exchange.imports.files import as_xlsx, table
from kommunen.exchange.imports.planning import make_plan
from kommunen.exchange.imports.reading import read
from kommunen.models import Project
from tests.factories import ProjectFactory, pmo


@pytest.mark.once
# As Excel keeps it, or writes it as CSV.
@pytest.mark.parametrize("form", [None, "%d.%m.%Y %H:%M:%S", "%d.%m.%Y %H:%M"])
def test_the_moment_of_an_export_is_a_date_in_excel_and_still_tells_what_is_newer(bamberg, form):
    user = pmo()
    project = ProjectFactory(slug="p", title="P", summary="alt", municipalities=[bamberg])
    project.save()
    book = load_workbook(io.BytesIO(as_xlsx(table(Project.objects.all()))))
    headings = [cell.value for cell in book.active[1]]
    changed, summary = (book.active.cell(2, headings.index(name) + 1) for name in ("Geändert", "Zusammenfassung"))
    assert abs(changed.value - timezone.localtime(project.changed_at).replace(tzinfo=None)) < timedelta(milliseconds=1)
    if form:
        changed.value = changed.value.strftime(form)

    def plan():
        saved = io.BytesIO()
        book.save(saved)
        return make_plan(Project, read(saved.getvalue(), headings.__contains__), user)

    unchanged = plan()
    assert (unchanged.work, unchanged.faults) == (0, [])
    summary.value = "von mir"
    mine = plan()
    assert ([row.key for row in mine.changed], mine.faults) == (["p"], [])

    project.summary = "von anderen"
    project.save()
    assert [(fault.heading, fault.newer.old) for fault in plan().faults] == [("Zusammenfassung", "von anderen")]
    summary.value = "alt"
    older = plan()
    assert (older.work, older.rows[0].kept) == (0, ["Zusammenfassung"])
