from tests.forum.transfer.killing import Place, nothing_lost_nothing_doubled


def test_an_import_that_is_killed_goes_on_where_it_stopped(tmp_path):
    with Place(tmp_path, threads=4, posts_each=250) as place:
        assert place.kill_after(1)
        written = len(place.ledger()["posts"])
        assert 0 < written < place.posts
        printed = place.finish()
        assert f"post.kept: {written:,}\n" in printed
        nothing_lost_nothing_doubled(place)
