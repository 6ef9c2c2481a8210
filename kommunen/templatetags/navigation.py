"""Where one is, where one can go: menus, languages, absolute addresses, what a filter form has selected."""

from functools import lru_cache

from django import template
from django.conf import settings
from django.forms import MultipleChoiceField
from django.urls import NoReverseMatch, get_script_prefix, reverse, translate_url
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from kommunen.search.quoting import quoted

register = template.Library()

MAIN = [
    ("kommunen:municipality-list", _("Municipalities")),
    ("kommunen:project-list", _("Projects")),
    ("kommunen:cooperation-list", _("Cooperations")),
    ("kommunen:theme-list", _("Themes")),
    ("kommunen:network", _("Network")),
    ("congress:congress-list", _("Congresses")),
    ("kommunen:training-data-list", _("AI data")),
]
ABOUT = [
    ("kommunen:about", _("About")),
    ("kommunen:news", _("News")),
    ("kommunen:map", _("Map")),
    ("kommunen:continuation", _("After the funding")),
    ("kommunen:reuse-list", _("Reuse")),
    ("kommunen:figures", _("Figures")),
    ("kommunen:data", _("Data")),
]
LEGAL = [
    ("kommunen:imprint", _("Legal notice")),
    ("kommunen:privacy", _("Privacy")),
    ("kommunen:accessibility", _("Accessibility")),
    ("kommunen:easy-language", _("Easy language")),
]
LANGUAGE_NAMES = {"de": "Deutsch", "en": "English"}  # each in its own language, so never translated


@register.simple_tag(takes_context=True)
def main_navigation(context):
    """The main menu as a list of ``{"label", "url", "current"}``; see ``entries``."""
    return entries(MAIN, context.get("request"))


@register.simple_tag(takes_context=True)
def about_navigation(context):
    """The links about the site, for the footer."""
    return entries(ABOUT, context.get("request"))


@register.simple_tag(takes_context=True)
def legal_navigation(context):
    """The links that the law asks for, for the footer."""
    return entries(LEGAL, context.get("request"))


def entries(menu, request):
    """Menu entries that exist, each knowing whether it is current.

    Arguments: menu, pairs of URL name and label; request, or None on a page without one.
    Returns: a list of ``{"label", "url", "current"}``; current is the value of aria-current: ``"page"`` on the page
    itself, ``"true"`` below it, ``""`` elsewhere. A name without an address is left out.
    """
    path = request.path if request else ""
    found = []
    for name, label in menu:
        try:
            url = reverse(name)
        except NoReverseMatch:
            continue
        current = "page" if path == url else "true" if path.startswith(url) else ""
        found.append({"label": label, "url": url, "current": current})
    return found


@register.simple_tag(takes_context=True)
def language_links(context):
    """The same page in every language: ``{"code", "name", "url", "absolute", "current"}``.

    ``url`` keeps the query, ``absolute`` (for hreflang) does not. A page that no address leads to, such as
    "not found", points to the start page instead.
    """
    request = context.get("request")
    known = getattr(request, "resolver_match", None)
    path = request.path if known else get_script_prefix()
    query = request.META.get("QUERY_STRING", "") if known else ""
    links = []
    for code, url in addresses(path, get_language()):
        links.append(
            {
                "code": code,
                "name": LANGUAGE_NAMES.get(code, code),
                "url": f"{url}?{query}" if query else url,
                "absolute": absolute(url),
                "current": code == get_language(),
            }
        )
    return links


@lru_cache(maxsize=5_000)
def addresses(path, _language):
    """A page's addresses in every language, as (code, address). Arguments: path, as it is in the present language."""
    return [(code, translate_url(path, code)) for code, _name in settings.LANGUAGES]


@register.simple_tag(takes_context=True)
def canonical_address(context):
    """The one absolute address of this page: without filters and sorting, with the number of a further page.

    Returns: "" where no address leads to the page (errors), which a page says of itself by ``no_address``.
    """
    request = context.get("request")
    if context.get("no_address") or not getattr(request, "resolver_match", None):
        return ""
    page = request.GET.get("page", "")
    return absolute(request.path) + (f"?page={page}" if page.isdecimal() and int(page) > 1 else "")


@register.simple_tag
def absolute(path):
    """``path`` with the public base address before it; what is absolute already stays."""
    if path.startswith(("http://", "https://")):
        return path
    return getattr(settings, "PUBLIC_URL", "").rstrip("/") + path


@register.simple_tag(takes_context=True)
def selected_filters(context, form):
    """What a bound filter form has selected, each with the address of the same list without it.

    Arguments: form, the FilterSet's form, or some of its fields. Order and view are no selection. Of a parameter that
    takes one value the last counts.
    Returns: a list of ``{"group", "label", "url"}``, in the form's order.
    """
    request = context["request"]
    chips = []
    for field in form:
        if field.name in ("sort", "ansicht", "linien"):
            continue
        several, values = isinstance(field.field, MultipleChoiceField), request.GET.getlist(field.html_name)
        values = [value for value in (dict.fromkeys(values) if several else values[-1:]) if value]
        names = {str(value): label for value, label in getattr(field.field, "choices", ())} if values else {}
        if values and hasattr(field.field, "as_chip"):
            said = quoted(field.field.as_chip(getattr(form, "cleaned_data", {}).get(field.name) or values[0]))
            names, values = {values[0]: said}, values if said.strip() else []  # control characters select nothing
        for value in values:
            query = without(request.GET, field.html_name, value if several else None)
            chips.append({"group": field.label, "label": names.get(value) or quoted(value), "url": f"?{query}"})
    return chips


def without(query, name, value):
    """The query string without one value of one parameter (None: without all of it), and back on the first page."""
    rest = query.copy()
    rest.setlist(name, [kept for kept in query.getlist(name) if value is not None and kept != value])
    rest.pop("page", None)
    return rest.urlencode()


@register.simple_tag(takes_context=True)
def sort_link(context, name):
    """Where a table's column head leads: ``{"url", "direction"}``, the latter as aria-sort names the present order."""
    query = context["request"].GET.copy()
    present = query.get("sort", "")
    direction = {name: "ascending", f"-{name}": "descending"}.get(present, "")
    query["sort"] = f"-{name}" if direction == "ascending" else name
    query.pop("page", None)
    return {"url": f"?{query.urlencode()}", "direction": direction}


@register.simple_tag
def page_numbers(page):
    """The page numbers to show around ``page``, a paginator's page; ``None`` stands for a gap."""
    paginator = page.paginator
    numbers = paginator.get_elided_page_range(page.number, on_each_side=1, on_ends=1)
    return [None if number == paginator.ELLIPSIS else number for number in numbers]


@register.tag
def captured(parser, token):
    """``{% captured name %}…{% endcaptured %}``: keep what is inside, blocks included, as ``name``.

    A block can stand only once in a template; title and description are needed twice.
    """
    _tag, name = token.split_contents()
    nodelist = parser.parse(["endcaptured"])
    parser.delete_first_token()
    return CapturedNode(nodelist, name)


class CapturedNode(template.Node):
    def __init__(self, nodelist, name):
        self.nodelist = nodelist
        self.name = name

    def render(self, context):
        context[self.name] = self.nodelist.render(context).strip()
        return ""


@register.tag
def kept(parser, token):
    """``{% kept name value … %}…{% endkept %}``: draw what is inside once per process for each of these values.

    It is the frame of all pages: what stands inside may depend on the values and the language alone.
    """
    _tag, name, *values = token.split_contents()
    nodelist = parser.parse(["endkept"])
    parser.delete_first_token()
    return KeptNode(nodelist, name, [parser.compile_filter(value) for value in values])


class KeptNode(template.Node):
    MOST = 1_000
    drawn = {}

    def __init__(self, nodelist, name, values):
        self.nodelist, self.name, self.values = nodelist, name, values

    def render(self, context):
        key = self.name, get_language(), *(value.resolve(context) for value in self.values)
        if (text := self.drawn.get(key)) is None:
            if len(self.drawn) >= self.MOST:
                self.drawn.clear()
            text = self.drawn[key] = self.nodelist.render(context)
        return text
