"""A post's HTML as mail programs show it."""

from hypothesis import given, strategies as st

from frontend.notifications.mail_html import for_mail


def mailed(html, most_chars=1000, direction="ltr"):
    return for_mail(html, base="https://forum.example", most_chars=most_chars, direction=direction)


def test_addresses_get_a_host():
    assert 'href="https://forum.example/de/m/ana/"' in mailed('<a href="/de/m/ana/">@ana</a>')


def test_an_address_of_another_kind_is_dropped():
    assert "javascript" not in mailed('<a href="javascript:alert(1)">x</a>')


def test_pictures_become_words():
    html = mailed('<p><img src="https://x.example/a.png" alt="a <lamp>"></p>')
    assert "[a &lt;lamp&gt;]" in html and "src" not in html


def test_what_is_not_known_is_left_out_and_its_words_stay():
    assert mailed('<section class="x"><script>1</script>hello</section>').endswith("hello")
    assert "<script" not in mailed("<script>alert(1)</script>")


def test_a_long_text_is_cut_and_closed():
    html = mailed("<ul><li><strong>one two three</strong></li><li>four</li></ul>", most_chars=7)
    assert "one two…</strong></li></ul>" in html
    assert "four" not in html


def test_a_quotation_has_its_bar_where_its_lines_begin():
    assert "border-left:" in mailed("<blockquote>x</blockquote>")
    assert "border-right:" in mailed("<blockquote>x</blockquote>", direction="rtl")


@given(st.text(alphabet="<>/abpi \"'&=", max_size=60), st.integers(0, 40))
def test_whatever_comes_in_only_known_tags_come_out(html, most_chars):
    made = mailed(html, most_chars=most_chars)
    assert "<b" not in made.replace("<blockquote", "").replace("<br", "")
    assert made.count("<p") == made.count("</p")
