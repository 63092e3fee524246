"""Ready-made parts in templates."""

from django import template
from django.db.models import Model
from django.template.base import FilterExpression, NodeList, Parser, Token, token_kwargs
from django.template.context import Context, RequestContext
from django.template.loader import render_to_string
from django.utils.html import escape
from django.utils.safestring import SafeString

from core import languages
from frontend.context import Alternate
from frontend.ready import filled, kept_by_language

register = template.Library()

HERE = "ready-made-address"
"""Stands for what follows the language in the address of the page."""
TOKEN = "ready-made-token"  # noqa: S105 - a stand-in, no secret


@register.tag
def keep(parser: Parser, token: Token) -> "KeepNode":
    """Keeps what stands between `{% keep name=value … %}` and `{% endkeep %}` ready-made.

    Inside, nothing is known but what is named (and a `{% csrf_token %}`), so nothing of one page
    can get into another. Values must be hashable, and no rows: these are equal to their own older
    selves.
    """
    tag, *bits = token.split_contents()
    values = token_kwargs(bits, parser)
    if bits:
        raise template.TemplateSyntaxError(f"{tag} takes values with names, not {bits[0]!r}")
    nodes = parser.parse(("endkeep",))
    parser.delete_first_token()
    return KeepNode(nodes, values)


class KeepNode(template.Node):
    child_nodelists = ("nodes",)

    def __init__(self, nodes: NodeList, values: dict[str, FilterExpression]) -> None:
        self.nodes, self.values = nodes, values

    def render(self, context: Context) -> SafeString:
        values = {name: value.resolve(context) for name, value in self.values.items()}
        if any(isinstance(value, Model) for value in values.values()):
            raise TypeError("keep takes no rows: a changed row equals its older self")
        html = _rendered(_Inside(self.nodes, context), **values)
        if TOKEN not in html:
            return html
        return filled(html, {TOKEN: escape(context.get("csrf_token", ""))})


class _Inside:
    """What stands inside a `keep`; the same for all pages that hold it."""

    def __init__(self, nodes: NodeList, context: Context) -> None:
        self.nodes, self.context = nodes, context

    def __eq__(self, other: object) -> bool:
        return isinstance(other, _Inside) and self.nodes is other.nodes

    def __hash__(self) -> int:
        return id(self.nodes)

    def render(self, values: dict[str, object]) -> str:
        context = self.context.new(values | {"csrf_token": TOKEN})
        # What is kept must not hold on to the page it was made for.
        self.context = Context()
        return self.nodes.render(context)


@kept_by_language
def _rendered(inside: _Inside, **values: object) -> str:
    return inside.render(values)


@register.simple_tag(takes_context=True)
def language_menu(context: RequestContext) -> SafeString:
    """The menu of reading languages, which leads to this very page in each of them."""
    first, _slash, rest = context["page"].path[1:].partition("/")
    return filled(_menu(), {HERE: escape(rest if languages.is_offered(first) else "")})


@kept_by_language
def _menu() -> str:
    here = languages.get(languages.current())
    alternates = [
        Alternate(language, f"/{language.slug}/{HERE}", current=language == here)
        for language in languages.offered()
    ]
    page = {"language": here, "alternates": alternates}
    return render_to_string("parts/language_menu.html", {"page": page})
