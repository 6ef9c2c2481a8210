"""„Stimmt noch“: what a municipality answers through the link that it got by e-mail, without login and cookie."""

from django.shortcuts import redirect, render
from django.utils.decorators import method_decorator
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.csrf import csrf_exempt
from django.views.generic import View

from kommunen.editing.confirmations import CHANGED, HOLDS, Answer, entries, keep_answers, key_of
from kommunen.models import Confirmation, CooperationMember, Reuse
from kommunen.views.public_form import is_from_here

LONGEST = 2000


@method_decorator([never_cache, csrf_exempt], name="dispatch")
class ConfirmView(View):
    """Reading changes nothing: programs that look at mails open every link. An answer counts once."""

    def get(self, request, token):
        confirmation = Confirmation.objects.by_token(token)
        if confirmation is None:
            return render(request, "kommunen/confirm_ended.html", status=404)
        if confirmation.answered_at:
            return render(request, "kommunen/confirm_thanks.html", {"confirmation": confirmation})
        return self.page(confirmation)

    def post(self, request, token):
        confirmation = Confirmation.objects.by_token(token)
        if confirmation is None:
            return render(request, "kommunen/confirm_ended.html", status=404)
        if not is_from_here(request):
            return self.page(confirmation, status=403)
        answers = {key_of(record): self.answer(key_of(record)) for record in entries(confirmation.municipality)}
        if not any(answer.verdict for answer in answers.values()):
            return self.page(confirmation, missing=True, status=400)
        keep_answers(confirmation, answers)
        return redirect("kommunen:confirm", token)

    def answer(self, key):
        """What is said of one entry; the second button says of all the rest that it holds."""
        said = self.request.POST.get(key, "")
        verdict = said if said in {HOLDS, CHANGED} else HOLDS if "rest" in self.request.POST else ""
        version = self.request.POST.get(f"{key}-version", "")
        text = self.request.POST.get(f"{key}-text", "").replace("\x00", "")[:LONGEST].strip()
        return Answer(verdict, int(version) if version.isascii() and version.isdigit() else 0, text)

    def page(self, confirmation, *, missing=False, status=200):
        shown = [
            {"key": key_of(record), "record": record, **told(record)} for record in entries(confirmation.municipality)
        ]
        context = {"confirmation": confirmation, "entries": shown, "missing": missing, "refused": status == 403}
        return render(self.request, "kommunen/confirm.html", context, status=status)


def told(record):
    """What names an entry in the list, and where it is to be read; of a membership the role, too."""
    noun = record._meta.verbose_name
    if isinstance(record, CooperationMember):
        cooperation, role = record.cooperation, record.get_role_display()
        page = cooperation.get_absolute_url()
        return {"title": cooperation.title, "noun": _("membership in a cooperation"), "page": page, "role": role}
    if isinstance(record, Reuse):
        return {
            "title": str(record),
            "noun": noun,
            "page": (record.project or record.to_municipality).get_absolute_url(),
        }
    return {"title": str(record), "noun": noun, "page": record.get_absolute_url()}
