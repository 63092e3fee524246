"""Addresses of the tools for threads, and of the lists of words."""

from django.urls import path

from frontend.pages import words
from frontend.pages.ordering import masking, merging, simple, splitting

urlpatterns = [
    path("t/<id:thread_id>/tools/lock/", simple.lock, name="lock_for"),
    path("t/<id:thread_id>/tools/slow/", simple.slow, name="slow_thread"),
    path("t/<id:thread_id>/tools/hide/", simple.hide, name="hide_thread"),
    path("t/<id:thread_id>/tools/show", simple.show, name="show_thread"),
    path("t/<id:thread_id>/tools/move/", simple.move, name="move_thread"),
    path("t/<id:thread_id>/tools/merge/", merging.merge, name="merge_thread"),
    path("t/<id:thread_id>/tools/propose/", merging.propose, name="propose_merge"),
    path("t/<id:thread_id>/tools/merges/", merging.merges, name="merges"),
    path("t/<id:thread_id>/tools/merges/<id:merge_id>/undo", merging.undo, name="undo_merge"),
    path("t/<id:thread_id>/tools/split/", splitting.split, name="split_thread"),
    path("p/<id:post_id>/mask/", masking.mask, name="mask_post"),
    path("c/<slug:slug>/words/", words.words, name="words"),
    path("c/<slug:slug>/words/export", words.export, name="export_words"),
]
