"""Who already works with whom."""

from urllib.parse import urlencode

from django.conf import settings
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils.cache import patch_cache_control
from django.utils.translation import gettext as _
from django.views.generic import TemplateView

from kommunen.models import CooperationKind, Theme
from kommunen.network.asking import PairForm
from kommunen.network.current import network
from kommunen.network.pair import tell
from kommunen.views.base import AnsweredElsewhere


def staff_of(request):
    """The member of staff who asks; None for visitors, whose answers neither read nor set a cookie."""
    if settings.SESSION_COOKIE_NAME not in request.COOKIES:
        return None
    user = request.user
    return user if user.is_authenticated and user.is_staff and user.has_role else None


class ConnectedView(AnsweredElsewhere, TemplateView):
    """Schon verbunden? One sentence, its evidence, and what both do without each other."""

    template_name = "kommunen/connected.html"
    elsewhere = {"json": "api:connections"}
    needed = ("a", "b")

    def get_context_data(self, **kwargs):
        form = PairForm(self.request.GET or None, network())
        asked = set(self.request.GET)
        lists = bool(asked & {"a", "b", "thema"}) and not form.data.get("text")
        context = super().get_context_data(form=form, unasked=not asked, lists_open=lists, **kwargs)
        if not form.is_valid():
            return context
        if form.pair:
            answered = self.answered(form, tell(form.network, *form.pair, form.theme))
            return context | answered | {"lists_open": False}  # the answer stands high on a phone, too
        return context | {"choices": self.links(form), "advice": form.advice if form.recognised else ""}

    def answered(self, form, told):
        """What the page shows of an answer."""
        answer = told.answer
        nodes = (answer.a, answer.b)
        return {
            "answer": answer,
            "told": told,
            "evidence": self.rows(form.network, answer.evidence),
            "indirect": self.rows(form.network, [] if answer.evidence is answer.indirect else answer.indirect),
            "elsewhere": self.rows(form.network, answer.elsewhere),
            "sentence": render_to_string("components/sentence.html", {"pieces": told.sentence.pieces}),
            "separately": [(node, told.works[node.slug]) for node in nodes],
            "alone": [
                (node, self.known_of(form.network, node)) for node in nodes if not form.network.has_partner(node.slug)
            ],
            "record_url": self.record_address(answer),
        }

    def rows(self, found, ties):
        """Ties with their themes by name, and whether they run, where that is no matter of course."""
        return [
            {
                "tie": tie,
                "themes": [subject for slug, subject in found.subjects.items() if slug in tie.themes],
                "ended": tie.fact.is_direct and tie.has_ended(found.today),
                "unsure": tie.fact.is_direct and tie.is_unsure(found.today),
            }
            for tie in ties
        ]

    def known_of(self, found, node):
        """What is recorded of one who has no partner: in what it takes part at all."""
        return [
            fact
            for number in sorted(found.taking_part[node.slug])
            if (fact := found.facts[number]).noun != "technology"
        ]

    def links(self, form):
        """Among whom to choose: the name, and the address of the answer."""
        if len(form.named) > 2:
            some = form.named[:6]
            pairs = [(one, other) for number, one in enumerate(some) for other in some[number + 1 :]]
        else:
            pairs = [(one, other) for one in form.named for other in form.choices]
        theme = {"thema": form.theme.slug} if form.theme else {}
        return [(one, other, "?" + urlencode({"a": one.slug, "b": other.slug, **theme})) for one, other in pairs]

    def record_address(self, answer):
        """Where staff record a cooperation that is missing, with what is known filled in; "" for visitors."""
        if not staff_of(self.request):
            return ""
        title = _("%(a)s and %(b)s") % {"a": answer.a.name, "b": answer.b.name}
        known = {"title": title, "kind": CooperationKind.EXCHANGE, "municipalities": f"{answer.a.slug},{answer.b.slug}"}
        if answer.theme:
            known["themes"] = Theme.objects.published().values_list("pk", flat=True).get(slug=answer.theme.slug)
        return f"{reverse('admin:kommunen_cooperation_add')}?{urlencode(known)}"

    def render_to_response(self, context, **kwargs):
        form = context["form"]
        response = super().render_to_response(context, status=form.status if form.is_bound else 200, **kwargs)
        if settings.SESSION_COOKIE_NAME in self.request.COOKIES:
            patch_cache_control(response, private=True)
        return response
