"""Accounts and what they belong to: the PMO's business alone."""

from importlib import import_module

from allauth.account.admin import EmailAddress
from allauth.mfa.admin import Authenticator
from django.apps import apps
from django.contrib import admin, messages
from django.contrib.auth.admin import UserAdmin
from django.contrib.auth.forms import AdminPasswordChangeForm, BaseUserCreationForm
from django.contrib.auth.models import Group
from django.core.exceptions import ValidationError
from django.forms import BaseInlineFormSet, BooleanField, ModelForm
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.html import format_html
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from kommunen.admin.inlines import NamedBoxes, named
from kommunen.admin.permissions import is_pmo
from kommunen.admin.relations import RelationFields
from kommunen.editing.invitations import invitation_link, invite
from kommunen.models import Membership, User

for foreign in (EmailAddress, Authenticator):  # an account has one address; its second factor is its own business
    admin.site.unregister(foreign)
if apps.is_installed("allauth.socialaccount"):  # so is its number at the operator's login
    import_module("allauth.socialaccount.admin")  # it registers them; else it did so later
    admin.site.unregister(apps.get_app_config("socialaccount").get_models())
admin.site.unregister(Group)  # what an account may do follows from its memberships


class OneAddressMixin:
    """One account per e-mail address, whatever its capitals."""

    def clean_email(self):
        email = self.cleaned_data["email"]
        if User.objects.filter(email__iexact=email).exclude(pk=self.instance.pk).exists():
            raise ValidationError(_("There is already an account with this e-mail address."))
        return email


class AccountCreationForm(OneAddressMixin, BaseUserCreationForm):
    """A new account: invited by e-mail, or with a one-time password that somebody hands over."""

    invite = BooleanField(
        required=False,
        initial=True,
        label=_("Invite by e-mail"),
        help_text=_("The account receives a link to choose its password; no password is needed here then."),
    )

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        for name in ("password1", "password2"):
            self.fields[name].required = False

    def clean(self):
        cleaned = super().clean()
        if not cleaned.get("invite") and not cleaned.get("password1") and "password1" not in self.errors:
            self.add_error("password1", _("Invite by e-mail, or choose a one-time password."))
        return cleaned

    def save(self, commit=True):
        user = super().save(commit=False)
        if not self.cleaned_data["password1"]:
            user.set_unusable_password()
        if commit:
            user.save()
            self.save_m2m()
        return user

    class Meta:
        model = User
        fields = ["email", "first_name", "last_name"]
        field_classes = {}


class AccountForm(OneAddressMixin, ModelForm):
    """An account's names and switches."""


class OneTimePasswordForm(AdminPasswordChangeForm):
    """A password that somebody else sets is good for one login only."""

    usable_password = None

    def save(self, commit=True):
        self.user.must_change_password = True
        return super().save(commit)


class MembershipFormSet(NamedBoxes, BaseInlineFormSet):
    """What an account belongs to."""


class MembershipInline(RelationFields, admin.TabularInline):
    model = Membership
    formset = MembershipFormSet
    fields = ["role", "municipality"]
    extra = 0
    verbose_name_plural = _("Belongs to")

    def get_extra(self, request, obj=None, **kwargs):
        return 0 if obj else 1

    def get_queryset(self, request):
        return super().get_queryset(request).select_related("municipality")

    def formfield_for_dbfield(self, db_field, request, **kwargs):
        return named(super().formfield_for_dbfield(db_field, request, **kwargs))

    def has_view_permission(self, request, obj=None):
        return may_manage(request.user, obj)

    has_add_permission = has_change_permission = has_delete_permission = has_view_permission


def may_manage(user, account=None):
    """Whether a user may manage an account: the PMO may, but nobody one that may more than they themselves."""
    return is_pmo(user) and (user.is_superuser or account is None or not account.is_superuser)


@admin.register(User)
class AccountAdmin(UserAdmin):
    form = AccountForm
    add_form = AccountCreationForm
    add_form_template = None
    change_password_form = OneTimePasswordForm
    change_user_password_template = "admin/one_time_password.html"  # noqa: S105 - a template
    inlines = [MembershipInline]
    actions = ["invite_again"]
    list_display = ["email", "first_name", "last_name", "roles", "is_active", "must_change_password", "last_login"]
    list_filter = ["memberships__role", "is_active", "must_change_password"]
    list_per_page = 50
    show_full_result_count = False
    search_fields = ["email", "first_name", "last_name", "memberships__municipality__name"]
    ordering = ["email"]
    filter_horizontal = []
    readonly_fields = ["one_time_password", "last_login", "date_joined"]
    fieldsets = [
        (None, {"fields": ["email", ("first_name", "last_name")]}),
        (_("Access"), {"fields": ["is_active", "one_time_password", "must_change_password", "is_superuser"]}),
        (_("Important dates"), {"fields": [("last_login", "date_joined")]}),
    ]
    add_fieldsets = [
        (None, {"fields": ["email", ("first_name", "last_name"), "invite"]}),
        (
            _("One-time password"),
            {
                "fields": ["password1", "password2"],
                "description": _("Good for the first login only: then a new one must be chosen."),
            },
        ),
    ]

    class Media:
        css = {"all": ["kommunen/staff.css"]}
        js = ["kommunen/named_fields.js"]

    def get_queryset(self, request):
        return super().get_queryset(request).prefetch_related("memberships__municipality")

    @admin.display(description=_("password"))
    def one_time_password(self, account):
        url = reverse("admin:auth_user_password_change", args=[account.pk])
        return format_html('<a href="{}">{}</a>', url, _("Set a one-time password"))

    @admin.display(description=_("roles"))
    def roles(self, account):
        found = [
            f"{membership.get_role_display().split(':')[0]}"
            + (f" ({membership.municipality})" if membership.municipality else "")
            for membership in account.memberships.all()
        ]
        return ", ".join(found)

    def get_readonly_fields(self, request, obj=None):
        """Only who may everything can give that away; nobody locks the own account."""
        fields = [*super().get_readonly_fields(request, obj)]
        if not request.user.is_superuser:
            fields.append("is_superuser")
        if obj == request.user:
            fields += ["is_active", "is_superuser"]
        return fields

    def save_model(self, request, obj, form, change):
        if not change:
            obj.is_staff = True
            obj.must_change_password = obj.has_usable_password()
        super().save_model(request, obj, form, change)

    def response_add(self, request, obj, post_url_continue=None):
        if "invite" in request.POST:
            self.invite(request, obj)
        return super().response_add(request, obj, post_url_continue)

    @admin.action(permissions=["change"], description=_("Send the selected accounts a link to choose a password"))
    def invite_again(self, request, queryset):
        for account in queryset:
            if may_manage(request.user, account) and account.is_active:
                self.invite(request, account)

    def invite(self, request, account):
        """Send the link; where the mail does not go out, show it to whoever can hand it over."""
        try:
            invite(account)
        except OSError:
            text = gettext("The mail to %(email)s did not go out. Please hand over this link: %(link)s")
            link = {"email": account.email, "link": invitation_link(account)}
            self.message_user(request, text % link, messages.ERROR)
        else:
            text = gettext("A link to choose a password is on its way to %(email)s.")
            self.message_user(request, text % {"email": account.email}, messages.SUCCESS)

    def user_change_password(self, request, id, form_url=""):  # noqa: A002 - Django's name
        if id == str(request.user.pk):
            return redirect("admin:password_change")  # one's own is no one-time password
        return super().user_change_password(request, id, form_url)

    def has_module_permission(self, request):
        return is_pmo(request.user)

    def has_view_permission(self, request, obj=None):
        return is_pmo(request.user)

    def has_add_permission(self, request):
        return is_pmo(request.user)

    def has_change_permission(self, request, obj=None):
        return may_manage(request.user, obj)

    def has_delete_permission(self, request, obj=None):
        return may_manage(request.user, obj) and obj != request.user
