"""Tables in and out of the admin: download, upload, preview, confirm."""

from time import monotonic

from django import forms
from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.template.response import TemplateResponse
from django.urls import path, reverse
from django.utils import timezone
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from kommunen.admin.permissions import may_change
from kommunen.exchange.imports.columns import layout
from kommunen.exchange.imports.files import FILES, table, template
from kommunen.exchange.imports.plan import Choice
from kommunen.exchange.imports.planning import NOT_SAID
from kommunen.exchange.imports.reading import MOST_BYTES, MOST_ROWS, Unreadable
from kommunen.exchange.imports.writing import Changed, Progress, plan_of, run
from kommunen.exchange.serializers import serializer_of
from kommunen.models import Upload

SHOWN = 200  # rows of a preview; the rest is counted
SLOW = 300  # rows whose writing takes longer than a second


class UploadForm(forms.Form):
    """A file from one's computer."""

    file = forms.FileField(
        label=gettext_lazy("Table"),
        help_text=gettext_lazy("CSV or Excel (.xlsx), at most 10 MB and 20,000 rows. Nothing is changed yet."),
    )

    def clean_file(self):
        file = self.cleaned_data["file"]
        if file.size > MOST_BYTES:
            text = _("The file is larger than %(size)s MB.")
            raise forms.ValidationError(text % {"size": MOST_BYTES // 1024 // 1024})
        return file


class TablesMixin:
    """For a noun's admin: its entries as a table to edit in Excel, and such a table back."""

    change_list_template = "admin/import_change_list.html"

    def get_urls(self):
        name, wrap = f"{self.opts.app_label}_{self.opts.model_name}", self.admin_site.admin_view
        return [
            path("tabelle.<str:kind>", wrap(self.table_view), name=f"{name}_table"),
            path("einlesen/", wrap(self.import_view), name=f"{name}_import"),
            path("einlesen/<int:upload_id>/", wrap(self.preview_import_view), name=f"{name}_import_preview"),
            path("einlesen/<int:upload_id>/stand/", wrap(self.progress_view), name=f"{name}_import_progress"),
            *super().get_urls(),
        ]

    def changelist_view(self, request, extra_context=None):
        tables = {"import_url": self.address("import")} if may_change(request.user, self.model) else {}
        return super().changelist_view(
            request, {"table_url": self.address("table", "xlsx"), **tables, **(extra_context or {})}
        )

    def address(self, view, *args):
        return reverse(f"admin:{self.opts.app_label}_{self.opts.model_name}_{view}", args=args)

    def table_view(self, request, kind):
        """All entries as a file, or with ``?leer=1`` the headings alone."""
        if not self.has_view_permission(request):
            raise PermissionDenied
        if kind not in FILES:
            raise Http404
        write, content_type = FILES[kind]
        empty = "leer" in request.GET
        rows = template(self.model) if empty else table(self.model.objects.order_by("pk"))
        name = serializer_of(self.model).file_name + ("-vorlage" if empty else f"-{timezone.localdate().isoformat()}")
        return HttpResponse(
            write(rows),
            content_type=content_type,
            headers={"Content-Disposition": f'attachment; filename="{name}.{kind}"'},
        )

    def import_context(self, request, **more):
        return {
            **self.admin_site.each_context(request),
            "opts": self.opts,
            "title": _("Import a table: %(noun)s") % {"noun": capfirst(self.opts.verbose_name_plural)},
            "start_url": self.address("import"),
            **more,
        }

    def import_view(self, request):
        """Choose a file; what it holds is compared at once."""
        self.may_import(request)
        Upload.objects.ended().delete()
        form = UploadForm(request.POST or None, request.FILES or None)
        if request.method == "POST" and form.is_valid():
            file = form.cleaned_data["file"]
            upload = Upload(user=request.user, noun=self.opts.label_lower, name=file.name[-200:], content=file.read())
            try:
                plan = plan_of(upload, self.model, request.user)
            except Unreadable as error:
                form.add_error("file", str(error))
            else:
                upload.seen = plan.seen
                upload.save()
                return redirect(self.address("import_preview", upload.pk))
        columns = layout(self.model).columns
        context = self.import_context(request, form=form, columns=columns, most_rows=MOST_ROWS, tables=self.tables())
        return TemplateResponse(request, "admin/import.html", context, status=400 if form.errors else 200)

    def tables(self):
        """The files to download: (label, address)."""
        return [
            (label, self.address("table", kind) + query)
            for kind, label, query in [
                ("xlsx", _("All entries (XLSX)"), ""),
                ("csv", _("All entries (CSV)"), ""),
                ("xlsx", _("Empty template (XLSX)"), "?leer=1"),
                ("csv", _("Empty template (CSV)"), "?leer=1"),
            ]
        ]

    def may_import(self, request):
        if not may_change(request.user, self.model):
            raise PermissionDenied

    def upload(self, request, upload_id):
        """An upload of this account; nobody else's exists for it, nor one that has ended."""
        return get_object_or_404(Upload.objects.alive(), pk=upload_id, user=request.user, noun=self.opts.label_lower)

    def preview_import_view(self, request, upload_id):
        """What would change, cell by cell; confirmed, it is written."""
        self.may_import(request)
        upload = self.upload(request, upload_id)
        if "neuere" in request.POST and not upload.done_at:
            return self.choose(request, upload, Choice.read(request.POST, "neuere"))
        if request.method == "POST":
            return self.run_import(request, upload, Choice.read(request.POST, "entschieden"))
        if upload.done_at:
            return TemplateResponse(request, "admin/import_done.html", self.import_context(request, upload=upload))
        return self.show_plan(request, upload, plan_of(upload, self.model, request.user))

    def choose(self, request, upload, choice):
        """Show what would be written, now that somebody has said whose word counts where the directory is newer."""
        plan = plan_of(upload, self.model, request.user, choice=choice)
        upload.seen = plan.seen
        upload.save(update_fields=["seen"])
        return self.show_plan(request, upload, plan, choice=choice)

    def run_import(self, request, upload, choice):
        progress, began = Progress(upload), monotonic()
        try:
            run(upload, self.model, request.user, progress.draw, choice)
        except Changed as stopped:
            plan = stopped.plan
            upload.seen = plan.seen
            upload.save(update_fields=["seen"])
            return self.show_plan(request, upload, plan, changed=stopped.titles, choice=choice, status=409)
        finally:
            progress.forget()
        seconds = round(monotonic() - began)
        if seconds:
            messages.info(request, _("This took %(seconds)s seconds.") % {"seconds": seconds})
        return redirect(self.address("import_preview", upload.pk))

    def show_plan(self, request, upload, plan, changed=(), choice=NOT_SAID, status=200):
        different = [row for row in plan.rows if row.kept or row.changes]  # faults have a table of their own
        context = self.import_context(
            request,
            upload=upload,
            plan=plan,
            rows=different[:SHOWN],
            more=len(different) - SHOWN,
            changed=changed,
            choice=choice,
            unchanged=sum(not (row.faults or row.changes) for row in plan.rows),
            proposed=sum(row.proposed for row in plan.rows),
            progress_url=self.address("import_progress", upload.pk) if plan.work > SLOW else "",
        )
        return TemplateResponse(request, "admin/import_preview.html", context, status=status)

    def progress_view(self, request, upload_id):
        """How far the import is: a line that the preview asks for each second."""
        self.may_import(request)
        done, total = Progress(self.upload(request, upload_id)).read()
        return TemplateResponse(request, "admin/import_progress.html", {"done": done, "total": total})
