"""A page of help for each noun: what belongs there, what each field means, how a change becomes public.

What a field means is read from the field itself, so that the page says what the form says.
"""

from django.core.exceptions import PermissionDenied
from django.template.response import TemplateResponse
from django.urls import path, reverse
from django.utils.text import capfirst
from django.utils.translation import gettext as _

from kommunen.admin.permissions import is_pmo, may_add, may_change
from kommunen.models import Municipality

MOST_CHOICES = 8  # of a field are named; a longer list speaks for itself


class HelpMixin:
    """For a noun's admin. ``belongs_here`` says what an entry is, ``example`` shows one."""

    belongs_here = example = ""

    def get_urls(self):
        name = f"{self.opts.app_label}_{self.opts.model_name}_help"
        return [path("hilfe/", self.admin_site.admin_view(self.help_view), name=name), *super().get_urls()]

    def help_url(self):
        return reverse(f"admin:{self.opts.app_label}_{self.opts.model_name}_help")

    def changelist_view(self, request, extra_context=None):
        return super().changelist_view(request, {"help_url": self.help_url(), **(extra_context or {})})

    def changeform_view(self, request, object_id=None, form_url="", extra_context=None):
        extra_context = {"help_url": self.help_url(), **(extra_context or {})}
        return super().changeform_view(request, object_id, form_url, extra_context)

    def help_view(self, request):
        if not self.has_view_permission(request):
            raise PermissionDenied
        context = {
            **self.admin_site.each_context(request),
            "opts": self.opts,
            "title": _("Help: %(noun)s") % {"noun": capfirst(self.opts.verbose_name_plural)},
            "belongs_here": self.belongs_here,
            "example": self.example,
            "groups": self.explained(request),
            "role": self.role(request.user),
            "may_add": self.has_add_permission(request),
        }
        return TemplateResponse(request, "admin/help.html", context)

    def role(self, user):
        """Whose change becomes public how: "pmo", "editor", "reviewed", "proposes", or "reader"."""
        if is_pmo(user):
            return "pmo"
        if not (may_change(user, self.model) or may_add(user, self.model)):
            return "reader"
        if "__" in self.model.owned_through:
            return "proposes"
        own = Municipality.objects.filter(pk__in=user.edited_municipalities, review_required=True)
        return "reviewed" if own.exists() else "editor"

    def explained(self, request):
        """The form's fields in its own groups, then those of its rows: ``[(heading, [field], text)]``."""
        fields = self.get_form(request).base_fields
        groups = []
        for heading, options in self.get_fieldsets(request):
            names = [name for line in options["fields"] for name in ([line] if isinstance(line, str) else line)]
            told = [told_field(fields[name], self.model, name) for name in names if name in fields]
            groups.append((heading or "", told, options.get("description", "")))
        for inline in self.get_inline_instances(request):
            rows = inline.get_formset(request).form.base_fields
            told = [told_field(field, inline.model, name) for name, field in rows.items() if name in own(inline.model)]
            groups.append((inline.verbose_name_plural, told, ""))
        return [(capfirst(heading), told, text) for heading, told, text in groups if told]


def own(model):
    """The names of a model's fields that say something to an editor."""
    return {field.name for field in [*model._meta.fields, *model._meta.many_to_many] if not field.primary_key}


def told_field(form_field, model, name):
    """What a field is called, whether it must be filled, what it means, and between what one chooses."""
    field = model._meta.get_field(name)
    choices = [str(label) for value, label in field.flatchoices if value not in ("", None)]
    given = name == "slug" or field.has_default()  # the form fills it in
    return {
        "label": capfirst(str(form_field.label)),
        "required": form_field.required and not given,
        "text": form_field.help_text or ("" if choices else kind(field)),
        "choices": choices[:MOST_CHOICES],
        "more": len(choices) - MOST_CHOICES if len(choices) > MOST_CHOICES else 0,
    }


def kind(field):
    """What one enters, where the field says nothing else of itself."""
    if field.many_to_many:
        return _("One or several, found by typing.")
    if field.is_relation:
        return _("One, found by typing.")
    words = {"URLField": _("A web address."), "DateField": _("A day."), "BooleanField": _("Yes or no.")}
    number = "Integer" in field.get_internal_type() or field.get_internal_type() == "DecimalField"
    return words.get(type(field).__name__, _("A number.") if number else _("Text."))
