"""Tables of forum: threads, posts, votes, reviews, notifications.

The twenty-four migrations that it replaces were written before the first release, and an empty
database waited long for them. One that went through them goes on from here: see
docs/decisions/0030-one-first-migration-per-app.md.
"""

import uuid

import django.db.models.deletion
import django.utils.timezone
from django.conf import settings
from django.db import migrations, models

import forum.models.notification


class Migration(migrations.Migration):
    replaces = [
        ("forum", "0001_first_tables"),
        ("forum", "0002_title_of_revision"),
        ("forum", "0003_asking_reading_and_telling"),
        ("forum", "0004_fill_what_lists_need"),
        ("forum", "0005_lists_by_age_kind_and_country"),
        ("forum", "0006_quotes"),
        ("forum", "0007_closing_and_texts_of_revisions"),
        ("forum", "0008_places_in_threads_and_profiles"),
        ("forum", "0009_placeholders_and_state_of_imports"),
        ("forum", "0010_delivering_notifications"),
        ("forum", "0011_link_previews_in_turn"),
        ("forum", "0012_exports_of_members"),
        ("forum", "0013_votes_without_names"),
        ("forum", "0014_lists_of_all_communities"),
        ("forum", "0015_poll_votes_without_names"),
        ("forum", "0016_review_queue"),
        ("forum", "0017_merging_splitting_slowing"),
        ("forum", "0018_votes_apart"),
        ("forum", "0019_notices_and_appeals"),
        ("forum", "0020_words_of_reports"),
        ("forum", "0021_reports_keep_texts_alone"),
        ("forum", "0022_first_posts_wait"),
        ("forum", "0023_lists_of_words"),
        ("forum", "0024_badges_wait_in_app"),
    ]

    initial = True

    dependencies = [
        ("accounts", "0001_tables"),
        ("translation", "0001_tables"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name="Category",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("slug", models.SlugField(max_length=60)),
                ("kinds", models.JSONField(default=list)),
                ("position", models.PositiveSmallIntegerField(default=0)),
                (
                    "visibility",
                    models.CharField(
                        choices=[("public", "Public"), ("members", "Members"), ("staff", "Staff")],
                        default="public",
                        max_length=7,
                    ),
                ),
                (
                    "community",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="categories",
                        to="accounts.community",
                    ),
                ),
                (
                    "description",
                    models.OneToOneField(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="translation.text",
                    ),
                ),
                (
                    "name",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="translation.text",
                    ),
                ),
                (
                    "parent",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="children",
                        to="forum.category",
                    ),
                ),
                ("several_solutions", models.BooleanField(default=False)),
            ],
            options={
                "verbose_name_plural": "categories",
                "ordering": ["position", "id"],
                "constraints": [
                    models.UniqueConstraint(fields=("community", "slug"), name="category_slug_once")
                ],
            },
        ),
        migrations.CreateModel(
            name="Draft",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("place", models.CharField(max_length=80)),
                ("conflict", models.PositiveSmallIntegerField(default=0)),
                ("fields", models.JSONField(default=dict)),
                ("version", models.PositiveIntegerField(default=1)),
                ("device", models.CharField(blank=True, max_length=40)),
                ("created", models.DateTimeField(auto_now_add=True)),
                ("saved", models.DateTimeField(auto_now=True)),
                (
                    "member",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="drafts",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
            options={
                "ordering": ["-saved"],
                "constraints": [
                    models.UniqueConstraint(
                        fields=("member", "place", "conflict"), name="draft_once"
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="ImportedItem",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("source", models.CharField(max_length=120)),
                ("kind", models.CharField(max_length=8)),
                ("key", models.CharField(max_length=120)),
                ("target", models.CharField(max_length=40)),
                ("checksum", models.CharField(blank=True, max_length=64)),
                (
                    "community",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="+",
                        to="accounts.community",
                    ),
                ),
                ("state", models.CharField(blank=True, max_length=64)),
            ],
            options={
                "indexes": [
                    models.Index(fields=["community", "kind", "target"], name="imported_as")
                ],
                "constraints": [
                    models.UniqueConstraint(
                        fields=("community", "source", "kind", "key"), name="imported_once"
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="ImportRun",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("source", models.CharField(max_length=120)),
                (
                    "format",
                    models.CharField(
                        choices=[
                            ("lingora", "Lingora"),
                            ("discourse", "Discourse"),
                            ("stack_exchange", "Stack Exchange"),
                        ],
                        max_length=14,
                    ),
                ),
                (
                    "state",
                    models.CharField(
                        choices=[("running", "Running"), ("done", "Done"), ("failed", "Failed")],
                        default="running",
                        max_length=7,
                    ),
                ),
                ("counts", models.JSONField(default=dict)),
                ("problems", models.JSONField(default=list)),
                ("started", models.DateTimeField(auto_now_add=True)),
                ("ended", models.DateTimeField(null=True)),
                (
                    "community",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="+",
                        to="accounts.community",
                    ),
                ),
            ],
        ),
        migrations.CreateModel(
            name="LegalPage",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "kind",
                    models.CharField(
                        choices=[
                            ("imprint", "Imprint"),
                            ("privacy", "Privacy"),
                            ("terms", "Terms"),
                            ("rules", "Rules"),
                        ],
                        max_length=7,
                    ),
                ),
                ("version", models.PositiveIntegerField()),
                ("created", models.DateTimeField(auto_now_add=True)),
                (
                    "community",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="legal_pages",
                        to="accounts.community",
                    ),
                ),
                (
                    "text",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="translation.text",
                    ),
                ),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(
                        fields=("community", "kind", "version"), name="legal_page_version_once"
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="LegalAcceptance",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("accepted", models.DateTimeField(auto_now_add=True)),
                (
                    "member",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="legal_acceptances",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "page",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="acceptances",
                        to="forum.legalpage",
                    ),
                ),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(fields=("member", "page"), name="legal_acceptance_once")
                ],
            },
        ),
        migrations.CreateModel(
            name="NotificationSettings",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "mail",
                    models.CharField(
                        choices=[
                            ("single", "Single"),
                            ("daily", "Daily"),
                            ("weekly", "Weekly"),
                            ("off", "Off"),
                        ],
                        default="single",
                        max_length=6,
                    ),
                ),
                ("quiet_from", models.PositiveSmallIntegerField(blank=True, null=True)),
                ("quiet_until", models.PositiveSmallIntegerField(blank=True, null=True)),
                (
                    "types_off",
                    models.JSONField(
                        blank=True, default=forum.models.notification.told_in_app_only
                    ),
                ),
                ("last_digest", models.DateTimeField(null=True)),
                ("bounces", models.PositiveSmallIntegerField(default=0)),
                ("bounced", models.DateTimeField(null=True)),
                (
                    "member",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="notification_settings",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
        ),
        migrations.CreateModel(
            name="Product",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("slug", models.SlugField(allow_unicode=True, max_length=60)),
                ("position", models.PositiveSmallIntegerField(default=0)),
                ("retired", models.BooleanField(default=False)),
                (
                    "community",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="products",
                        to="accounts.community",
                    ),
                ),
                (
                    "name",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="translation.text",
                    ),
                ),
            ],
            options={
                "ordering": ["position", "id"],
                "constraints": [
                    models.UniqueConstraint(fields=("community", "slug"), name="product_slug_once")
                ],
            },
        ),
        migrations.CreateModel(
            name="Profile",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "about",
                    models.OneToOneField(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="translation.text",
                    ),
                ),
                (
                    "member",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="profile",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
        ),
        migrations.CreateModel(
            name="Tag",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("slug", models.SlugField(allow_unicode=True, max_length=60)),
                ("threads_count", models.PositiveIntegerField(default=0)),
                ("created", models.DateTimeField(auto_now_add=True)),
                (
                    "community",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="tags",
                        to="accounts.community",
                    ),
                ),
                (
                    "name",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="translation.text",
                    ),
                ),
            ],
            options={
                "ordering": ["-threads_count", "id"],
                "constraints": [
                    models.UniqueConstraint(fields=("community", "slug"), name="tag_slug_once")
                ],
            },
        ),
        migrations.CreateModel(
            name="Upload",
            fields=[
                (
                    "id",
                    models.UUIDField(
                        default=uuid.uuid4, editable=False, primary_key=True, serialize=False
                    ),
                ),
                (
                    "kind",
                    models.CharField(choices=[("image", "Image"), ("file", "File")], max_length=5),
                ),
                ("name", models.CharField(max_length=120)),
                ("content_type", models.CharField(max_length=80)),
                ("file", models.FileField(max_length=200, upload_to="")),
                ("thumbnail", models.FileField(blank=True, max_length=200, upload_to="")),
                ("size", models.PositiveBigIntegerField()),
                ("width", models.PositiveIntegerField(null=True)),
                ("height", models.PositiveIntegerField(null=True)),
                ("checksum", models.CharField(max_length=64)),
                ("created", models.DateTimeField(auto_now_add=True)),
                (
                    "community",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="+",
                        to="accounts.community",
                    ),
                ),
                (
                    "member",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="uploads",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
            options={
                "indexes": [models.Index(fields=["member", "created"], name="uploads_of_member")],
                "constraints": [
                    models.UniqueConstraint(
                        fields=("member", "checksum"), name="upload_once_per_member"
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="LinkPreview",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("checksum", models.CharField(max_length=64, unique=True)),
                ("url", models.TextField()),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("waiting", "Waiting"),
                            ("ready", "Ready"),
                            ("failed", "Failed"),
                            ("refused", "Refused"),
                        ],
                        default="waiting",
                        max_length=7,
                    ),
                ),
                ("reason", models.CharField(blank=True, max_length=60)),
                ("title", models.CharField(blank=True, max_length=300)),
                ("description", models.CharField(blank=True, max_length=600)),
                ("site", models.CharField(blank=True, max_length=120)),
                ("language", models.CharField(blank=True, max_length=16)),
                ("fetched", models.DateTimeField(null=True)),
                ("created", models.DateTimeField(auto_now_add=True)),
                (
                    "image",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="+",
                        to="forum.upload",
                    ),
                ),
                ("attempts", models.PositiveSmallIntegerField(default=0)),
                ("due", models.DateTimeField(default=django.utils.timezone.now, null=True)),
                ("owner", models.CharField(blank=True, max_length=120)),
                ("lease_until", models.DateTimeField(null=True)),
            ],
            options={
                "indexes": [models.Index(fields=["due"], name="link_preview_due")],
            },
        ),
        migrations.CreateModel(
            name="UploadUse",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "text",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="+",
                        to="translation.text",
                    ),
                ),
                (
                    "upload",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="uses",
                        to="forum.upload",
                    ),
                ),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(fields=("upload", "text"), name="upload_use_once")
                ],
            },
        ),
        migrations.CreateModel(
            name="Visit",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("before", models.DateTimeField(null=True)),
                ("seen", models.DateTimeField()),
                (
                    "member",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="visit",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
        ),
        migrations.CreateModel(
            name="Placeholder",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("email", models.EmailField(blank=True, db_index=True, max_length=254)),
                (
                    "community",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="+",
                        to="accounts.community",
                    ),
                ),
                (
                    "member",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="placeholder",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
        ),
        migrations.CreateModel(
            name="LinkPreviewUse",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "preview",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="uses",
                        to="forum.linkpreview",
                    ),
                ),
                (
                    "text",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="+",
                        to="translation.text",
                    ),
                ),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(
                        fields=("preview", "text"), name="link_preview_use_once"
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="MemberExport",
            fields=[
                (
                    "id",
                    models.UUIDField(
                        default=uuid.uuid4, editable=False, primary_key=True, serialize=False
                    ),
                ),
                ("language", models.CharField(max_length=16)),
                (
                    "state",
                    models.CharField(
                        choices=[("waiting", "Waiting"), ("ready", "Ready"), ("failed", "Failed")],
                        default="waiting",
                        max_length=7,
                    ),
                ),
                ("file", models.FileField(blank=True, max_length=200, upload_to="")),
                ("size", models.PositiveBigIntegerField(default=0)),
                ("attempts", models.PositiveSmallIntegerField(default=0)),
                ("owner", models.CharField(blank=True, max_length=120)),
                ("lease_until", models.DateTimeField(null=True)),
                ("requested", models.DateTimeField(auto_now_add=True)),
                ("finished", models.DateTimeField(null=True)),
                ("expires", models.DateTimeField(null=True)),
                (
                    "member",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="exports",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
            options={
                "indexes": [models.Index(fields=["state", "requested"], name="exports_waiting")],
                "constraints": [
                    models.UniqueConstraint(
                        condition=models.Q(("state", "waiting")),
                        fields=("member",),
                        name="one_export_waits_each",
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="VotesApart",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("until", models.DateTimeField()),
                (
                    "community",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="+",
                        to="accounts.community",
                    ),
                ),
                (
                    "one",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "other",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(
                        fields=("community", "one", "other"), name="votes_apart_once"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("one__lt", models.F("other"))),
                        name="votes_apart_in_order",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="UnwantedHost",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("host", models.CharField(max_length=253)),
                ("created", models.DateTimeField(auto_now_add=True)),
                (
                    "community",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="unwanted_hosts",
                        to="accounts.community",
                    ),
                ),
            ],
            options={
                "ordering": ["host"],
                "constraints": [
                    models.UniqueConstraint(fields=("community", "host"), name="unwanted_host_once")
                ],
            },
        ),
        migrations.CreateModel(
            name="ListedWord",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("language", models.CharField(blank=True, max_length=16)),
                ("word", models.CharField(max_length=120)),
                ("key", models.CharField(max_length=240)),
                (
                    "treatment",
                    models.CharField(
                        choices=[
                            ("block", "Refuse the post"),
                            ("review", "Review the post first"),
                            ("mask", "Mask the word"),
                        ],
                        max_length=6,
                    ),
                ),
                ("created", models.DateTimeField(auto_now_add=True)),
                (
                    "added_by",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "community",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="listed_words",
                        to="accounts.community",
                    ),
                ),
            ],
            options={
                "ordering": ["language", "word"],
                "constraints": [
                    models.UniqueConstraint(
                        fields=("community", "language", "key"), name="listed_word_once"
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="Thread",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "kind",
                    models.CharField(
                        choices=[
                            ("question", "Question"),
                            ("discussion", "Discussion"),
                            ("announcement", "Announcement"),
                            ("idea", "Idea"),
                        ],
                        max_length=12,
                    ),
                ),
                (
                    "state",
                    models.CharField(
                        choices=[("open", "Open"), ("solved", "Solved")],
                        default="open",
                        max_length=6,
                    ),
                ),
                (
                    "visibility",
                    models.CharField(
                        choices=[
                            ("public", "Public"),
                            ("hidden", "Hidden"),
                            ("merged", "Merged"),
                            ("deleted", "Deleted"),
                        ],
                        default="public",
                        max_length=7,
                    ),
                ),
                ("country", models.CharField(blank=True, max_length=2)),
                ("event", models.PositiveBigIntegerField(default=0)),
                ("last_number", models.PositiveIntegerField(default=0)),
                ("posts_count", models.PositiveIntegerField(default=0)),
                (
                    "sample_key",
                    models.CharField(editable=False, max_length=80, null=True, unique=True),
                ),
                ("created", models.DateTimeField(auto_now_add=True)),
                ("last_activity", models.DateTimeField(auto_now_add=True)),
                (
                    "author",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="threads",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "category",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="threads",
                        to="forum.category",
                    ),
                ),
                (
                    "community",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="threads",
                        to="accounts.community",
                    ),
                ),
                (
                    "title",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="thread_titled",
                        to="translation.text",
                    ),
                ),
                ("answers_count", models.PositiveIntegerField(default=0)),
                ("closed", models.BooleanField(default=False)),
                ("language", models.CharField(blank=True, max_length=16)),
                ("locked", models.BooleanField(default=False)),
                (
                    "merged_into",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="merged",
                        to="forum.thread",
                    ),
                ),
                ("pinned", models.BooleanField(default=False)),
                ("product_version", models.CharField(blank=True, max_length=40)),
                (
                    "urgency",
                    models.PositiveSmallIntegerField(
                        choices=[(0, "It can wait"), (1, "It disturbs me"), (2, "Nothing works")],
                        default=0,
                    ),
                ),
                (
                    "product",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="threads",
                        to="forum.product",
                    ),
                ),
                (
                    "closed_by",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "closed_reason",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("not_needed", "No longer needed"),
                            ("duplicate", "Asked elsewhere already"),
                            ("outdated", "Out of date"),
                            ("off_topic", "Does not belong here"),
                            ("other", "Another reason"),
                        ],
                        max_length=10,
                    ),
                ),
                ("locked_until", models.DateTimeField(blank=True, null=True)),
                ("slow_seconds", models.PositiveIntegerField(default=0)),
                ("splits_count", models.PositiveSmallIntegerField(default=0)),
            ],
            options={
                "indexes": [
                    models.Index(fields=["-last_activity", "-id"], name="thread_latest"),
                    models.Index(
                        fields=["community", "-last_activity", "-id"],
                        name="thread_latest_community",
                    ),
                    models.Index(
                        fields=["category", "-last_activity", "-id"], name="thread_latest_category"
                    ),
                    models.Index(
                        fields=["product", "-last_activity", "-id"], name="thread_latest_product"
                    ),
                    models.Index(
                        fields=["community", "language", "-last_activity", "-id"],
                        name="thread_latest_language",
                    ),
                    models.Index(
                        condition=models.Q(
                            ("answers_count", 0), ("kind", "question"), ("state", "open")
                        ),
                        fields=["community", "-last_activity", "-id"],
                        name="thread_unanswered",
                    ),
                    models.Index(
                        condition=models.Q(("kind", "question"), ("state", "open")),
                        fields=["community", "-last_activity", "-id"],
                        name="thread_unsolved",
                    ),
                    models.Index(fields=["author", "-created", "-id"], name="thread_of_author"),
                    models.Index(fields=["-created", "-id"], name="thread_newest"),
                    models.Index(
                        fields=["community", "-created", "-id"], name="thread_newest_community"
                    ),
                    models.Index(
                        fields=["community", "kind", "-last_activity", "-id"],
                        name="thread_latest_kind",
                    ),
                    models.Index(
                        condition=models.Q(("country", ""), _negated=True),
                        fields=["community", "country", "-last_activity", "-id"],
                        name="thread_latest_country",
                    ),
                    models.Index(
                        condition=models.Q(("pinned", True)),
                        fields=["community", "-last_activity", "-id"],
                        name="thread_pinned",
                    ),
                    models.Index(
                        condition=models.Q(("pinned", True)),
                        fields=["-last_activity", "-id"],
                        name="thread_pinned_anywhere",
                    ),
                    models.Index(
                        condition=models.Q(
                            ("answers_count", 0), ("kind", "question"), ("state", "open")
                        ),
                        fields=["-last_activity", "-id"],
                        name="thread_unanswered_anywhere",
                    ),
                    models.Index(
                        condition=models.Q(("kind", "question"), ("state", "open")),
                        fields=["-last_activity", "-id"],
                        name="thread_unsolved_anywhere",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Post",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("number", models.PositiveIntegerField()),
                (
                    "kind",
                    models.CharField(
                        choices=[
                            ("opening", "Opening post"),
                            ("answer", "Answer"),
                            ("comment", "Comment"),
                        ],
                        max_length=7,
                    ),
                ),
                (
                    "visibility",
                    models.CharField(
                        choices=[
                            ("public", "Public"),
                            ("review", "Review"),
                            ("hidden", "Hidden"),
                            ("deleted", "Deleted"),
                            ("staff", "Staff"),
                        ],
                        default="public",
                        max_length=7,
                    ),
                ),
                ("visibility_before", models.CharField(blank=True, max_length=7)),
                ("revision", models.PositiveIntegerField(default=1)),
                ("created", models.DateTimeField(auto_now_add=True)),
                ("edited", models.DateTimeField(null=True)),
                (
                    "author",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="posts",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "body",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="post",
                        to="translation.text",
                    ),
                ),
                (
                    "deleted_by",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "reply_to",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="replies",
                        to="forum.post",
                    ),
                ),
                (
                    "thread",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="posts",
                        to="forum.thread",
                    ),
                ),
                ("accepted", models.DateTimeField(null=True)),
                ("confirmations_count", models.PositiveIntegerField(default=0)),
                ("score", models.IntegerField(default=0)),
                ("score_imported", models.IntegerField(default=0)),
            ],
            options={
                "ordering": ["number"],
                "indexes": [
                    models.Index(fields=["author", "-created", "-id"], name="post_of_author"),
                    models.Index(
                        condition=models.Q(("accepted__isnull", False)),
                        fields=["author", "-created", "-id"],
                        name="accepted_of_author",
                    ),
                    models.Index(
                        fields=["thread", "created", "number"], name="post_of_thread_by_date"
                    ),
                ],
                "constraints": [
                    models.UniqueConstraint(fields=("thread", "number"), name="post_number_once")
                ],
            },
        ),
        migrations.CreateModel(
            name="PostRevision",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("revision", models.PositiveIntegerField()),
                ("source", models.TextField()),
                ("language", models.CharField(max_length=16)),
                ("created", models.DateTimeField(auto_now_add=True)),
                (
                    "editor",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "post",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="revisions",
                        to="forum.post",
                    ),
                ),
                ("title", models.TextField(blank=True)),
                (
                    "body",
                    models.OneToOneField(
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="revision_of_post",
                        to="translation.text",
                    ),
                ),
                (
                    "title_text",
                    models.OneToOneField(
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="revision_of_title",
                        to="translation.text",
                    ),
                ),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(fields=("post", "revision"), name="post_revision_once")
                ],
            },
        ),
        migrations.CreateModel(
            name="ReadDemand",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("language", models.CharField(max_length=16)),
                ("day", models.DateField()),
                (
                    "community",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="+",
                        to="accounts.community",
                    ),
                ),
                (
                    "thread",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="demands",
                        to="forum.thread",
                    ),
                ),
            ],
            options={
                "indexes": [models.Index(fields=["community", "day"], name="demand_of_community")],
                "constraints": [
                    models.UniqueConstraint(
                        condition=models.Q(("thread__isnull", False)),
                        fields=("thread", "language", "day"),
                        name="thread_demand_once",
                    ),
                    models.UniqueConstraint(
                        condition=models.Q(("thread__isnull", True)),
                        fields=("community", "language", "day"),
                        name="community_demand_once",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="ThreadEvent",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("number", models.PositiveBigIntegerField()),
                (
                    "type",
                    models.CharField(
                        choices=[
                            ("post.created", "Post Created"),
                            ("post.updated", "Post Updated"),
                            ("post.translated", "Post Translated"),
                            ("post.removed", "Post Removed"),
                            ("thread.updated", "Thread Updated"),
                            ("thread.moved", "Thread Rearranged"),
                        ],
                        max_length=15,
                    ),
                ),
                ("language", models.CharField(blank=True, max_length=16)),
                (
                    "audience",
                    models.CharField(
                        choices=[("public", "Public"), ("member", "Member"), ("staff", "Staff")],
                        default="public",
                        max_length=7,
                    ),
                ),
                ("created", models.DateTimeField(auto_now_add=True, db_index=True)),
                (
                    "post",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="+",
                        to="forum.post",
                    ),
                ),
                (
                    "thread",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="events",
                        to="forum.thread",
                    ),
                ),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(fields=("thread", "number"), name="thread_event_once")
                ],
            },
        ),
        migrations.CreateModel(
            name="Bookmark",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("note", models.CharField(blank=True, max_length=200)),
                ("created", models.DateTimeField(auto_now_add=True)),
                (
                    "member",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="bookmarks",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "post",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="bookmarks",
                        to="forum.post",
                    ),
                ),
            ],
            options={
                "indexes": [
                    models.Index(fields=["member", "-created", "-id"], name="bookmarks_latest")
                ],
                "constraints": [
                    models.UniqueConstraint(fields=("member", "post"), name="bookmark_once")
                ],
            },
        ),
        migrations.CreateModel(
            name="Confirmation",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("created", models.DateTimeField(auto_now_add=True)),
                (
                    "member",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="confirmations",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "post",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="confirmations",
                        to="forum.post",
                    ),
                ),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(fields=("post", "member"), name="confirmation_once")
                ],
            },
        ),
        migrations.CreateModel(
            name="Flag",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("email", models.EmailField(blank=True, max_length=254)),
                ("language", models.CharField(max_length=16)),
                ("token", models.UUIDField(default=uuid.uuid4, editable=False, unique=True)),
                (
                    "reason",
                    models.CharField(
                        choices=[
                            ("spam", "Spam"),
                            ("abuse", "Abuse"),
                            ("off_topic", "Off topic"),
                            ("translation", "Wrong language or translation"),
                            ("personal_data", "Personal data"),
                            ("illegal", "Illegal content"),
                            ("other", "Something else"),
                        ],
                        max_length=13,
                    ),
                ),
                (
                    "state",
                    models.CharField(
                        choices=[("open", "Open"), ("upheld", "Upheld"), ("rejected", "Rejected")],
                        default="open",
                        max_length=8,
                    ),
                ),
                ("weight", models.PositiveSmallIntegerField(default=1)),
                ("decided", models.DateTimeField(null=True)),
                ("created", models.DateTimeField(auto_now_add=True)),
                (
                    "decided_by",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "member",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="flags",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "post",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="flags",
                        to="forum.post",
                    ),
                ),
                ("abuse", models.BooleanField(default=False)),
                (
                    "note",
                    models.OneToOneField(
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="+",
                        to="translation.text",
                    ),
                ),
                (
                    "statement",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="+",
                        to="translation.text",
                    ),
                ),
            ],
            options={
                "indexes": [models.Index(fields=["state", "created"], name="flags_open")],
                "constraints": [
                    models.UniqueConstraint(
                        condition=models.Q(("member__isnull", False)),
                        fields=("post", "member"),
                        name="flag_of_member_once",
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="Notification",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("key", models.CharField(max_length=120)),
                (
                    "type",
                    models.CharField(
                        choices=[
                            ("answer", "Answer"),
                            ("reply", "Reply"),
                            ("mention", "Mention"),
                            ("quote", "Quote"),
                            ("accepted", "Accepted"),
                            ("solved", "Solved"),
                            ("votes", "Votes"),
                            ("translation_fixed", "Translation Fixed"),
                            ("followed_thread", "Followed Thread"),
                            ("followed_list", "Followed List"),
                            ("language_reported", "Language Reported"),
                            ("moderation", "Moderation"),
                            ("level", "Level"),
                            ("badge", "Badge"),
                            ("mail_stopped", "Mail Stopped"),
                        ],
                        max_length=20,
                    ),
                ),
                ("data", models.JSONField(default=dict)),
                ("created", models.DateTimeField(auto_now_add=True)),
                ("seen", models.DateTimeField(null=True)),
                ("read", models.DateTimeField(null=True)),
                (
                    "actor",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "member",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="notifications",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "post",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="+",
                        to="forum.post",
                    ),
                ),
                (
                    "thread",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="+",
                        to="forum.thread",
                    ),
                ),
            ],
            options={
                "indexes": [
                    models.Index(fields=["member", "-created", "-id"], name="notifications_latest"),
                    models.Index(
                        condition=models.Q(("seen", None)),
                        fields=["member"],
                        name="notifications_unseen",
                    ),
                ],
                "constraints": [
                    models.UniqueConstraint(fields=("member", "key"), name="notification_once")
                ],
            },
        ),
        migrations.CreateModel(
            name="NotificationDelivery",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "channel",
                    models.CharField(
                        choices=[("mail", "Mail"), ("digest", "Digest"), ("push", "Push")],
                        max_length=6,
                    ),
                ),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("waiting", "Waiting"),
                            ("started", "Started"),
                            ("sent", "Sent"),
                            ("failed", "Failed"),
                            ("dropped", "Dropped"),
                        ],
                        default="waiting",
                        max_length=7,
                    ),
                ),
                ("due", models.DateTimeField()),
                ("attempts", models.PositiveSmallIntegerField(default=0)),
                ("message_id", models.CharField(blank=True, max_length=120)),
                ("reason", models.CharField(blank=True, max_length=200)),
                ("changed", models.DateTimeField(auto_now=True)),
                (
                    "notification",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="deliveries",
                        to="forum.notification",
                    ),
                ),
                ("patient_until", models.DateTimeField(null=True)),
                ("owner", models.CharField(blank=True, max_length=120)),
                ("lease_until", models.DateTimeField(null=True)),
            ],
            options={
                "indexes": [models.Index(fields=["state", "due"], name="deliveries_due")],
                "constraints": [
                    models.UniqueConstraint(
                        fields=("notification", "channel"), name="delivery_once"
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="Poll",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("multiple", models.BooleanField(default=False)),
                ("closes", models.DateTimeField(blank=True, null=True)),
                ("voters_count", models.PositiveIntegerField(default=0)),
                (
                    "post",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="poll",
                        to="forum.post",
                    ),
                ),
                ("voters_imported", models.PositiveIntegerField(default=0)),
            ],
        ),
        migrations.CreateModel(
            name="PollOption",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("position", models.PositiveSmallIntegerField()),
                ("votes_count", models.PositiveIntegerField(default=0)),
                (
                    "poll",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="options",
                        to="forum.poll",
                    ),
                ),
                (
                    "text",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="translation.text",
                    ),
                ),
                ("votes_imported", models.PositiveIntegerField(default=0)),
            ],
            options={
                "ordering": ["position"],
                "constraints": [
                    models.UniqueConstraint(
                        fields=("poll", "position"), name="poll_option_place_once"
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="PollVote",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("created", models.DateTimeField(auto_now_add=True)),
                (
                    "member",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="poll_votes",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "option",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="votes",
                        to="forum.polloption",
                    ),
                ),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(fields=("option", "member"), name="poll_vote_once")
                ],
            },
        ),
        migrations.CreateModel(
            name="Subscription",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "level",
                    models.CharField(
                        choices=[
                            ("watching", "Watching"),
                            ("tracking", "Tracking"),
                            ("normal", "Normal"),
                            ("muted", "Muted"),
                        ],
                        max_length=8,
                    ),
                ),
                ("changed", models.DateTimeField(auto_now=True)),
                (
                    "author",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="subscribers",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "category",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="subscriptions",
                        to="forum.category",
                    ),
                ),
                (
                    "member",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="subscriptions",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "thread",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="subscriptions",
                        to="forum.thread",
                    ),
                ),
                (
                    "tag",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="subscriptions",
                        to="forum.tag",
                    ),
                ),
            ],
            options={
                "indexes": [
                    models.Index(fields=["member", "-changed", "-id"], name="subscriptions_latest")
                ],
                "constraints": [
                    models.UniqueConstraint(
                        fields=("member", "thread"), name="subscription_thread_once"
                    ),
                    models.UniqueConstraint(fields=("member", "tag"), name="subscription_tag_once"),
                    models.UniqueConstraint(
                        fields=("member", "category"), name="subscription_category_once"
                    ),
                    models.UniqueConstraint(
                        fields=("member", "author"), name="subscription_author_once"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(
                                ("author", None),
                                ("category", None),
                                ("tag", None),
                                ("thread__isnull", False),
                            ),
                            models.Q(
                                ("author", None),
                                ("category", None),
                                ("tag__isnull", False),
                                ("thread", None),
                            ),
                            models.Q(
                                ("author", None),
                                ("category__isnull", False),
                                ("tag", None),
                                ("thread", None),
                            ),
                            models.Q(
                                ("author__isnull", False),
                                ("category", None),
                                ("tag", None),
                                ("thread", None),
                            ),
                            _connector="OR",
                        ),
                        name="subscription_has_one_target",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="ThreadRead",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("number", models.PositiveIntegerField()),
                ("read", models.DateTimeField(auto_now=True)),
                (
                    "member",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="threads_read",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "thread",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="reads",
                        to="forum.thread",
                    ),
                ),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(fields=("member", "thread"), name="thread_read_once")
                ],
            },
        ),
        migrations.CreateModel(
            name="ThreadTag",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "tag",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="+",
                        to="forum.tag",
                    ),
                ),
                (
                    "thread",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="+",
                        to="forum.thread",
                    ),
                ),
            ],
            options={
                "indexes": [models.Index(fields=["tag", "thread"], name="threads_of_tag")],
                "constraints": [
                    models.UniqueConstraint(fields=("thread", "tag"), name="thread_has_tag_once")
                ],
            },
        ),
        migrations.CreateModel(
            name="Vote",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("value", models.SmallIntegerField()),
                (
                    "reason",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("wrong", "Wrong"),
                            ("unclear", "Unclear"),
                            ("outdated", "Outdated"),
                            ("off_topic", "Off Topic"),
                        ],
                        max_length=9,
                    ),
                ),
                ("created", models.DateTimeField(auto_now_add=True)),
                (
                    "member",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="post_votes",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "post",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="votes",
                        to="forum.post",
                    ),
                ),
            ],
            options={
                "indexes": [models.Index(fields=["member", "created"], name="votes_of_a_day")],
                "constraints": [
                    models.UniqueConstraint(fields=("post", "member"), name="vote_once"),
                    models.CheckConstraint(
                        condition=models.Q(("value__in", [1, -1])), name="vote_up_or_down"
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Quote",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("position", models.PositiveSmallIntegerField()),
                ("language", models.CharField(max_length=16)),
                ("shown", models.TextField()),
                ("source_language", models.CharField(max_length=16)),
                ("source", models.TextField(blank=True)),
                ("created", models.DateTimeField(auto_now_add=True)),
                (
                    "post",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="quotes",
                        to="forum.post",
                    ),
                ),
                (
                    "quoted",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="quoted_by",
                        to="forum.post",
                    ),
                ),
            ],
            options={
                "ordering": ["post", "position"],
                "constraints": [
                    models.UniqueConstraint(fields=("post", "position"), name="quote_position_once")
                ],
            },
        ),
        migrations.CreateModel(
            name="ReviewItem",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "kind",
                    models.CharField(
                        choices=[
                            ("flagged", "Reported posts"),
                            ("first_post", "First posts"),
                            ("held_votes", "Held votes"),
                            ("translation_fix", "Translations"),
                            ("term", "Terms"),
                            ("edit", "Edits"),
                            ("appeal", "Appeals"),
                            ("merge", "Merges"),
                            ("suspicion", "Suspicious activity"),
                        ],
                        max_length=20,
                    ),
                ),
                ("subject_type", models.CharField(max_length=20)),
                ("subject_id", models.PositiveBigIntegerField()),
                ("language", models.CharField(blank=True, max_length=16)),
                ("weight", models.PositiveIntegerField(default=1)),
                ("ranked", models.DateTimeField()),
                (
                    "state",
                    models.CharField(
                        choices=[("open", "Open"), ("decided", "Decided")],
                        default="open",
                        max_length=7,
                    ),
                ),
                ("claimed_until", models.DateTimeField(null=True)),
                ("proposal", models.CharField(blank=True, max_length=20)),
                ("created", models.DateTimeField(auto_now_add=True)),
                ("decided", models.DateTimeField(null=True)),
                ("decision", models.CharField(blank=True, max_length=20)),
                (
                    "claimed_by",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "community",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="review_items",
                        to="accounts.community",
                    ),
                ),
                (
                    "decided_by",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "entry",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="+",
                        to="accounts.auditentry",
                    ),
                ),
                (
                    "member",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="review_items",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "post",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="review_items",
                        to="forum.post",
                    ),
                ),
                (
                    "proposed_by",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
            options={
                "indexes": [
                    models.Index(
                        condition=models.Q(("state", "open")),
                        fields=["community", "kind", "language", "ranked", "id"],
                        name="review_queue",
                    ),
                    models.Index(
                        condition=models.Q(("state", "decided")),
                        fields=["community", "-decided", "-id"],
                        name="review_decided",
                    ),
                ],
                "constraints": [
                    models.UniqueConstraint(
                        condition=models.Q(("state", "open")),
                        fields=("kind", "subject_type", "subject_id"),
                        name="review_open_once",
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="ThreadMerge",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("proposed", "Proposed"),
                            ("done", "Done"),
                            ("refused", "Refused"),
                            ("undone", "Undone"),
                        ],
                        default="proposed",
                        max_length=8,
                    ),
                ),
                ("created", models.DateTimeField(auto_now_add=True)),
                ("merged", models.DateTimeField(null=True)),
                ("undone", models.DateTimeField(null=True)),
                ("target_activity", models.DateTimeField(null=True)),
                ("copied", models.JSONField(default=dict)),
                (
                    "decided_by",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "entry",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="+",
                        to="accounts.auditentry",
                    ),
                ),
                (
                    "proposed_by",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "source",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="merges_away",
                        to="forum.thread",
                    ),
                ),
                (
                    "target",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="merges_in",
                        to="forum.thread",
                    ),
                ),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(
                        condition=models.Q(("state", "done")),
                        fields=("source",),
                        name="thread_merged_away_once",
                    ),
                    models.UniqueConstraint(
                        condition=models.Q(("state", "proposed")),
                        fields=("source", "target"),
                        name="merge_proposed_once",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="MergedPost",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("moved", models.BooleanField()),
                ("kind_before", models.CharField(max_length=7)),
                ("number_before", models.PositiveIntegerField()),
                ("number_after", models.PositiveIntegerField()),
                (
                    "post",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="+",
                        to="forum.post",
                    ),
                ),
                (
                    "merge",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="posts",
                        to="forum.threadmerge",
                    ),
                ),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(fields=("merge", "post"), name="merged_post_once")
                ],
            },
        ),
        migrations.CreateModel(
            name="ThreadSplit",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("place", models.PositiveIntegerField()),
                ("posts_count", models.PositiveIntegerField()),
                ("created", models.DateTimeField(auto_now_add=True)),
                (
                    "source",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="splits_away",
                        to="forum.thread",
                    ),
                ),
                (
                    "target",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="split_of",
                        to="forum.thread",
                    ),
                ),
            ],
        ),
        migrations.CreateModel(
            name="DecisionNotice",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("created", models.DateTimeField(auto_now_add=True)),
                (
                    "entry",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="notice",
                        to="accounts.auditentry",
                    ),
                ),
                (
                    "member",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="decisions",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "post",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="+",
                        to="forum.post",
                    ),
                ),
                (
                    "statement",
                    models.OneToOneField(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="translation.text",
                    ),
                ),
            ],
            options={
                "indexes": [models.Index(fields=["member", "-id"], name="notices_of_member")],
            },
        ),
        migrations.CreateModel(
            name="Appeal",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "state",
                    models.CharField(
                        choices=[("open", "Open"), ("upheld", "Upheld"), ("refused", "Refused")],
                        default="open",
                        max_length=7,
                    ),
                ),
                ("alone", models.BooleanField(default=False)),
                ("decided", models.DateTimeField(null=True)),
                ("created", models.DateTimeField(auto_now_add=True)),
                (
                    "answer",
                    models.OneToOneField(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="translation.text",
                    ),
                ),
                (
                    "decided_by",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "notice",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="appeal",
                        to="forum.decisionnotice",
                    ),
                ),
                (
                    "text",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="translation.text",
                    ),
                ),
            ],
        ),
        migrations.CreateModel(
            name="HeldPost",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("signals", models.JSONField(default=list)),
                ("created", models.DateTimeField(auto_now_add=True)),
                (
                    "post",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="held",
                        to="forum.post",
                    ),
                ),
            ],
        ),
        migrations.AddField(
            model_name="thread",
            name="tags",
            field=models.ManyToManyField(
                blank=True, related_name="threads", through="forum.ThreadTag", to="forum.tag"
            ),
        ),
        migrations.AddField(
            model_name="thread",
            name="accepted_post",
            field=models.ForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.SET_NULL,
                related_name="+",
                to="forum.post",
            ),
        ),
    ]
