"""Addresses of the review queue, below the reading language."""

from django.urls import path

from frontend.pages import flags, reviewing

urlpatterns = [
    path("review/", reviewing.queue, name="review"),
    path("review/<id:item_id>/", reviewing.item, name="review_item"),
    path("review/<id:item_id>/claim", reviewing.claim, name="claim_review"),
    path("review/<id:item_id>/release", reviewing.release, name="release_review"),
    path("review/<id:item_id>/undo", reviewing.undo, name="undo_review"),
    path("c/<slug:slug>/review/", reviewing.queue, name="review_in"),
    path("c/<slug:slug>/reports/", flags.flags, name="flags"),
    path("c/<slug:slug>/reports/<id:flag_id>/decide", flags.decide, name="decide_flag"),
]
