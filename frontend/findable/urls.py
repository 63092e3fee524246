"""Addresses for programs that read pages."""

from django.urls import path, re_path

from frontend.findable import robots, sitemaps

urlpatterns = [
    path("robots.txt", robots.robots, name="robots"),
    path("sitemap.xml", sitemaps.index, name="sitemaps"),
    path("sitemaps/<slug:code>/places.xml", sitemaps.places, name="sitemap_of_places"),
    re_path(
        r"^sitemaps/(?P<code>[a-z0-9-]{2,16})/threads-(?P<stretch>[0-9]{1,9})\.xml$",
        sitemaps.threads,
        name="sitemap_of_threads",
    ),
]
