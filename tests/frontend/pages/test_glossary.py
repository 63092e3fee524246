"""The glossary's pages: what is shown to whom, what can be done, and what is refused."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test.utils import CaptureQueriesContext

from accounts.models import Membership
from tests.builders import a_community, a_member, a_role
from tests.frontend.pages.conftest import fields_of, see, text_of
from tests.translation.terms import a_manager, a_term, an_approved_term
from translation.actions import propose_term
from translation.glossary_csv import COLUMNS
from translation.models import GlossaryTerm

pytestmark = pytest.mark.django_db

PATH = "/en/c/lamps/glossary/"
State = GlossaryTerm.State
EVIL = '<img src=x onerror="alert(1)">'


@pytest.fixture
def community():
    return a_community(slug="lamps")


@pytest.fixture
def manager(community, signed_in):
    return signed_in(a_manager(community).member)


@pytest.fixture
def proposal(community):
    return propose_term(actor=a_role(community, level=1), community=community, term=a_term())


def send(client, path=PATH, *, form=PATH, **fields):
    """Fill in the form of a page and send it."""
    hidden = fields_of(client.get(form))
    return client.post(path, {**hidden, **fields})


def a_form(**fields):
    return {
        "source": "router",
        "source_language": "en",
        "target": "Router",
        "target_language": "de",
        **fields,
    }


def upload(client, raw, name="terms.csv"):
    return send(client, f"{PATH}import/", form=f"{PATH}import/", file=SimpleUploadedFile(name, raw))


# Reading


def test_everybody_reads_the_terms(community, visitor):
    an_approved_term(community)
    assert "Router" in text_of(visitor.get(PATH))


def test_an_empty_glossary_explains_itself(community, visitor):
    assert "No terms yet" in text_of(visitor.get(PATH))


def test_each_word_tells_its_language_and_direction(community, visitor):
    an_approved_term(community, "router", "موجه", target_language="ar")
    assert '<span class="term__word" lang="ar" dir="rtl">موجه</span>' in str(
        visitor.get(PATH).content, "utf-8"
    )


def test_visitors_see_no_proposals(proposal, visitor):
    assert "router" not in text_of(visitor.get(PATH))


def test_members_see_proposals_and_who_made_them(proposal, signed_in):
    page = text_of(signed_in(level=1).get(PATH))
    assert "router" in page
    assert proposal.proposed_by.name in page


def test_members_do_not_see_what_was_rejected(proposal, signed_in):
    GlossaryTerm.objects.update(state=State.REJECTED)
    assert "Router" not in text_of(signed_in(level=1).get(f"{PATH}?state=rejected"))


def test_the_author_sees_what_was_rejected(proposal, signed_in):
    GlossaryTerm.objects.update(state=State.REJECTED)
    assert "Router" in text_of(signed_in(proposal.proposed_by).get(f"{PATH}?state=rejected"))


def test_a_community_of_members_shows_its_terms_to_no_one_else(visitor, signed_in):
    hidden = a_community(visibility="members")
    path = f"/en/c/{hidden.slug}/glossary/"
    assert visitor.get(path).status_code == signed_in().get(path).status_code == 404


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ("?q=rout", True),
        ("?q=lamp", False),
        ("?source=en&target=de", True),
        ("?target=fr", False),
        ("?source=nonsense", True),
        ("?after=999999", True),
        ("?after=x", True),
        ("?q=%00", True),
    ],
)
def test_the_list_is_narrowed(community, visitor, query, found):
    an_approved_term(community)
    assert ("Router" in text_of(visitor.get(PATH + query))) is found


def test_a_long_list_has_pages_there_and_back(community, visitor):
    rows = [
        GlossaryTerm(
            community=community,
            source_language="en",
            source=f"term {number:03}",
            state=State.APPROVED,
        )
        for number in range(120)
    ]
    GlossaryTerm.objects.bulk_create(rows)
    seen, path = [], PATH
    for _page in range(3):
        response = visitor.get(path)
        seen += [term.source for term in response.context["page_of_terms"].items]
        path = PATH + response.context["next_url"]
    assert seen == [row.source for row in rows]
    back = visitor.get(PATH + response.context["previous_url"])
    assert back.context["page_of_terms"].items[0].source == "term 050"


def test_the_list_takes_the_same_number_of_queries_however_long_it_is(community, manager):
    def cost():
        with CaptureQueriesContext(connection) as caught:
            manager.get(PATH)
        return len(caught)

    an_approved_term(community)
    before = cost()
    for number in range(5):
        an_approved_term(community, f"term {number}x")
    assert cost() == before <= 8


def test_nothing_in_a_term_is_markup(community, visitor):
    an_approved_term(community, EVIL, EVIL, note=EVIL)
    assert EVIL not in str(visitor.get(PATH).content, "utf-8")


# Proposing and deciding


def test_a_member_proposes_a_term(community, signed_in):
    response = send(signed_in(level=1), **a_form(note="On the box"))
    assert response.status_code == 302
    assert GlossaryTerm.objects.get().state == State.PROPOSED


def test_a_form_sent_twice_proposes_once(community, signed_in):
    client = signed_in(level=1)
    fields = fields_of(client.get(PATH)) | a_form()
    assert [client.post(PATH, fields).status_code for _ in range(2)] == [302, 302]
    assert GlossaryTerm.objects.count() == 1


def test_what_is_wrong_is_told_beside_what_was_typed(community, signed_in):
    response = send(signed_in(level=1), **a_form(source="123", note="my note"))
    assert response.status_code == 422
    assert "A term has at least one letter." in text_of(response)
    assert "my note" in str(response.content, "utf-8")


def test_a_term_that_is_there_is_told(proposal, signed_in):
    response = send(signed_in(level=1), **a_form())
    assert response.status_code == 409
    assert "has this term already" in text_of(response)


def test_a_visitor_is_sent_to_sign_in(community, visitor):
    assert "/login" in visitor.post(PATH, a_form())["Location"]


def test_a_banned_member_gets_no_form_and_proposes_nothing(community, signed_in):
    client = signed_in(a_role(community, state=Membership.State.BANNED).member)
    assert 'name="source_language"' not in str(client.get(PATH).content, "utf-8")
    assert client.post(PATH, a_form()).status_code == 403


@pytest.mark.parametrize(("deed", "state"), [("approve", "approved"), ("reject", "rejected")])
def test_a_manager_decides_in_the_list(manager, proposal, deed, state):
    response = manager.post(f"{PATH}{proposal.pk}/{deed}?state=proposed")
    assert response["Location"] == f"{PATH}?state=proposed"
    proposal.refresh_from_db()
    assert proposal.state == state


def test_a_manager_is_told_what_waits(manager, proposal):
    assert "1 term waits for approval" in text_of(manager.get(PATH))


def test_a_second_decision_is_told_and_changes_nothing(manager, proposal):
    manager.post(f"{PATH}{proposal.pk}/approve")
    page = manager.post(f"{PATH}{proposal.pk}/reject", follow=True)
    assert "has decided on this term" in text_of(page)


@pytest.mark.parametrize("deed", ["approve", "reject", "remove", ""])
def test_a_member_decides_nothing(proposal, signed_in, deed):
    assert signed_in(level=1).post(f"{PATH}{proposal.pk}/{deed}").status_code in {403, 404}
    proposal.refresh_from_db()
    assert proposal.state == State.PROPOSED


def test_terms_of_another_community_are_not_found(community, manager):
    foreign = an_approved_term(a_community())
    assert manager.post(f"{PATH}{foreign.pk}/remove").status_code == 404
    assert manager.get(f"{PATH}{foreign.pk}/").status_code == 404


def test_a_member_takes_back_a_proposal(proposal, signed_in):
    client = signed_in(proposal.proposed_by)
    assert "Take back" in text_of(client.get(PATH))
    client.post(f"{PATH}{proposal.pk}/remove")
    proposal.refresh_from_db()
    assert proposal.state == State.REJECTED


def test_a_manager_changes_a_term(community, manager):
    term = an_approved_term(community)
    path = f"{PATH}{term.pk}/"
    response = send(manager, path, form=path, target="Verteiler", note="ours")
    assert response.status_code == 302
    term.refresh_from_db()
    assert (term.target, term.note) == ("Verteiler", "ours")


def test_a_change_that_cannot_be_is_told(community, manager):
    path = f"{PATH}{an_approved_term(community).pk}/"
    assert send(manager, path, form=path, target="123").status_code == 422


# Files


def test_a_manager_imports_a_file(manager):
    response = upload(manager, b"source_language,target_language,source,target\nen,de,lamp,Lampe")
    assert response["Location"] == PATH
    assert "Imported: 1 new, 0 changed, 0 as they were." in text_of(manager.get(PATH))


def test_a_mended_file_of_the_same_name_and_length_is_another_one(manager):
    path, line = f"{PATH}import/", "source_language,target_language,source,target\nen,de,{},Lampe"
    hidden = fields_of(manager.get(path))
    for word in ("lamb", "lamp", "lamp"):
        file = SimpleUploadedFile("terms.csv", line.format(word).encode())
        manager.post(path, {**hidden, "file": file})
    sources = GlossaryTerm.objects.values_list("source", flat=True)
    assert sorted(sources) == ["lamb", "lamp"]


def test_wrong_lines_are_listed_with_their_reasons(manager):
    response = upload(manager, f"source_language,source\nen,123\n{EVIL},lamp".encode())
    assert response.status_code == 422
    assert "A term has at least one letter." in text_of(response)
    assert EVIL not in str(response.content, "utf-8")
    assert not GlossaryTerm.objects.exists()


@pytest.mark.parametrize(
    "raw", [b"", b"x" * 10_000_000, "source_language,source\nen,Gerät".encode("latin-1")]
)
def test_a_file_that_cannot_be_is_refused(manager, raw):
    assert upload(manager, raw).status_code == 422


def test_without_a_file_it_is_asked_for(manager):
    path = f"{PATH}import/"
    assert "Choose a file." in text_of(send(manager, path, form=path))


def test_a_manager_exports_what_was_imported(community, manager):
    an_approved_term(community)
    response = manager.get(f"{PATH}export?bom=1")
    assert response["Content-Disposition"] == 'attachment; filename="glossary-lamps.csv"'
    assert response.content.decode("utf-8-sig").splitlines() == [
        ",".join(COLUMNS),
        "en,de,router,Router,no,",
    ]


@pytest.mark.parametrize("path", ["import/", "export"])
def test_members_and_visitors_neither_import_nor_export(community, visitor, signed_in, path):
    assert "/login" in visitor.get(PATH + path)["Location"]
    assert signed_in(a_member()).get(PATH + path).status_code == 403


def test_the_community_leads_to_its_glossary(community, visitor):
    assert f'href="{PATH}"' in str(see(visitor, "/en/c/lamps/").content, "utf-8")
