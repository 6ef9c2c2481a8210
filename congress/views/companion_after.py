"""After a congress: open steps by date, and the look back."""

import nh3
from django.db import transaction
from django.shortcuts import get_object_or_404, redirect
from django.utils.safestring import mark_safe
from markdown import markdown
from markdown.extensions.toc import TocExtension

from congress.companion.follow_ups import open_steps, step_records
from congress.companion.look_back import draft, marked_since
from congress.forms import LookBackForm
from congress.models import LookBack
from congress.views.companion import CompanionView
from congress.views.companion_notes import CONFLICT


class FollowUpsView(CompanionView):
    """What is still to be done, the earliest first; a press marks a step as done."""

    template_name = "congress/companion_follow_ups.html"
    current = "follow_ups"

    def get_context_data(self, **kwargs):
        return super().get_context_data(steps=open_steps(self.request.user, self.team), **kwargs)

    @transaction.atomic
    def post(self, request, *args, **kwargs):
        if name := request.POST.get("erledigt", ""):
            own = step_records(request.user, name).select_for_update(of=("self",))
            record = get_object_or_404(own, municipality=self.team)
            if not record.done:
                record.done = True
                record.save()
        return redirect(self.address("follow-ups"))


class LookBackView(CompanionView):
    """An article about the congress: drafted from what was marked for it, edited and kept by the team."""

    template_name = "congress/companion_look_back.html"
    current = "look_back"

    def get_context_data(self, **kwargs):
        form = kwargs["form"]
        text = form.data.get("text", "") if form.is_bound else form.initial.get("text", "")
        html = nh3.clean(markdown(text, extensions=[TocExtension(baselevel=2)]))  # a page has its own title above it
        return super().get_context_data(
            article=mark_safe(html),  # noqa: S308 - cleaned in the same breath
            html=html,
            since=marked_since(kwargs["article_kept"]) if kwargs["article_kept"].pk and not kwargs["anew"] else 0,
            **kwargs,
        )

    def get_article(self, articles):
        place = {"congress": self.congress, "municipality": self.team}
        return articles.filter(**place).first() or LookBack(**place, author=self.request.user)

    def get(self, request, *args, **kwargs):
        article = self.get_article(LookBack.objects.visible_to(request.user))
        anew = not article.pk or "neu" in request.GET
        first = {"text": draft(self.congress, self.team)} if anew else {}
        return self.render_to_response(
            self.get_context_data(form=LookBackForm(instance=article, initial=first), article_kept=article, anew=anew)
        )

    @transaction.atomic
    def post(self, request, *args, **kwargs):
        article = self.get_article(LookBack.objects.editable_by(request.user).select_for_update())
        stored = article.text
        form = LookBackForm(request.POST, instance=article)
        if not form.is_valid():
            return self.answer(form, article, 400)
        if form.is_outdated:
            return self.answer(form.renewed(), article, CONFLICT, stored=stored)
        form.save()
        return redirect(self.address("look-back"))

    def answer(self, form, article, status, **more):
        context = self.get_context_data(form=form, article_kept=article, anew=False, **more)
        return self.render_to_response(context, status=status)
