"""Tables of accounts: members, communities, sanctions, the audit log.

The nine migrations that it replaces were written before the first release, and an empty
database waited long for them. One that went through them goes on from here: see
docs/decisions/0030-one-first-migration-per-app.md.
"""

import django.contrib.auth.models
import django.core.validators
import django.db.models.deletion
import django.utils.timezone
from django.conf import settings
from django.db import migrations, models

import accounts.names


class Migration(migrations.Migration):
    replaces = [
        ("accounts", "0001_first_tables"),
        ("accounts", "0002_blocks_and_former_names"),
        ("accounts", "0003_leaving_and_names_once"),
        ("accounts", "0004_since_when_a_country"),
        ("accounts", "0005_audit_log"),
        ("accounts", "0006_sanctions"),
        ("accounts", "0007_linked_accounts"),
        ("accounts", "0008_levels_that_end_and_appointments"),
        ("accounts", "0009_sign_in_places"),
    ]

    initial = True

    dependencies = [
        ("auth", "0012_alter_user_first_name_max_length"),
    ]

    operations = [
        migrations.CreateModel(
            name="Community",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("slug", models.SlugField(max_length=60, unique=True)),
                ("name", models.CharField(max_length=100)),
                ("description", models.CharField(blank=True, max_length=300)),
                ("languages", models.JSONField(blank=True, default=list)),
                (
                    "visibility",
                    models.CharField(
                        choices=[("public", "everybody"), ("members", "members only")],
                        default="public",
                        max_length=8,
                    ),
                ),
                ("is_sample", models.BooleanField(default=False, editable=False)),
                ("created", models.DateTimeField(auto_now_add=True)),
            ],
            options={
                "verbose_name_plural": "communities",
                "ordering": ["name"],
            },
        ),
        migrations.CreateModel(
            name="Member",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("password", models.CharField(max_length=128, verbose_name="password")),
                (
                    "last_login",
                    models.DateTimeField(blank=True, null=True, verbose_name="last login"),
                ),
                (
                    "is_superuser",
                    models.BooleanField(
                        default=False,
                        help_text="Designates that this user has all permissions without explicitly assigning them.",
                        verbose_name="superuser status",
                    ),
                ),
                (
                    "first_name",
                    models.CharField(blank=True, max_length=150, verbose_name="first name"),
                ),
                (
                    "last_name",
                    models.CharField(blank=True, max_length=150, verbose_name="last name"),
                ),
                (
                    "email",
                    models.EmailField(blank=True, max_length=254, verbose_name="email address"),
                ),
                (
                    "is_staff",
                    models.BooleanField(
                        default=False,
                        help_text="Designates whether the user can log into this admin site.",
                        verbose_name="staff status",
                    ),
                ),
                (
                    "is_active",
                    models.BooleanField(
                        default=True,
                        help_text="Designates whether this user should be treated as active. Unselect this instead of deleting accounts.",
                        verbose_name="active",
                    ),
                ),
                (
                    "date_joined",
                    models.DateTimeField(
                        default=django.utils.timezone.now, verbose_name="date joined"
                    ),
                ),
                (
                    "username",
                    models.CharField(
                        error_messages={"unique": "Somebody has this name already."},
                        max_length=40,
                        unique=True,
                        validators=[
                            django.core.validators.RegexValidator(
                                "^[\\w][\\w.-]*$",
                                "Use letters, digits, dots, dashes and underscores, beginning with a letter.",
                            )
                        ],
                        verbose_name="user name",
                    ),
                ),
                (
                    "display_name",
                    models.CharField(blank=True, max_length=60, verbose_name="name shown"),
                ),
                (
                    "reading_language",
                    models.CharField(default="en", max_length=16, verbose_name="I read pages in"),
                ),
                (
                    "written_languages",
                    models.JSONField(blank=True, default=list, verbose_name="I write in"),
                ),
                (
                    "kept_languages",
                    models.JSONField(blank=True, default=list, verbose_name="I also read"),
                ),
                ("country", models.CharField(blank=True, max_length=2, verbose_name="country")),
                (
                    "timezone",
                    models.CharField(default="UTC", max_length=50, verbose_name="time zone"),
                ),
                ("is_sample", models.BooleanField(default=False, editable=False)),
                (
                    "groups",
                    models.ManyToManyField(
                        blank=True,
                        help_text="The groups this user belongs to. A user will get all permissions granted to each of their groups.",
                        related_name="user_set",
                        related_query_name="user",
                        to="auth.group",
                        verbose_name="groups",
                    ),
                ),
                (
                    "user_permissions",
                    models.ManyToManyField(
                        blank=True,
                        help_text="Specific permissions for this user.",
                        related_name="user_set",
                        related_query_name="user",
                        to="auth.permission",
                        verbose_name="user permissions",
                    ),
                ),
                (
                    "username_key",
                    accounts.names.NameKeyField(editable=False, max_length=120, unique=True),
                ),
                ("country_since", models.DateTimeField(editable=False, null=True)),
            ],
            options={
                "verbose_name": "member",
                "verbose_name_plural": "members",
            },
            managers=[
                ("objects", django.contrib.auth.models.UserManager()),
            ],
        ),
        migrations.CreateModel(
            name="ApiToken",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("digest", models.CharField(max_length=64, unique=True)),
                ("scopes", models.JSONField(default=list)),
                ("exempt", models.BooleanField(default=False)),
                ("created", models.DateTimeField(auto_now_add=True)),
                (
                    "member",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="api_tokens",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
        ),
        migrations.CreateModel(
            name="Membership",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "role",
                    models.CharField(
                        choices=[
                            ("member", "member"),
                            ("agent", "company agent"),
                            ("operator", "operator"),
                        ],
                        default="member",
                        max_length=8,
                    ),
                ),
                ("level", models.PositiveSmallIntegerField(default=0)),
                ("level_granted", models.PositiveSmallIntegerField(default=0)),
                ("level_reason", models.CharField(blank=True, max_length=200)),
                ("moderated_languages", models.JSONField(blank=True, default=list)),
                (
                    "state",
                    models.CharField(
                        choices=[("active", "active"), ("paused", "paused"), ("banned", "banned")],
                        default="active",
                        max_length=6,
                    ),
                ),
                ("joined", models.DateTimeField(auto_now_add=True)),
                (
                    "community",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="memberships",
                        to="accounts.community",
                    ),
                ),
                (
                    "member",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="memberships",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                ("paused_until", models.DateTimeField(blank=True, null=True)),
                ("level_ends", models.DateTimeField(editable=False, null=True)),
                ("level_granted_until", models.DateTimeField(blank=True, null=True)),
            ],
            options={
                "indexes": [
                    models.Index(
                        condition=models.Q(("state", "paused")),
                        fields=["paused_until"],
                        name="pauses_by_end",
                    ),
                    models.Index(
                        condition=models.Q(("level_granted_until__isnull", False)),
                        fields=["level_granted_until"],
                        name="granted_levels_by_end",
                    ),
                ],
                "constraints": [
                    models.UniqueConstraint(
                        fields=("member", "community"), name="one_membership_each"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("level__lte", 5)), name="level_at_most_5"
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="FormerName",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("username", models.CharField(max_length=40, unique=True)),
                ("changed", models.DateTimeField(auto_now_add=True)),
                (
                    "member",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="former_names",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                ("key", accounts.names.NameKeyField(editable=False, max_length=120, unique=True)),
            ],
        ),
        migrations.CreateModel(
            name="Block",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("created", models.DateTimeField(auto_now_add=True)),
                (
                    "blocked",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="blocked_by",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "member",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="blocks",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(fields=("member", "blocked"), name="block_once"),
                    models.CheckConstraint(
                        condition=models.Q(("member", models.F("blocked")), _negated=True),
                        name="no_block_of_oneself",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="AccountDeletion",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("erase_texts", models.BooleanField(default=False)),
                ("requested", models.DateTimeField(auto_now_add=True)),
                ("due", models.DateTimeField(db_index=True)),
                ("started", models.DateTimeField(null=True)),
                (
                    "member",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="deletion",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
        ),
        migrations.CreateModel(
            name="RetiredName",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("digest", models.CharField(max_length=64, unique=True)),
            ],
        ),
        migrations.CreateModel(
            name="AuditEntry",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("automatic", models.BooleanField(default=False)),
                ("verb", models.CharField(max_length=40)),
                ("subject_type", models.CharField(max_length=20)),
                ("subject_id", models.PositiveBigIntegerField()),
                ("reason", models.CharField(blank=True, max_length=40)),
                ("note", models.TextField(blank=True)),
                ("before", models.JSONField(default=dict)),
                ("after", models.JSONField(default=dict)),
                ("created", models.DateTimeField(auto_now_add=True)),
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
                    "community",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="audit",
                        to="accounts.community",
                    ),
                ),
                (
                    "member",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "undoes",
                    models.OneToOneField(
                        null=True,
                        on_delete=django.db.models.deletion.RESTRICT,
                        related_name="undone_by",
                        to="accounts.auditentry",
                    ),
                ),
            ],
            options={
                "verbose_name_plural": "audit entries",
                "indexes": [
                    models.Index(fields=["community", "-id"], name="audit_of_community"),
                    models.Index(fields=["subject_type", "subject_id"], name="audit_of_subject"),
                    models.Index(fields=["member", "-id"], name="audit_of_member"),
                ],
            },
        ),
        migrations.CreateModel(
            name="Sanction",
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
                        choices=[("warning", "warning"), ("pause", "pause"), ("ban", "ban")],
                        max_length=7,
                    ),
                ),
                (
                    "reason",
                    models.CharField(
                        choices=[
                            ("spam", "Advertising or spam"),
                            ("abuse", "Insults or harasses somebody"),
                            ("off_topic", "Does not belong here"),
                            ("language", "Not in the language it claims"),
                            ("personal_data", "Contains personal data of somebody"),
                            ("illegal", "Against the law"),
                            ("duplicate", "Said elsewhere already"),
                            ("rules", "Against the rules of the community"),
                            ("manipulation", "Votes that were not honest"),
                            ("fine", "Nothing wrong with it"),
                            ("other", "Another reason"),
                        ],
                        max_length=40,
                    ),
                ),
                ("note", models.TextField(blank=True)),
                ("until", models.DateTimeField(null=True)),
                ("created", models.DateTimeField(auto_now_add=True)),
                ("lifted", models.DateTimeField(null=True)),
                (
                    "by",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "entry",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.RESTRICT,
                        related_name="sanction",
                        to="accounts.auditentry",
                    ),
                ),
                (
                    "lifted_by",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "membership",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="sanctions",
                        to="accounts.membership",
                    ),
                ),
            ],
            options={
                "indexes": [models.Index(fields=["membership", "-id"], name="sanctions_of_member")],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("kind", "pause"), ("until__isnull", False)),
                            models.Q(
                                models.Q(("kind", "pause"), _negated=True), ("until__isnull", True)
                            ),
                            _connector="OR",
                        ),
                        name="only_pauses_end",
                    ),
                    models.UniqueConstraint(
                        condition=models.Q(("kind", "ban"), ("lifted", None)),
                        fields=("membership",),
                        name="banned_once_at_a_time",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="LinkedAccount",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("group", models.PositiveBigIntegerField()),
                ("created", models.DateTimeField(auto_now_add=True)),
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
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="linked_accounts",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
            options={
                "indexes": [models.Index(fields=["community", "group"], name="accounts_of_group")],
                "constraints": [
                    models.UniqueConstraint(
                        fields=("community", "member"), name="account_linked_once"
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="Appointment",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("languages", models.JSONField(default=list)),
                ("created", models.DateTimeField(auto_now_add=True)),
                ("accepted", models.DateTimeField(null=True)),
                ("ends", models.DateTimeField()),
                ("reminded", models.DateTimeField(null=True)),
                ("ended", models.DateTimeField(null=True)),
                (
                    "appointed_by",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "membership",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="appointments",
                        to="accounts.membership",
                    ),
                ),
            ],
            options={
                "indexes": [
                    models.Index(
                        condition=models.Q(("ended", None)),
                        fields=["ends"],
                        name="appointments_by_end",
                    )
                ],
                "constraints": [
                    models.UniqueConstraint(
                        condition=models.Q(("ended", None)),
                        fields=("membership",),
                        name="appointed_once_at_a_time",
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="SignInPlace",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("digest", models.CharField(max_length=64)),
                ("day", models.DateField()),
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
                "indexes": [
                    models.Index(fields=["digest"], name="sign_in_place_shared"),
                    models.Index(fields=["day"], name="sign_in_place_day"),
                ],
                "constraints": [
                    models.UniqueConstraint(fields=("member", "digest"), name="sign_in_place_once")
                ],
            },
        ),
    ]
