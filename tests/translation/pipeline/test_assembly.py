"""Putting texts together again from outcomes of every kind."""

import pytest

from tests.translation.pipeline.through import Anatomy, through
from translation.engines.base import AlignedSpan, Pair
from translation.engines.reference import ReferenceEngine
from translation.pipeline import Outcome, Plan, kept, make_plan, readable, render_original
from translation.pipeline.ladder import translate


def plan_of(source: str, source_language: str = "en", target_language: str = "de") -> Plan:
    return make_plan(source, "markdown", source_language, target_language)


def html(source: str, *texts: str | None, to: str = "de", of: str = "en") -> str:
    """The HTML of `source` when its segments become `texts`."""
    plan = plan_of(source, of, to)
    return plan.assemble([Outcome(text) for text in texts]).html


def test_segments_are_sentences_with_atoms_in_place() -> None:
    plan = plan_of("# Help\n\nRun `x` now. It fails.\n\n- [my link](/y)\n\n```\ncode\n```")
    assert [segment.text for segment in plan.segments] == [
        *("Help", "Run \ue000 now.", "It fails.", "my link"),
    ]
    assert readable(plan.segments[1].text, plan.segments[1]) == "Run x now."


def test_what_holds_nothing_to_read_has_no_segments() -> None:
    plan = plan_of("```\ncode here\n```\n\n`x` https://e.example 😀 12\n\n<div>42</div>\n\n---")
    assert plan.segments == ()
    assembly = plan.assemble([])
    assert assembly.html == render_original(plan.source, "markdown", "en").html
    assert (assembly.quality, assembly.uncertain, assembly.total) == (1.0, False, 0)


def test_machine_text_is_never_markup() -> None:
    hostile = "<script>alert(origin)</script> **b** [a](javascript:x) `c` &lt;i&gt; <b>"
    shown = html("Some words.", hostile)
    assert Anatomy(shown).tags == {"p": 1}
    assert "".join(Anatomy(shown).words).strip() == hostile


def test_control_and_direction_characters_of_a_machine_are_taken_out() -> None:
    assert html("Some words.", "\x00\u202eEin\u2066ige\ufeff\nWörter\ud800") == (
        "<p>Einige Wörter</p>\n"
    )


def test_a_kept_segment_shows_its_source_marked_with_its_language() -> None:
    shown = html("One thing. Two things.", "Ein Ding.", None)
    assert shown == ('<p>Ein Ding. <span class="kept" lang="en" dir="ltr">Two things.</span></p>\n')


@pytest.mark.parametrize("text", ["Starte jetzt.", "\ue000 und \ue000", "\ue000\ue001", ""])
def test_a_segment_whose_atoms_are_not_complete_shows_its_source(text: str) -> None:
    shown = html("Start `x.exe` right now.", text)
    assert 'class="kept"' in shown
    assert shown.count("<code>x.exe</code>") == 1


def test_atoms_may_change_places() -> None:
    shown = html("Copy `a` to `b` now.", "Nach \ue001 jetzt \ue000 kopieren.")
    assert shown == "<p>Nach <code>b</code> jetzt <code>a</code> kopieren.</p>\n"


def test_marks_follow_the_alignment() -> None:
    plan = plan_of("The **red** house.")
    spans = (AlignedSpan(0, 3, 0, 2), AlignedSpan(4, 7, 8, 12), AlignedSpan(8, 13, 3, 7))
    assembly = plan.assemble([Outcome("La casa roja.", alignment=spans)])
    assert assembly.html == "<p>La casa <strong>roja</strong>.</p>\n"


def test_a_mark_over_several_sentences_stays_one_mark() -> None:
    shown = html("**One thing. Two things.** Three.", "Ein Ding.", "Zwei Dinge.", "Drei.")
    assert shown == "<p><strong>Ein Ding. Zwei Dinge.</strong> Drei.</p>\n"


def test_marks_that_cross_are_nested_legally_and_links_stay_whole() -> None:
    source = "The **new red** [old blue](/x) house."
    crossing = (AlignedSpan(4, 11, 0, 9), AlignedSpan(12, 20, 5, 14))
    assembly = plan_of(source).assemble([Outcome("aaaa bbbb cccc dddd", alignment=crossing)])
    assert assembly.html.count("<a ") == assembly.html.count("</a>") == 1
    assert Anatomy(assembly.html).tags["strong"] >= 1


def test_a_link_without_a_place_is_appended() -> None:
    source = "See [one](/a) or [two](/b)."
    same_place = (AlignedSpan(4, 7, 0, 4), AlignedSpan(11, 14, 0, 4))
    shown = plan_of(source).assemble([Outcome("Hier!", alignment=same_place)]).html
    assert 'href="/a"' in shown
    assert shown.endswith('<a href="/b" rel="nofollow noopener ugc">two</a></p>\n')


def test_capitals_come_back() -> None:
    plan = plan_of("PLEASE HELP ME QUICKLY!")
    assert plan.segments[0].text == "Please help me quickly!"
    assert "BITTE HELFT MIR" in plan.assemble([Outcome("Bitte helft mir schnell!")]).html


def test_a_blank_is_put_between_sentences_where_the_target_needs_it() -> None:
    shown = html("元気です。ありがとう。", "I am well.", "Thanks.", of="ja", to="en")
    assert shown == "<p>I am well. Thanks.</p>\n"
    shown = html("`x`を使う。次です。", "Use \ue000.", "Next.", of="ja", to="en")
    assert shown == "<p>Use <code>x</code>. Next.</p>\n"


def test_code_and_addresses_keep_their_direction_in_right_to_left_text() -> None:
    shown = html("Edit `x=1` in /etc/hosts please.", "عدّل \ue000 في \ue001 من فضلك.", to="ar")
    assert '<bdi dir="ltr"><code>x=1</code></bdi>' in shown
    assert '<bdi dir="ltr">/etc/hosts</bdi>' in shown
    assert "<bdi" not in html("Edit `x=1` please.", "Bitte \ue000.", to="de")


def test_names_and_figures_keep_their_direction_in_text_of_the_other() -> None:
    shown = html("Thank @anna for 3 GHz today.", "اشكر \ue000 على \ue001 اليوم.", to="ar")
    assert '<bdi dir="ltr"><a class="mention"' in shown
    assert '<bdi dir="ltr">3 GHz</bdi>' in shown
    shown = html("شكرا @سلمى اليوم.", "Thanks \ue000 today.", of="ar", to="en")
    assert '<bdi dir="rtl"><a class="mention"' in shown
    assert "<bdi" not in html("Thank @anna today.", "Danke \ue000 heute.", to="de")


def test_source_text_in_a_translation_carries_its_own_direction() -> None:
    shown = html("مرحبا بكم.", None, of="ar", to="en")
    assert '<span class="kept" lang="ar" dir="rtl">' in shown


def test_the_description_of_a_picture_is_translated() -> None:
    shown = html("![a red cat](/cat.png)", "eine rote Katze")
    assert shown == '<p><img src="/cat.png" alt="eine rote Katze" loading="lazy"></p>\n'


def test_the_description_of_a_picture_with_markup_is_copied() -> None:
    assert plan_of("![a *red* cat](/cat.png)").segments == ()


def test_soft_line_breaks_stay_where_an_echo_puts_them_and_else_become_blanks() -> None:
    assert through("one two\nthree").html == "<p>one two\nthree</p>\n"
    assert html("one two\nthree", "eins zwei drei") == "<p>eins zwei drei</p>\n"


def test_every_kind_of_block_is_translated_in_place() -> None:
    source = (
        "# title\n\n> quote\n\n1. item\n   - inner\n\n| head |\n|---|\n| cell |\n\n"
        "- [ ] task\n\nnote[^1]\n\n<details><summary>x</summary>\n\nhidden\n\n</details>\n\n"
        "[^1]: foot\n"
    )
    plan = plan_of(source)
    outcomes = [Outcome(segment.text.upper()) for segment in plan.segments]
    shown = plan.assemble(outcomes).html
    for word in (
        "<SUMMARY>".lower() + "X",
        "TITLE",
        "QUOTE",
        "ITEM",
        "INNER",
        "HEAD",
        "CELL",
        "TASK",
        "NOTE",
        "HIDDEN",
    ):
        assert word in shown
    assert "FOOT" in shown


def test_a_plain_title_has_no_markup_even_where_it_is_kept() -> None:
    plan = make_plan("Help *me* <now>. Fast!", "plain", "en", "de")
    assembly = plan.assemble([kept("score"), Outcome("<b>Schnell!</b>")])
    assert assembly.html == "Help *me* &lt;now&gt;. &lt;b&gt;Schnell!&lt;/b&gt;"
    assert assembly.text == "Help *me* <now>. <b>Schnell!</b>"
    assert (assembly.kept, assembly.total) == (1, 2)


def test_quality_and_score_are_means_by_length() -> None:
    plan = plan_of("Yes.\n\n" + "a long sentence of many words " * 5)
    assembly = plan.assemble(
        [Outcome("Ja.", quality=0.0, score=-2.0), Outcome("x" * 150, quality=1.0, score=-0.1)]
    )
    assert 0.9 < assembly.quality < 1.0
    assert assembly.mean_score is not None
    assert -0.2 < assembly.mean_score < -0.1


def test_a_poor_translation_is_uncertain() -> None:
    assert plan_of("Some words.").assemble([Outcome("Wörter.", quality=0.59)]).uncertain
    assert not plan_of("Some words.").assemble([Outcome("Wörter.", quality=0.6)]).uncertain


def test_kept_segments_count_as_no_quality() -> None:
    assembly = plan_of("Some words.").assemble([kept("loop")])
    assert (assembly.quality, assembly.kept, assembly.mean_score) == (0.0, 1, None)


def test_one_outcome_per_segment_is_needed() -> None:
    with pytest.raises(ValueError, match="2 segments, 1 outcomes"):
        plan_of("One. Two.").assemble([Outcome("Eins.")])


def test_a_translation_that_grows_too_large_shows_the_source() -> None:
    assembly = plan_of("Some words.").assemble([Outcome("<" * 300_000)])
    assert "Some words." in assembly.html
    assert assembly.kept == 1


def test_a_plan_can_be_assembled_again_with_other_outcomes() -> None:
    plan = plan_of("Some **bold** words. ![cat](/c.png)")
    first = plan.assemble([Outcome("Fette Wörter."), Outcome("Katze")])
    plan.assemble([Outcome("Andere."), kept("loop")])
    assert plan.assemble([Outcome("Fette Wörter."), Outcome("Katze")]) == first


@pytest.mark.parametrize(
    ("language", "source"),
    [
        ("ja", "**これ**は`コード`です。[リンク](https://例え.jp/x)も\nあります！５個です。"),
        ("zh-Hans", "请运行`ls`，然后**重启**。版本1.2.3不行？@小明 谢谢。"),
        ("zh-Hant", "請看[這裡](/x)。*謝謝*！"),
        ("th", "สวัสดี**ครับ** ใช้ `ls` ที่ /etc/hosts นะ"),
        ("hi", "कृपया `ls` चलाएँ। **धन्यवाद**। संस्करण 1.2.3 नहीं चलता।"),
        ("ar", "مرحبا **بك**، شغّل `ls` ثم [اقرأ](/x). كيف حالك؟ ٢٠ دقيقة."),
        ("he", "שלום **לך**, הרץ `ls`. [כאן](/x) יש עוד."),
        ("ru", "Запустите **сейчас** `ls`. Спасибо, @анна!"),
        ("ko", "**지금** `ls`를 실행하세요. 감사합니다!"),
        ("fa", "می‌خواهم **بدانم** که `ls` چیست."),
    ],
)
def test_an_echo_is_exact_in_every_script(language: str, source: str) -> None:
    plan = make_plan(source, "markdown", language, "en")
    engine = ReferenceEngine(languages=(language, "en"))
    outcomes = translate(plan.segments, engine=engine, pair=Pair(language, "en"))
    assert plan.assemble(outcomes).html == render_original(source, "markdown", language).html


def test_a_link_that_would_only_hold_a_full_stop_is_appended() -> None:
    source = "See [one](/a) or [two](/b)."
    same_place = (AlignedSpan(4, 7, 0, 4), AlignedSpan(11, 14, 0, 5))
    shown = plan_of(source).assemble([Outcome("Hier!", alignment=same_place)]).html
    assert shown.count("<a ") == 2
    assert ">two</a>" in shown
