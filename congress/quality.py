"""„Datenqualität“: what is wanting, where, and the way to mend it."""

from django.core.exceptions import PermissionDenied
from django.core.paginator import Paginator
from django.http import Http404
from django.template.response import TemplateResponse
from django.urls import path, reverse
from django.utils.text import capfirst
from django.utils.translation import gettext as _

from kommunen.editing.quality import BY_KEY, figures, tasks
from kommunen.editing.quality_words import told

PER_PAGE = 50


def addresses(site):
    """The board's addresses below the workplace's own."""
    return [
        path("datenqualitaet/", site.admin_view(board, cacheable=False), {"site": site}, name="quality"),
        path("datenqualitaet/<slug:key>/", site.admin_view(shortcoming), {"site": site}, name="quality_of"),
    ]


def owner(request):
    """Whose records are looked at: an editor's own, all for everybody else."""
    return request.user if not request.user.is_pmo and request.user.edited_municipalities else None


def my_tasks(request):
    """The first tasks of an account, for its start page; none for whoever may change nothing."""
    if not request.user.is_pmo and not request.user.edited_municipalities:
        return []
    return [
        {
            "label": each.label,
            "count": None if each.whole else count,
            "url": reverse("admin:quality_of", args=[each.key]),
        }
        for each, count in tasks(request.user)
    ]


def board(request, site):
    """All shortcomings with their counts."""
    if not request.user.has_role:
        raise PermissionDenied
    context = {**site.each_context(request), "title": _("Data quality"), "figures": figures(owner(request))}
    return TemplateResponse(request, "admin/quality.html", context)


def shortcoming(request, site, key):
    """The records that have one shortcoming, each one click from its form."""
    if not request.user.has_role:
        raise PermissionDenied
    if key not in BY_KEY:
        raise Http404
    found = BY_KEY[key]
    models = [model for model in found.models if found.find(model, owner(request)).exists()]
    chosen = next((model for model in models if model._meta.model_name == request.GET.get("art")), None)
    chosen = chosen or (models[0] if models else None)
    rows, page = [], None
    if chosen is not None:
        page = Paginator(found.find(chosen, owner(request)).order_by("pk"), PER_PAGE).get_page(request.GET.get("seite"))
        said = told(found, page)
        rows = [{"record": one, "url": mend_url(one, found), "said": said.get(one.pk, "")} for one in page]
    context = {
        **site.each_context(request),
        "title": found.label,
        "shortcoming": found,
        "rows": rows,
        "page": page,
        "chosen": chosen and chosen._meta.model_name,
        "nouns": [(model._meta.model_name, capfirst(model._meta.verbose_name_plural)) for model in models],
        "table_url": table_url(chosen, request.user) if found.whole and chosen else "",
    }
    return TemplateResponse(request, "admin/quality_of.html", context)


def mend_url(record, found):
    """The form of a record, at the field that is to be mended."""
    meta = record._meta
    return reverse(f"admin:{meta.app_label}_{meta.model_name}_change", args=[record.pk]) + (
        f"#{found.at}" * bool(found.at)
    )


def table_url(model, user):
    """Where many are mended at once, by a table; "" for whoever may change none."""
    if not model.objects.editable_by(user).exists():
        return ""
    return reverse(f"admin:{model._meta.app_label}_{model._meta.model_name}_import")
