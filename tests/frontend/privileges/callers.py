"""Everybody who could ask: visitors, members of each level, staff, those who were shut out, and
programs. What each may is read off the one table (`accounts.permissions.RULES`) by `entitled`,
which knows nothing of the function that the application asks.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field

from django.conf import settings
from django.test import Client

from accounts.actions import create_token, request_deletion
from accounts.actions.appointments import accept_code
from accounts.actions.deletion import delete_member
from accounts.models import Appointment, Member, Membership
from accounts.permissions import RULES, SCOPED, Privilege
from accounts.queries import actor_for
from tests.builders import a_member, a_role
from tests.frontend.privileges.scene import FOREIGN, Place

Role, State = Membership.Role, Membership.State
OPEN_PLACE, CLOSED_PLACE = "open", "closed"


@dataclass(frozen=True, slots=True)
class Standing:
    """What somebody is in a place; `languages` are those of the queue that are his."""

    level: int = 0
    role: str = Role.MEMBER
    state: str = State.ACTIVE
    languages: frozenset[str] = frozenset({"en", FOREIGN})

    @property
    def is_staff(self) -> bool:
        return self.role != Role.MEMBER


@dataclass(frozen=True, slots=True)
class Caller:
    """Somebody who asks: by a `session`, by a `token` with some `scopes`, or as a visitor.

    `signed_in` is whether that makes him anybody at all; `owns` the place whose `author` he is.
    """

    name: str
    signed_in: bool = False
    session: str = ""
    token: str = ""
    scopes: frozenset[str] | None = None
    standings: Mapping[str, Standing] = field(default_factory=dict)
    owns: str = ""
    everything: bool = False

    @property
    def headers(self) -> dict[str, str]:
        return {"Authorization": f"Bearer {self.token}"} if self.token else {}

    def entitled(self, privilege: Privilege, place: str) -> bool:
        """True where the table gives him the privilege in a place."""
        rule, standing = RULES[privilege], self.standings.get(place)
        public = place != CLOSED_PLACE
        if self.scopes is not None and privilege in SCOPED and "moderate" not in self.scopes:
            return False
        if self.everything:
            return True
        if not self.signed_in or (standing and standing.state == State.BANNED):
            return rule.visitors and public
        if standing is None:
            return public and rule.level == 0
        if standing.state == State.PAUSED:
            return privilege is Privilege.READ
        return standing.role in rule.roles or standing.level >= rule.level


def everybody(places: Mapping[str, Place]) -> list[Caller]:
    """All callers, those of the open place by their standing in it."""
    here = places[OPEN_PLACE]
    levels = [_member(here, f"level {level}", Standing(level)) for level in range(6)]
    return [
        Caller("a visitor"),
        Caller("a newcomer", signed_in=True, session=_session(_reading(a_member("en")))),
        *levels,
        _super_user(here, "en"),
        _super_user(here, "de"),
        _member(here, "an agent", Standing(role=Role.AGENT)),
        _member(here, "an operator", Standing(role=Role.OPERATOR)),
        _member(here, "a paused agent", Standing(5, Role.AGENT, State.PAUSED)),
        _member(here, "a banned operator", Standing(5, Role.OPERATOR, State.BANNED)),
        _author(here),
        _operator_of(places[CLOSED_PLACE]),
        _gone(here),
        _erased(here),
        _program(here, "read,write"),
        _program(here, "read,write,moderate"),
        _in_charge(),
    ]


def strangers(callers: list[Caller]) -> list[Caller]:
    """Those who ask at the place that is closed to them, and one who belongs there."""
    names = {
        "a visitor",
        "level 5",
        "an operator",
        "the operator of another community",
        "a token for read,write,moderate",
    }
    return [caller for caller in callers if caller.name in names]


def refused_alike(caller: Caller, place: str, *, by_call: bool, about_own: bool) -> str:
    """A name for why somebody is refused, the same for all of whom the same keeps out: nobody
    signed in, a level that is too low, a standing that was taken, a place that is not theirs."""
    standing = caller.standings.get(OPEN_PLACE)
    if not caller.signed_in or (caller.token and not by_call):
        return "nobody"
    if any(one.is_staff for one in caller.standings.values()):
        return caller.name  # staff of another place, or staff no more: forgotten most easily
    if place == CLOSED_PLACE:
        return "stranger"
    if standing is None or caller.owns:
        return caller.name if caller.owns and about_own else "guest"
    if standing.state != State.ACTIVE:
        return "shut out"
    if caller.token or standing.is_staff:
        return caller.name
    return "level" if len(standing.languages) > 1 else "super-user"


def _reading(member: Member) -> Member:
    """The member, who reads and writes both languages of the scene."""
    member.kept_languages = [FOREIGN]
    member.written_languages = ["en"]
    member.save()
    return member


def _session(member: Member) -> str:
    client = Client()
    client.force_login(member, backend="django.contrib.auth.backends.ModelBackend")
    return client.cookies[settings.SESSION_COOKIE_NAME].value


def _somebody(place: Place, standing: Standing) -> Member:
    actor = a_role(place.community, standing.role, level=standing.level, state=standing.state)
    assert actor.member is not None
    return _reading(actor.member)


def _member(place: Place, name: str, standing: Standing) -> Caller:
    member = _somebody(place, standing)
    return Caller(name, signed_in=True, session=_session(member), standings={OPEN_PLACE: standing})


def _super_user(place: Place, language: str) -> Caller:
    """A member of level 5 who was appointed for one language."""
    member = _somebody(place, Standing(5))
    membership = Membership.objects.get(member=member, community=place.community)
    appointment = Appointment.objects.create(
        membership=membership, languages=[language], ends="2200-01-01T00:00Z"
    )
    accept_code(actor=actor_for(member), appointment=appointment)
    standing = Standing(5, languages=frozenset({language}))
    return Caller(
        f"a super-user for {language}",
        signed_in=True,
        session=_session(member),
        standings={OPEN_PLACE: standing},
    )


def _author(place: Place) -> Caller:
    assert place.author.member is not None
    return Caller(
        "the author",
        signed_in=True,
        session=_session(_reading(place.author.member)),
        standings={OPEN_PLACE: Standing(2)},
        owns=OPEN_PLACE,
    )


def _operator_of(place: Place) -> Caller:
    member = _somebody(place, Standing(role=Role.OPERATOR))
    return Caller(
        "the operator of another community",
        signed_in=True,
        session=_session(member),
        standings={CLOSED_PLACE: Standing(role=Role.OPERATOR)},
    )


def _gone(place: Place) -> Caller:
    """Somebody of staff who may not sign in any more, and still has a session."""
    member = _somebody(place, Standing(role=Role.AGENT))
    session = _session(member)
    Member.objects.filter(pk=member.pk).update(is_active=False)
    return Caller("an inactive agent", session=session)


def _erased(place: Place) -> Caller:
    member = _somebody(place, Standing(role=Role.AGENT))
    session = _session(member)
    deletion = request_deletion(actor=actor_for(member), erase_texts=True)
    delete_member(deletion=deletion)
    return Caller("an erased agent", session=session)


def _program(place: Place, scopes: str) -> Caller:
    standing = Standing(role=Role.OPERATOR)
    names = scopes.split(",")
    token = create_token(member=_somebody(place, standing), scopes=names, exempt=True)
    return Caller(
        f"a token for {scopes}",
        signed_in=True,
        token=token,
        scopes=frozenset(names),
        standings={OPEN_PLACE: standing},
    )


def _in_charge() -> Caller:
    member = _reading(a_member("en", is_superuser=True))
    return Caller("who runs it all", signed_in=True, session=_session(member), everything=True)
