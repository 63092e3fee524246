"""Tables of translation: texts, translations, jobs, glossaries, the memory.

The seven migrations that it replaces were written before the first release, and an empty
database waited long for them. One that went through them goes on from here: see
docs/decisions/0030-one-first-migration-per-app.md.
"""

import django.db.models.deletion
import django.utils.timezone
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    replaces = [
        ("translation", "0001_first_tables"),
        ("translation", "0002_first_choice"),
        ("translation", "0003_empty_memory"),
        ("translation", "0004_engine_room"),
        ("translation", "0005_remember_what_is_kept"),
        ("translation", "0006_previews_of_a_community"),
        ("translation", "0007_erased_texts"),
    ]

    initial = True

    dependencies = [
        ("accounts", "0001_tables"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name="MemorySegment",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("key", models.CharField(max_length=64, unique=True)),
                ("source_language", models.CharField(max_length=16)),
                ("target_language", models.CharField(max_length=16)),
                ("source", models.TextField()),
                ("target", models.TextField(blank=True)),
                ("alignment", models.JSONField(null=True)),
                ("score", models.FloatField(null=True)),
                ("quality", models.FloatField()),
                ("tokens", models.PositiveIntegerField(default=0)),
                ("created", models.DateTimeField(auto_now_add=True)),
                ("last_used", models.DateField(auto_now_add=True)),
                ("days_used", models.PositiveIntegerField(default=0)),
                ("source_key", models.CharField(db_index=True, max_length=64)),
                ("reason", models.CharField(blank=True, max_length=40)),
            ],
            options={
                "indexes": [
                    models.Index(fields=["last_used", "days_used"], name="memory_eviction")
                ],
            },
        ),
        migrations.CreateModel(
            name="PreviewJob",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("source", models.TextField()),
                ("format", models.CharField(max_length=8)),
                ("source_language", models.CharField(max_length=16)),
                ("language", models.CharField(max_length=16)),
                ("back", models.BooleanField(default=False)),
                ("requester", models.CharField(blank=True, max_length=60)),
                ("result", models.JSONField(null=True)),
                ("failure", models.CharField(blank=True, max_length=60)),
                ("done", models.DateTimeField(null=True)),
                ("attempts", models.PositiveSmallIntegerField(default=0)),
                ("owner", models.CharField(blank=True, max_length=120)),
                ("lease_until", models.DateTimeField(null=True)),
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
            ],
            options={
                "indexes": [
                    models.Index(
                        condition=models.Q(("done__isnull", True)),
                        fields=["id"],
                        name="preview_waiting",
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="Text",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("source", models.TextField()),
                (
                    "format",
                    models.CharField(
                        choices=[("markdown", "Markdown"), ("plain", "Plain")], max_length=8
                    ),
                ),
                ("language", models.CharField(max_length=16)),
                (
                    "language_origin",
                    models.CharField(
                        choices=[
                            ("author", "Author"),
                            ("detected", "Detected"),
                            ("assumed", "Assumed"),
                        ],
                        max_length=8,
                    ),
                ),
                ("language_confidence", models.FloatField(default=1.0)),
                ("checksum", models.CharField(max_length=64)),
                ("revision", models.PositiveIntegerField(default=1)),
                ("html", models.TextField()),
                ("plain", models.TextField()),
                ("renderer_version", models.PositiveSmallIntegerField()),
                ("created", models.DateTimeField(auto_now_add=True)),
                ("changed", models.DateTimeField(auto_now=True)),
                (
                    "author",
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
                        null=True,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="+",
                        to="accounts.community",
                    ),
                ),
                (
                    "erased",
                    models.CharField(
                        blank=True,
                        choices=[("", "Not"), ("author", "By Author"), ("staff", "By Staff")],
                        default="",
                        editable=False,
                        max_length=6,
                    ),
                ),
            ],
        ),
        migrations.CreateModel(
            name="SealedFragment",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("token", models.CharField(max_length=40, unique=True)),
                ("kind", models.CharField(max_length=30)),
                ("ciphertext", models.BinaryField()),
                ("created", models.DateTimeField(auto_now_add=True)),
                (
                    "text",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="sealed",
                        to="translation.text",
                    ),
                ),
            ],
        ),
        migrations.CreateModel(
            name="SegmentUse",
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
                        related_name="segments",
                        to="translation.text",
                    ),
                ),
                ("source_key", models.CharField(db_index=True, max_length=64)),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(fields=("text", "source_key"), name="one_use_each")
                ],
            },
        ),
        migrations.CreateModel(
            name="Translation",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("language", models.CharField(max_length=16)),
                ("html", models.TextField()),
                ("plain", models.TextField()),
                ("source_checksum", models.CharField(max_length=64)),
                ("source_language", models.CharField(max_length=16)),
                ("route", models.JSONField(default=list)),
                ("engine", models.CharField(blank=True, max_length=200)),
                ("fingerprint", models.CharField(blank=True, max_length=64)),
                ("pipeline_version", models.PositiveSmallIntegerField()),
                ("renderer_version", models.PositiveSmallIntegerField()),
                (
                    "origin",
                    models.CharField(
                        choices=[("machine", "Machine"), ("memory", "Memory"), ("human", "Human")],
                        max_length=7,
                    ),
                ),
                ("quality", models.FloatField()),
                ("uncertain", models.BooleanField(default=False)),
                ("withheld", models.BooleanField(default=False)),
                ("reason", models.CharField(blank=True, max_length=60)),
                ("created", models.DateTimeField(auto_now_add=True)),
                ("updated", models.DateTimeField(auto_now=True)),
                (
                    "text",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="translations",
                        to="translation.text",
                    ),
                ),
                ("first_choice", models.CharField(blank=True, max_length=64)),
                ("human_segments", models.PositiveIntegerField(default=0)),
                ("segments", models.PositiveIntegerField(default=0)),
            ],
            options={
                "indexes": [
                    models.Index(
                        fields=["source_language", "language", "first_choice"],
                        name="translation_route",
                    )
                ],
                "constraints": [
                    models.UniqueConstraint(
                        fields=("text", "language"), name="one_translation_each"
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="TranslationJob",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("source_language", models.CharField(max_length=16)),
                ("language", models.CharField(max_length=16)),
                ("checksum", models.CharField(max_length=64)),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("pending", "Pending"),
                            ("working", "Working"),
                            ("failed", "Failed"),
                            ("unsupported", "Unsupported"),
                        ],
                        default="pending",
                        max_length=11,
                    ),
                ),
                ("priority", models.PositiveSmallIntegerField()),
                ("attempts", models.PositiveSmallIntegerField(default=0)),
                ("next_attempt", models.DateTimeField(default=django.utils.timezone.now)),
                ("reason", models.CharField(blank=True, max_length=60)),
                ("owner", models.CharField(blank=True, max_length=120)),
                ("lease_until", models.DateTimeField(null=True)),
                ("created", models.DateTimeField(auto_now_add=True)),
                (
                    "text",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="jobs",
                        to="translation.text",
                    ),
                ),
                ("pivot", models.CharField(blank=True, max_length=16)),
                ("rank", models.BigIntegerField(default=0)),
            ],
            options={
                "indexes": [
                    models.Index(fields=["priority", "rank"], name="job_class"),
                    models.Index(fields=["rank"], name="job_rank"),
                    models.Index(fields=["source_language", "language", "rank"], name="job_pair"),
                    models.Index(fields=["state"], name="job_state"),
                ],
                "constraints": [
                    models.UniqueConstraint(fields=("text", "language"), name="one_job_each")
                ],
            },
        ),
        migrations.CreateModel(
            name="Correction",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("source_language", models.CharField(max_length=16)),
                ("target_language", models.CharField(max_length=16)),
                ("source_key", models.CharField(db_index=True, max_length=64)),
                ("source", models.TextField()),
                ("atoms", models.JSONField(default=list)),
                ("before", models.TextField(blank=True)),
                ("target", models.TextField()),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("proposed", "proposed"),
                            ("approved", "approved"),
                            ("rejected", "rejected"),
                            ("withdrawn", "withdrawn"),
                            ("replaced", "replaced by a later one"),
                        ],
                        default="proposed",
                        max_length=9,
                    ),
                ),
                ("decided", models.DateTimeField(null=True)),
                ("created", models.DateTimeField(auto_now_add=True)),
                (
                    "author",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="corrections",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
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
                    "decided_by",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "text",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="corrections",
                        to="translation.text",
                    ),
                ),
            ],
            options={
                "ordering": ["id"],
                "indexes": [
                    models.Index(
                        fields=["community", "state", "target_language"], name="correction_review"
                    ),
                    models.Index(
                        fields=["source_language", "target_language", "state"],
                        name="correction_pair",
                    ),
                ],
                "constraints": [
                    models.UniqueConstraint(
                        condition=models.Q(("state", "proposed")),
                        fields=("text", "target_language", "source_key", "author"),
                        name="one_open_proposal_each",
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="CorrectionVote",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("agrees", models.BooleanField()),
                ("created", models.DateTimeField(auto_now_add=True)),
                (
                    "correction",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="votes",
                        to="translation.correction",
                    ),
                ),
                (
                    "member",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(fields=("correction", "member"), name="one_vote_each")
                ],
            },
        ),
        migrations.CreateModel(
            name="EngineTally",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("day", models.DateField()),
                ("engine", models.CharField(max_length=60)),
                ("source_language", models.CharField(max_length=16)),
                ("target_language", models.CharField(max_length=16)),
                ("human", models.PositiveBigIntegerField(default=0)),
                ("memory", models.PositiveBigIntegerField(default=0)),
                ("decoded", models.PositiveBigIntegerField(default=0)),
                ("kept", models.PositiveBigIntegerField(default=0)),
                ("tokens", models.PositiveBigIntegerField(default=0)),
                ("seconds", models.FloatField(default=0.0)),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(
                        fields=("day", "engine", "source_language", "target_language"),
                        name="one_tally_a_day",
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="GlossaryTerm",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("source_language", models.CharField(max_length=16)),
                ("target_language", models.CharField(blank=True, max_length=16)),
                ("source", models.CharField(max_length=120)),
                ("target", models.CharField(blank=True, max_length=120)),
                ("case_sensitive", models.BooleanField(default=False)),
                ("note", models.CharField(blank=True, max_length=300)),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("proposed", "proposed"),
                            ("approved", "approved"),
                            ("rejected", "rejected"),
                        ],
                        default="proposed",
                        max_length=8,
                    ),
                ),
                ("decided", models.DateTimeField(null=True)),
                ("created", models.DateTimeField(auto_now_add=True)),
                ("changed", models.DateTimeField(auto_now=True)),
                (
                    "community",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="glossary",
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
                "ordering": ["source_language", "source", "target_language"],
                "constraints": [
                    models.UniqueConstraint(
                        condition=models.Q(("state", "rejected"), _negated=True),
                        fields=("community", "source_language", "target_language", "source"),
                        name="one_term_each",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("target_language", ""), _negated=True),
                            ("target", ""),
                            _connector="OR",
                        ),
                        name="a_translated_term_has_a_language",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="HumanSegment",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("key", models.CharField(max_length=64, unique=True)),
                ("source_key", models.CharField(db_index=True, max_length=64)),
                ("source_language", models.CharField(max_length=16)),
                ("target_language", models.CharField(max_length=16)),
                ("source", models.TextField()),
                ("target", models.TextField()),
                ("created", models.DateTimeField(auto_now_add=True)),
                ("changed", models.DateTimeField(auto_now=True)),
                (
                    "community",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="+",
                        to="accounts.community",
                    ),
                ),
            ],
            options={
                "indexes": [
                    models.Index(
                        fields=["community", "source_language", "target_language"],
                        name="human_pair",
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="LanguageReport",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("language", models.CharField(max_length=16)),
                ("checksum", models.CharField(max_length=64)),
                ("created", models.DateTimeField(auto_now_add=True)),
                (
                    "member",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "text",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="language_reports",
                        to="translation.text",
                    ),
                ),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(
                        fields=("text", "member"), name="one_language_report_each"
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="TranslationRating",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("language", models.CharField(max_length=16)),
                ("checksum", models.CharField(max_length=64)),
                ("understandable", models.BooleanField()),
                ("created", models.DateTimeField(auto_now_add=True)),
                ("changed", models.DateTimeField(auto_now=True)),
                (
                    "member",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "text",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="ratings",
                        to="translation.text",
                    ),
                ),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(
                        fields=("text", "language", "member"), name="one_rating_each"
                    )
                ],
            },
        ),
    ]
