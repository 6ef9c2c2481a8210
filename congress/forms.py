"""Forms of the companion."""

from uuid import uuid4

from django import forms
from django.utils.text import capfirst
from django.utils.translation import gettext_lazy as _

from congress.models import LookBack, Meeting, Note
from kommunen.models import Municipality


def day_field(label):
    """A day that the phone's own calendar fills in."""
    return forms.DateField(
        label=capfirst(label), required=False, widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")
    )


class NoteForm(forms.ModelForm):
    """A new note. ``account`` is whose note it is: a phone may be in other hands when it is sent."""

    key = forms.UUIDField(widget=forms.HiddenInput, initial=uuid4)
    account = forms.IntegerField(required=False, widget=forms.HiddenInput)
    written_at = forms.DateTimeField(required=False, widget=forms.HiddenInput)
    follow_up_on = day_field(_("follow up by"))

    class Meta:
        model = Note
        fields = ["text", "follow_up_on"]
        widgets = {"text": forms.Textarea(attrs={"rows": 3, "autocomplete": "off", "enterkeyhint": "done"})}


class MetForm(forms.ModelForm):
    """A conversation as it is entered in the hall, perhaps without a network; key and account as for a note."""

    key = forms.UUIDField(widget=forms.HiddenInput, initial=uuid4)
    account = forms.IntegerField(required=False, widget=forms.HiddenInput)
    other = forms.ModelChoiceField(
        Municipality.objects.none(), to_field_name="slug", label=_("Met"), empty_label=_("please choose")
    )
    next_step_on = day_field(_("by"))

    class Meta:
        model = Meeting
        fields = ["other", "outcome", "next_step", "next_step_on"]
        widgets = {"outcome": forms.Textarea(attrs={"rows": 3})}

    def __init__(self, *args, team, **kwargs):
        super().__init__(*args, auto_id="met_%s", **kwargs)
        self.fields["other"].queryset = Municipality.objects.published().exclude(pk=team.pk).order_by("sort_name", "pk")


class VersionedForm(forms.ModelForm):
    """An entry as it was read: ``version`` tells whether a colleague has changed it since."""

    version = forms.IntegerField(widget=forms.HiddenInput, required=False)

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.initial["version"] = self.instance.version if self.instance.pk else 0

    @property
    def is_outdated(self):
        """Whether the stored entry is another one than was read."""
        return (self.cleaned_data.get("version") or 0) != self.initial["version"]

    def renewed(self):
        """The same form, ready to be sent again over the colleague's version once both were read."""
        data = self.data.copy()
        data["version"] = self.initial["version"]
        return type(self)(data, instance=self.instance)


class NoteChangeForm(VersionedForm):
    """A stored note."""

    follow_up_on = day_field(_("follow up by"))

    class Meta:
        model = Note
        fields = ["text", "follow_up_on", "done", "public"]
        widgets = {"text": forms.Textarea(attrs={"rows": 4})}


class MeetingForm(VersionedForm):
    """One line of the run sheet."""

    next_step_on = day_field(_("by"))

    class Meta:
        model = Meeting
        fields = ["attends", "met", "session", "outcome", "next_step", "next_step_on", "done", "public"]
        widgets = {"outcome": forms.Textarea(attrs={"rows": 4})}

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["session"].queryset = self.instance.congress.sessions.all()
        self.fields["session"].empty_label = _("not at a programme item")


class LookBackForm(VersionedForm):
    """The article."""

    class Meta:
        model = LookBack
        fields = ["text"]
        widgets = {"text": forms.Textarea(attrs={"rows": 24, "spellcheck": "true"})}
