"""How text is measured against the limits of a level."""

import itertools

from forum.limits import LEVELS, allowance, least_chars, length_of, links_in


def test_a_wide_character_counts_twice():
    assert length_of("router") == 6
    assert length_of("路由器") == 6
    assert length_of("라우터") == 6
    assert length_of("ルーター") == 8


def test_white_space_says_nothing():
    assert length_of(" a \n\t b ") == 2


def test_a_reader_of_chinese_is_told_the_half():
    assert least_chars("路由", 15) == 8
    assert least_chars("my router", 15) == 15
    assert least_chars("", 15) == 15


def test_links_are_counted_in_whatever_form():
    text = "see https://a.example, [b](http://b.example) and www.c.example or d@www.e.example"
    assert links_in(text) == 3


def test_every_level_allows_at_least_what_the_one_below_does():
    for lower, higher in itertools.pairwise(LEVELS):
        assert higher.threads_a_day >= lower.threads_a_day
        assert higher.posts_a_minute >= lower.posts_a_minute
        assert higher.posts_an_hour >= lower.posts_an_hour
        assert (higher.links or 1000) >= (lower.links or 1000)


def test_levels_beyond_the_table_have_the_nearest():
    assert allowance(-1) == LEVELS[0]
    assert allowance(9) == LEVELS[5]
