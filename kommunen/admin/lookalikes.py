"""Double stop: while an entry is typed, those that may be the same; what is chosen then becomes a relation."""

from urllib.parse import urlencode

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.urls import path, reverse
from django.utils.translation import gettext as _

from kommunen.admin.permissions import is_pmo, may_add
from kommunen.editing.joining import join, take_over
from kommunen.editing.lookalikes import TYPES, look_alikes, organisations_like, products
from kommunen.editing.steps import keep_step
from kommunen.language.query import printable
from kommunen.models import Municipality, Organisation, Reuse

SAME = 0.8  # so much alike that a sentence may say: they do this already
MOST_NAMED = 5
KEPT = ("title", "summary", "municipalities", "themes")  # of what is typed, where somebody has to choose first


class LookAlikesMixin:
    """For the admin of a noun with titles or names: asks while somebody types, and acts on the answer."""

    change_form_template = "admin/lookalikes_change_form.html"

    def get_urls(self):
        name, wrap = f"{self.opts.app_label}_{self.opts.model_name}", self.admin_site.admin_view
        return [
            path("aehnliche/", wrap(self.look_alikes_view), name=f"{name}_look_alikes"),
            path("gibt-es-schon/", wrap(self.choose_view), name=f"{name}_choose"),
            *super().get_urls(),
        ]

    def changeform_view(self, request, object_id=None, form_url="", extra_context=None):
        asked = {"look_alikes_url": self.url("look_alikes")} if object_id is None else {}
        return super().changeform_view(request, object_id, form_url, {**asked, **(extra_context or {})})

    def url(self, view):
        return reverse(f"admin:{self.opts.app_label}_{self.opts.model_name}_{view}")

    def look_alikes_view(self, request):
        """What is like the entry that is typed: a part of a page."""
        if not self.has_add_permission(request):
            raise PermissionDenied
        if self.model is Organisation:
            near = [record for record, _score in organisations_like(request.GET.get("name", ""))]
            return TemplateResponse(request, "admin/lookalikes_organisations.html", {"found": near})
        title = request.GET.get("title", "")[:200]
        themes = [key for key in request.GET.getlist("themes") if key.isdecimal()]
        found = look_alikes(title, request.GET.get("summary", "")[:2000], themes)
        same = dict.fromkeys(place for each in found if each.score >= SAME for place in each.municipalities)
        context = {
            "found": found,
            "same": list(same)[:MOST_NAMED],
            "products": products(title),
            "choose_url": self.url("choose"),
        }
        return TemplateResponse(request, "admin/lookalikes.html", context)

    def choose_view(self, request):
        """Join in, or take over: what was chosen is entered as a draft and opened."""
        if not self.has_add_permission(request):
            raise PermissionDenied
        act, _sep, rest = request.POST.get("choice", "").partition(" ")
        kind, _sep, key = rest.partition(" ")
        if request.method != "POST" or act not in {"join", "reuse"} or kind not in TYPES or not key.isdecimal():
            raise Http404
        record = TYPES[kind].objects.in_use().filter(pk=key).first()
        if record is None:
            raise Http404
        own = self.own_municipality(request)
        if own is None:
            messages.warning(request, _("Please enter your municipality first, then choose again."))
            typed = [(name, ",".join(request.POST.getlist(name))) for name in KEPT if request.POST.get(name)]
            return redirect(f"{self.url('add')}?{urlencode(typed)}")
        if act == "reuse" and not may_add(request.user, Reuse):
            raise PermissionDenied
        made = join(record, own, request.user) if act == "join" else take_over(record, own, request.user)
        if made.pk is None:
            messages.warning(request, _("Please state from whom it is taken over; the rest is entered."))
            known = {name: getattr(made, f"{name}_id") for name in ("project", "cooperation", "to_municipality")}
            known = {name: value for name, value in {**known, "what": made.what}.items() if value}
            return redirect(f"{reverse('admin:kommunen_reuse_add')}?{urlencode(known)}")
        text = _("“%(made)s” is entered as a draft. Please complete it; nothing was created twice.")
        messages.success(request, text % {"made": made})
        return redirect(f"admin:{made._meta.app_label}_{made._meta.model_name}_change", made.pk)

    def own_municipality(self, request):
        """Whose entry it is: the municipality that is entered, or an editor's only one."""
        chosen = [key for key in request.POST.getlist("municipalities") if key.isdecimal()]
        if not is_pmo(request.user):
            own = request.user.edited_municipalities
            chosen = [key for key in chosen if int(key) in own] or (list(own) if len(own) == 1 else [])
        return Municipality.objects.filter(pk__in=chosen).order_by("pk").first()

    def save_related(self, request, form, formsets, change):
        """Keep why something is new although there is something alike."""
        super().save_related(request, form, formsets, change)
        if not change and (reason := printable(request.POST.get("new_because", "")).strip()):
            comment = _("New, because: %(reason)s") % {"reason": reason[:1000]}
            keep_step(form.instance, form.instance.state, request.user, comment)
