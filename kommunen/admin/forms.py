"""What every record's form checks, beyond what the model itself guards."""

from functools import cached_property

from django.core.exceptions import NON_FIELD_ERRORS
from django.db.models import Q, UniqueConstraint
from django.forms import CharField, HiddenInput, IntegerField, ModelForm, Textarea
from django.utils.translation import gettext_lazy as _

from kommunen.admin.permissions import is_pmo
from kommunen.admin.relations import tell_known
from kommunen.editing.owning import ONLY_OWN, may_give, ownership_field
from kommunen.editing.review import is_reviewed
from kommunen.editing.slugs import free_slug
from kommunen.models import PublicationState

# The catalogue of Django REST framework, which wins over Django's own, says two of these without "Sie"; Django's admin
# has a slip in the third, which new editors read first.
SAID_POLITELY = (
    _("Enter a valid URL."),
    _("Enter a valid email address."),
    _(
        "Please enter your old password, for security’s sake, and then enter your new "
        "password twice so we can verify you typed it in correctly."
    ),
)


class RecordForm(ModelForm):
    """Knows who edits (``user``, set by the admin): relations that make an owner accept only the own municipality."""

    user = None

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        tell_known(self)
        if "slug" in self.fields and not self.instance.pk:
            self.fields["slug"].required = False
            self.fields["slug"].help_text = _("Leave it empty, and it is made from the name.")

    def clean(self):
        cleaned = super().clean()
        self.check_owner(cleaned)
        name = cleaned.get("title") or cleaned.get("name")
        if name and not self.instance.pk and cleaned.get("slug") == "":
            cleaned["slug"] = free_slug(self._meta.model, name)
            if not cleaned["slug"]:
                self.add_error("slug", _("Please choose an address: none can be made from this name."))
        return cleaned

    def check_owner(self, cleaned):
        """Refuse to give a record to another municipality, or to take it from one, whatever was posted."""
        name = ownership_field(self._meta.model)
        if is_pmo(self.user) or name not in cleaned or self.fields[name].disabled:
            return
        several = self._meta.model._meta.get_field(name).many_to_many
        before = keys(getattr(self.instance, name).all()) if several and self.instance.pk else set()
        if not may_give(self.user, self._meta.model, before, keys(cleaned[name])):
            self.add_error(name, ONLY_OWN)

    def add_error(self, field, error):
        """Put what a constraint complains about beside the last field that it speaks of."""
        if field is None and hasattr(error, "error_dict"):
            for problem in error.error_dict.pop(NON_FIELD_ERRORS, []):
                place = self.places.get(str(problem.message), NON_FIELD_ERRORS)
                error.error_dict.setdefault(place, []).append(problem)
            if not error.error_dict:
                return
        super().add_error(field, error)

    @cached_property
    def places(self):
        """Which field belongs to which constraint's message."""
        found = {}
        for constraint in self._meta.model._meta.constraints:
            spoken_of = names_in(constraint)
            if fields := [name for name in self.fields if name in spoken_of]:
                found[str(constraint.get_violation_error_message())] = fields[-1]
        return found


class PageForm(RecordForm):
    """A record's own page: which version was read, a word on the change, and what others changed meanwhile.

    The admin sets ``restored``, the relations of an earlier version: ``{name: [ids]}``.
    """

    restored = None
    seen_version = IntegerField(required=False, widget=HiddenInput)
    comment = CharField(
        required=False,
        max_length=2000,
        label=_("A word on it"),
        help_text=_("Colleagues see it above this form: why it goes back, what is still missing."),
        widget=Textarea(attrs={"rows": 2, "class": "vLargeTextField"}),
    )

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.initial["seen_version"] = self.instance.version
        self.initial |= {name: ids for name, ids in (self.restored or {}).items() if name in self.fields}

    @property
    def changed_data(self):
        """Without what is said beside the record."""
        return [name for name in super().changed_data if name not in {"seen_version", "comment"}]

    def clean(self):
        cleaned = super().clean()
        published = PublicationState.PUBLISHED
        if cleaned.get("state") == published != self.initial.get("state") and is_reviewed(self.user, self.instance):
            self.add_error("state", _("Please choose “in review”: the PMO publishes it."))
        return cleaned


def names_in(constraint):
    """The fields that a constraint speaks of."""
    if isinstance(constraint, UniqueConstraint):
        return set(constraint.fields)
    return {
        part[0].split("__")[0]
        for node in walk(constraint.condition)
        for part in node.children
        if isinstance(part, tuple)
    }


def walk(condition):
    """A condition and all that it is made of."""
    yield condition
    for part in condition.children:
        if isinstance(part, Q):
            yield from walk(part)


def keys(chosen):
    """The primary keys of one object, of several, or of none."""
    if chosen is None:
        return set()
    return {chosen.pk} if hasattr(chosen, "pk") else {found.pk for found in chosen}
