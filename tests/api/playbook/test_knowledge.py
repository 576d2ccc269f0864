"""Documents over HTTP: in, found, erased; who may; and that nothing of them is left or leaks."""

from __future__ import annotations

import pytest
import sqlalchemy as sa

from practice_kit import problem
from unit.playbook.knowledge import documents

URL = "/api/playbook/knowledge"
PRICES = (
    b"# Prices\n\nThe Starter plan costs $49 per seat a month. Support is included.\n\n# Terms\n\nCancel any month."
)


async def upload(client, data=PRICES, name="prices.md", **fields):
    return await client.post(URL, files={"file": (name, data, "application/octet-stream")}, data=fields)


async def added(app, client, data, name):
    answer = await upload(client, data, name)
    assert answer.status_code == 201, answer.text
    await app.state.jobs.settle()
    return (await client.get(f"{URL}/{answer.json()['id']}")).json()


async def found(client, q, **params):
    answer = await client.get(f"{URL}/search", params={"q": q, **params})
    assert answer.status_code == 200, answer.text
    return answer.json()["items"]


async def test_a_document_is_found_at_once_with_its_source(owner, rep):
    document = (await upload(owner)).json()
    assert (document["status"], document["title"], document["kind"]) == ("ready", "prices", "markdown")
    assert (document["passages"], document["language"], document["created_by"]) == (2, "en", owner.user["id"])
    [passage] = await found(rep, "starter cost")
    assert passage["document"] == {"id": document["id"], "title": "prices", "kind": "markdown"}
    assert passage["heading"] == ["Prices"]
    marked = [passage["text"][span["start"] : span["end"]] for span in passage["spans"]]
    assert marked == ["Starter", "costs"]
    assert [hit["heading"] for hit in await found(rep, "terms")] == [["Terms"]], "found by its heading"
    assert [hit["heading"] for hit in await found(rep, "canc", typing=True)] == [["Terms"]]
    listed = (await rep.get(URL)).json()
    assert [item["id"] for item in listed["items"]] == [document["id"]]
    assert (listed["editable"], listed["embeddings"], listed["answers"]) == (False, None, 0)
    assert (await owner.get(URL)).json()["editable"] is True
    original = await rep.get(f"{URL}/{document['id']}/file")
    assert original.content == PRICES
    assert original.headers["content-disposition"] == "attachment"
    assert original.headers["content-type"] == "application/octet-stream"


async def test_every_kind_is_read(app, owner):
    pdf = documents.pdf(["Support is open from eight to six."], ["Urgent tickets within one hour."])
    kinds = {
        "text": (b"Shipping takes two days.", "shipping.txt"),
        "html": (documents.HTML.encode(), "security.html"),
        "mhtml": (documents.mhtml(), "security.mhtml"),
        "docx": (documents.word(), "guide.docx"),
        "pdf": (pdf, "handbook.pdf"),
    }
    for kind, (data, name) in kinds.items():
        document = await added(app, owner, data, name)
        assert (document["kind"], document["status"], document["problem"]) == (kind, "ready", None)
        assert document["passages"] > 0
    assert document["pages"] == 2
    [passage] = await found(owner, "urgent tickets")
    assert (passage["page"], passage["document"]["title"]) == (2, "handbook")
    assert len(await found(owner, "encrypted")) == 2
    assert [hit["document"]["kind"] for hit in await found(owner, "הדרכה")] == ["docx"]
    assert await found(owner, "evil") == []


@pytest.mark.parametrize("store", ["sqlite"], indirect=True)
async def test_what_cannot_be_read_says_why_and_is_kept(app, owner):
    for data, name, slug in (
        (documents.locked_pdf(), "locked.pdf", "encrypted"),
        (documents.scanned_pdf(), "scan.pdf", "no-text"),
        (documents.bomb(), "bomb.docx", "unpacked-size"),
        (b"<html><body><script>x()</script></body></html>", "empty.html", "empty"),
    ):
        document = await added(app, owner, data, name)
        assert (document["status"], document["problem"]["slug"], document["passages"]) == ("failed", slug, 0)
        assert document["problem"]["detail"]
        assert (await owner.get(f"{URL}/{document['id']}/file")).content == data
    problem(await upload(owner, b"MZ" + bytes(500), "setup.exe"), 422, "unreadable-document")
    problem(await upload(owner, b"", "empty.txt"), 422, "unreadable-document")
    problem(await upload(owner, b"x" * 32_000_000, "huge.txt"), 413, "document-too-large")
    assert len((await owner.get(URL)).json()["items"]) == 4


async def test_the_same_document_is_not_kept_twice(owner, other_tenant):
    first = (await upload(owner)).json()
    refusal = problem(await upload(owner, name="again.md"), 409, "same-document")
    assert refusal["id"] == first["id"]
    assert (await upload(other_tenant)).status_code == 201


async def test_only_managers_and_owners_change(owner, manager, rep):
    problem(await upload(rep), 403, "role-too-low")
    document = (await upload(manager)).json()
    url = f"{URL}/{document['id']}"
    problem(await rep.patch(url, json={"title": "Mine"}), 403, "role-too-low")
    problem(await rep.post(f"{url}/read"), 403, "role-too-low")
    problem(await rep.delete(url), 403, "role-too-low")
    assert (await rep.get(url)).json()["title"] == "prices"
    assert (await owner.delete(url)).status_code == 204


async def test_a_new_title_is_shown_and_found(app, owner):
    document = (await upload(owner)).json()
    url = f"{URL}/{document['id']}"
    assert (await owner.patch(url, json={"title": "Tariff sheet"})).json()["title"] == "Tariff sheet"
    assert {hit["document"]["title"] for hit in await found(owner, "tariff")} == {"Tariff sheet"}
    again = await owner.post(f"{url}/read")
    assert (again.status_code, again.json()["status"]) == (202, "queued")
    await app.state.jobs.settle()
    assert (await owner.get(url)).json()["status"] == "ready"
    assert len(await found(owner, "tariff")) == 2
    problem(await owner.patch(url, json={"title": " "}), 422, "invalid")


async def test_an_erased_document_is_gone_at_once(owner):
    document = (await upload(owner)).json()
    other = (await upload(owner, b"# Other prices\n\nNothing here costs anything.", "other.md")).json()
    assert len(await found(owner, "costs")) == 2
    assert (await owner.delete(f"{URL}/{document['id']}")).status_code == 204
    assert [hit["document"]["id"] for hit in await found(owner, "costs")] == [other["id"]]
    for method, path in (("GET", ""), ("GET", "/file"), ("DELETE", ""), ("POST", "/read")):
        problem(await owner.request(method, f"{URL}/{document['id']}{path}"), 404, "unknown-document")
    assert (await upload(owner)).status_code == 201, "the same document may come again"


@pytest.mark.parametrize("store", ["sqlite"], indirect=True)
async def test_no_byte_of_an_erased_document_is_left(app, owner, settings):
    for n in range(12):
        await upload(owner, f"# Topic {n}\n\nPlain words about topic {n}.".encode(), f"{n}.md")
    secret = (await upload(owner, b"# Merger\n\nWe acquire Zqxjkville for nine million.", "Zqxjkville.md")).json()

    def holds():
        paths = [path for path in settings.data.rglob("*") if path.is_file() and "control" not in path.name]
        return [path.name for path in paths if b"zqxjkvill" in path.read_bytes().lower()]

    assert holds()
    await owner.delete(f"{URL}/{secret['id']}")
    async with app.state.databases.tenant(owner.tenant["id"]) as session:
        await session.execute(sa.text("pragma wal_checkpoint(truncate)"))
    assert holds() == []


async def test_answers_of_the_questionnaire_are_found_and_kept_in_step(owner, rep):
    answers = {
        "product": "Claims software for insurers",
        "prices": [{"item": "Team plan", "price": "$900 a month"}],
        "competitors": [{"name": "Slowsoft", "strength": "Known brand", "answer": "We go live in two weeks"}],
    }
    saved = await owner.put("/api/playbook/questionnaire", json={"answers": answers, "version": 0})
    assert saved.status_code == 200, saved.text
    [passage] = await found(rep, "slowsoft")
    assert passage["document"] == {"id": "questionnaire", "title": "Company questionnaire", "kind": "questionnaire"}
    assert [hit["text"] for hit in await found(rep, "price")] == ["Team plan: $900 a month"]
    assert (await rep.get(URL)).json()["answers"] == 3
    changed = {"product": "תוכנה לתביעות"}
    await owner.put("/api/playbook/questionnaire", json={"answers": changed, "version": 1})
    assert await found(rep, "slowsoft") == []
    assert [hit["document"]["title"] for hit in await found(rep, "התוכנה")] == ["שאלון החברה"]


async def test_a_companys_knowledge_is_its_own(owner, other_tenant):
    document = (await upload(owner)).json()
    assert await found(other_tenant, "starter") == []
    assert (await other_tenant.get(URL)).json()["items"] == []
    problem(await other_tenant.get(f"{URL}/{document['id']}/file"), 404, "unknown-document")


async def test_the_name_of_a_file_is_only_a_name(owner):
    document = (await upload(owner, b"Some words.", "../../etc/pass\x07wd")).json()
    assert "/" not in document["filename"]
    assert (await owner.get(f"{URL}/{document['id']}/file")).content == b"Some words."


async def ask(client, text, **more):
    answer = await client.post(f"{URL}/ask", json={"text": text, **more})
    assert answer.status_code == 200, answer.text
    return answer.json()


async def test_an_answer_cites_its_source_word_for_word(owner, rep):
    document = (await upload(owner)).json()
    answer = await ask(rep, "How much is the Starter plan?")
    assert (answer["answered"], answer["source"], answer["dropped"]) == (True, "builtin", 0)
    sources = {passage["id"]: passage for passage in answer["passages"]}
    for sentence in answer["sentences"]:
        source = sources[sentence["passage"]]
        assert source["document"]["id"] == document["id"]
        assert source["text"][sentence["start"] : sentence["end"]] == sentence["text"]
    assert answer["sentences"][0]["text"] == "The Starter plan costs $49 per seat a month."


async def test_what_no_document_says_is_not_said(owner):
    empty = await ask(owner, "How much is the Starter plan?")
    assert (empty["answered"], empty["sentences"], empty["passages"]) == (False, [], [])
    await upload(owner)
    answer = await ask(owner, "Who is your chief executive officer?")
    assert (answer["answered"], answer["sentences"]) == (False, [])
    assert answer["message"] == "Nothing in your documents answers this."
    hebrew = await ask(owner, "מי המנכ״ל שלכם?")
    assert hebrew["message"] == "אין במסמכים שלכם תשובה לשאלה הזאת."


async def test_the_questionnaire_answers_too(owner):
    answers = {"prices": [{"item": "Team plan", "price": "$900 a month"}]}
    await owner.put("/api/playbook/questionnaire", json={"answers": answers, "version": 0})
    answer = await ask(owner, "what does the team plan cost?")
    assert [sentence["text"] for sentence in answer["sentences"]] == ["Team plan: $900 a month"]
    assert answer["passages"][0]["document"]["kind"] == "questionnaire"


async def test_a_quick_drill_shows_what_the_documents_say(owner, rep):
    await upload(owner)
    drill = {"customer": "What does the Starter plan cost?", "answer": "I think it is about thirty dollars."}
    answer = (await rep.post("/api/practice/quick", json=drill)).json()
    assert [quote["text"] for quote in answer["documents"]] == ["The Starter plan costs $49 per seat a month."]
    assert answer["documents"][0]["document"]["title"] == "prices"
    other = {"customer": "We are happy with what we have.", "answer": "What do you like most about it?"}
    assert (await rep.post("/api/practice/quick", json=other)).json()["documents"] == []
