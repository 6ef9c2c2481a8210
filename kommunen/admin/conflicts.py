"""Two people edit one record: nothing is lost. Fields that do not collide are merged, the others are asked about."""

from itertools import pairwise

from django.core.exceptions import ObjectDoesNotExist
from django.forms import CheckboxInput
from django.shortcuts import render
from django.utils.text import capfirst
from django.utils.translation import gettext as _

from kommunen.editing.changes import editable_fields, plain, present, said, shown

MINE, THEIRS = "mine", "theirs"


def meet(model_admin, request, record):
    """Bring together what is posted and what somebody saved since the form was opened.

    Returns: the page that asks about the fields that both changed; None where nothing is to be asked. Then what is
    posted says in the fields that stay what is stored, and ``request.merged`` tells them in words.
    """
    seen = request.POST.get("seen_version", "")
    if not seen.isdigit() or int(seen) == record.version:
        return None
    form_class = model_admin.get_form(request, record, change=True)
    form = form_class(request.POST, instance=type(record).objects.get(pk=record.pk))
    form.is_valid()
    base = record.history.filter(version=seen).order_by("-history_id").first()
    differences = [
        found
        for field in editable_fields(type(record))
        if field.name in form.fields and field.name in form.cleaned_data
        for found in [difference(field, base, record, form.cleaned_data[field.name])]
        if found["theirs_changed"] and found["mine"] != found["theirs"]
    ]
    chosen = request.POST if request.POST.get("chosen_at") == str(record.version) else {}
    asked = [found for found in differences if found["mine_changed"]]
    open_questions = [found for found in asked if chosen.get(f"choose_{found['name']}") not in {MINE, THEIRS}]
    if open_questions:
        return ask(model_admin, request, record, base, differences)
    stay = [
        found["name"]
        for found in differences
        if not found["mine_changed"] or chosen.get(f"choose_{found['name']}") == THEIRS
    ]
    take_over(request, form_class(instance=record), stay, record.version)
    request.merged = [found["label"] for found in differences if not found["mine_changed"]]
    request.others = others(record, base)
    return None


def take_over(request, form, names, version):
    """Let what is posted say in some fields what is stored: where a row is still wrong, nobody decides it again."""
    posted = request.POST.copy()
    for name in names:
        widget, value = form.fields[name].widget, form[name].value()
        if isinstance(widget, CheckboxInput):
            texts = ["on"] if value else []
        else:
            texts = getattr(widget, "widget", widget).format_value(value)
            texts = texts if isinstance(texts, list) else [texts or ""]
        posted.setlist(name, texts)
    posted["seen_version"] = str(version)
    request.POST = posted


def difference(field, base, record, cleaned):
    """What a field said when the form was opened, says now, and would say."""
    old = said(base, field)
    mine, theirs = plain(field, cleaned), present(record, field)
    return {
        "name": field.name,
        "field": field,
        "label": capfirst(str(field.verbose_name)),
        "mine": mine,
        "theirs": theirs,
        "mine_changed": base is None or mine != old,
        "theirs_changed": base is None or theirs != old,
    }


def others(record, base):
    """Who saved since the form was opened, in words."""
    entries = record.history.select_related("history_user")
    if base is not None:
        entries = entries.filter(history_id__gt=base.history_id)
    return ", ".join(dict.fromkeys(who(entry) for entry in entries.order_by("history_id")))


def who(entry):
    """Who wrote an entry of the history, in words."""
    try:
        account = entry.history_user
    except ObjectDoesNotExist:
        account = None
    return (account.get_full_name() or account.email) if account else _("the program")


def saved_by(record, field):
    """Who gave a field of a record, or of a row within it, its present value, in words."""
    entries = record.history.select_related("history_user").order_by("-history_id")
    for newer, older in pairwise([*entries, None]):
        if older is None or said(newer, field) != said(older, field):
            return who(newer)
    return _("the program")


def ask(model_admin, request, record, base, differences):
    """The page with both versions, field by field; what was posted is sent again with the choice."""
    posted = [
        (name, value)
        for name, values in request.POST.lists()
        if not name.startswith("choose_") and name not in {"chosen_at", "csrfmiddlewaretoken"}
        for value in values
    ]
    told = [
        {
            **found,
            "mine": shown(found["field"], found["mine"]),
            "theirs": shown(found["field"], found["theirs"]),
            "who": saved_by(record, found["field"]),
        }
        for found in differences
    ]
    context = {
        **model_admin.admin_site.each_context(request),
        "title": _("Somebody saved this entry in the meantime"),
        "opts": model_admin.model._meta,
        "original": record,
        "posted": posted,
        "asked": [found for found in told if found["mine_changed"]],
        "merged": [found for found in told if not found["mine_changed"]],
        "others": others(record, base),
    }
    return render(request, "admin/record_conflict.html", context, status=409)
