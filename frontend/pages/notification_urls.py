"""Addresses of what members are told, below the reading language."""

from django.urls import path

from frontend.pages import notification_settings, notifications, unsubscribe

urlpatterns = [
    path("notifications/", notifications.notifications, name="notifications"),
    path("notifications/latest", notifications.latest, name="latest_notifications"),
    path("notifications/seen", notifications.see, name="see_notifications"),
    path("notifications/read", notifications.read, name="read_notifications"),
    path(
        "notifications/settings/",
        notification_settings.notification_settings,
        name="notification_settings",
    ),
    path("notifications/mail-again", notification_settings.mail_again, name="mail_again"),
    path("unsubscribe/<str:word>/", unsubscribe.unsubscribe, name="unsubscribe"),
]
