"""Relations in forms: every one is a search field, and what is already chosen costs no further query."""

from django.contrib.admin.widgets import AutocompleteSelect, AutocompleteSelectMultiple


def relations(model):
    """The relations of a model that a form can show."""
    return [
        field
        for field in [*model._meta.fields, *model._meta.many_to_many]
        if field.is_relation and field.editable and field.related_model._meta.label != "contenttypes.ContentType"
    ]


def is_key(text):
    """Whether it can be the key of an object: a whole number that a database holds."""
    return text.isascii() and text.isdigit() and int(text[:20]) < 2**63


class KnownSelection:
    """Shows what is chosen from objects that the list of rows has already fetched, instead of asking for each row."""

    known = {}  # {key as text: object}

    def optgroups(self, name, value, attr=None):
        chosen = [str(key) for key in value if is_key(str(key))]  # Django would ask the database for any text
        if not self.known.keys() >= set(chosen):
            return super().optgroups(name, chosen, attr)
        options = [(key, str(self.known[key])) for key in chosen]
        if not (self.is_required or self.allow_multiple_selected):
            options.insert(0, ("", ""))
        found = [self.create_option(name, key, label, bool(key), number) for number, (key, label) in enumerate(options)]
        return [(None, found, 0)]


class KnownSelect(KnownSelection, AutocompleteSelect):
    """One of a relation."""


class KnownSelectMultiple(KnownSelection, AutocompleteSelectMultiple):
    """Several of a relation. Each has a cross of its own; one that empties all at once is pressed by mistake."""

    def build_attrs(self, base_attrs, extra_attrs=None):
        return {**super().build_attrs(base_attrs, extra_attrs), "data-allow-clear": "false"}


def tell_known(form):
    """Hand a form's relation widgets what its instance has already fetched."""
    for name, field in form.fields.items():
        widget = getattr(field.widget, "widget", field.widget)
        if isinstance(widget, KnownSelection):
            widget.known = {str(found.pk): found for found in fetched(form.instance, name)}


def fetched(instance, name):
    """The objects behind a relation as far as they are in memory."""
    field = instance._meta.get_field(name)
    if field.many_to_many:
        return getattr(instance, "_prefetched_objects_cache", {}).get(name, [])
    return [field.get_cached_value(instance)] if field.is_cached(instance) and getattr(instance, name) else []


class RelationFields:
    """For admins and inlines: every relation is a search field, nothing can be deleted from within another's form."""

    def get_autocomplete_fields(self, request):
        return [field.name for field in relations(self.model)]

    def formfield_for_foreignkey(self, db_field, request, **kwargs):
        kwargs.setdefault("widget", KnownSelect(db_field, self.admin_site))
        return super().formfield_for_foreignkey(db_field, request, **kwargs)

    def formfield_for_manytomany(self, db_field, request, **kwargs):
        kwargs.setdefault("widget", KnownSelectMultiple(db_field, self.admin_site))
        return super().formfield_for_manytomany(db_field, request, **kwargs)

    def formfield_for_dbfield(self, db_field, request, **kwargs):
        field = super().formfield_for_dbfield(db_field, request, **kwargs)
        if hasattr(field, "widget") and hasattr(field.widget, "can_delete_related"):
            field.widget.can_delete_related = False
        return field
