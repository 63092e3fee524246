"""What is pasted from a page becomes Markdown, and nothing that acts."""

import pytest
from playwright.sync_api import Page

CONVERT = """async ([html]) => {
    const { markdownOf } = await import("/js/html-to-markdown.js");
    return markdownOf(new DOMParser().parseFromString(html, "text/html").body);
}"""


@pytest.mark.parametrize(
    ("html", "markdown"),
    [
        ("<p>One</p><p>Two</p>", "One\n\nTwo"),
        ("a <b>bold</b> and <em>soft</em> word", "a **bold** and *soft* word"),
        ("<b style='font-weight:normal'>not bold</b>", "not bold"),
        ('<a href="https://example.org/a(b)">here</a>', "[here](https://example.org/a%28b%29)"),
        ('<a href="javascript:alert(1)">here</a>', "here"),
        ("<ul><li>one</li><li>two<ol><li>in</li></ol></li></ul>", "- one\n- two\n  1. in"),
        ("<ol start=3><li>c</li><li>d</li></ol>", "3. c\n4. d"),
        ("run <code>a ` b</code>", "run ``a ` b``"),
        ("<pre>x\n  y\n</pre>", "```\nx\n  y\n```"),
        ("<blockquote><p>said</p><p>more</p></blockquote>", "> said\n>\n> more"),
        ("<h2>Head</h2>text", "## Head\n\ntext"),
        ("2 * 3 * 4 _x_ [y]", "2 \\* 3 \\* 4 \\_x\\_ \\[y\\]"),
        ("<script>alert(1)</script><style>p{}</style>safe", "safe"),
        ('<p>hi <a class="mention" href="/en/m/a_b/">@a_b</a></p>', "hi @a_b"),
        ("line<br>next", "line\nnext"),
        ("<div>" * 3000 + "deep", "deep"),
    ],
)
def test_html_becomes_markdown(modules: Page, html, markdown):
    assert modules.evaluate(CONVERT, [html]) == markdown
