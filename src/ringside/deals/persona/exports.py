"""A persona as a file: Markdown and PDF to read, JSON to work on."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from ringside.core.document import Block, File
from ringside.core.document.markdown import markdown
from ringside.deals.persona import wording
from ringside.deals.persona.schemas import GROUPS, PersonaFormat, PersonaOut, PersonaTrait


def render(shown: PersonaOut, kind: PersonaFormat) -> File:
    """The persona as a file."""
    name = f"ringside-persona-{shown.contact_id}-v{shown.version}"
    match kind:
        case "json":
            return File(shown.model_dump_json(indent=1).encode(), "application/json", f"{name}.json")
        case "pdf":
            from ringside.core.document.pdf import pdf  # noqa: PLC0415  the PDF library takes half a second to load

            return File(pdf(list(document(shown)), shown.language), "application/pdf", f"{name}.pdf")
        case "md":
            text = markdown(list(document(shown)), shown.language)
            return File(text.encode(), "text/markdown; charset=utf-8", f"{name}.md")


def document(shown: PersonaOut) -> Iterator[Block]:
    """The paragraphs of the document, in order."""
    known = wording.words(shown.language)
    words: Mapping[str, Any] = known["export"]
    yield Block("title", words["title"].format(name=shown.name))
    if at := ", ".join(part for part in (shown.title, shown.company) if part):
        yield Block("text", at)
    yield Block("fact", str(shown.version), words["version"])
    if shown.made_at:
        yield Block("fact", f"{shown.made_at:%Y-%m-%d}", words["made"])
    yield Block("fact", words["touchpoints"].format(n=shown.touchpoints), words["based"])
    if shown.privacy.excluded:
        left_out = ", ".join(words["sources"][source] for source in shown.privacy.excluded)
        yield Block("fact", left_out, words["hidden_sources"])
    yield Block("text", words["note"])
    if shown.summary:
        yield Block("heading", words["summary"])
        yield Block("text", shown.summary.text)
        yield from (Block("point", tip) for tip in shown.summary.tips)
    for group in dict.fromkeys(GROUPS.values()):
        told = [trait for trait in shown.traits if trait.group == group]
        if told:
            yield Block("heading", known["groups"][group])
            for trait in told:
                yield from _trait(trait, words)


def _trait(trait: PersonaTrait, words: Mapping[str, Any]) -> Iterator[Block]:
    sure = f" ({words['confidence'].format(value=round(100 * trait.confidence))})" if trait.status == "known" else ""
    yield Block("point", f"{trait.title}: {trait.value}{'' if trait.pinned else sure}")
    if trait.pin:
        yield Block(
            "text", words["pinned"].format(name=trait.pin.by or "—") + (f": {trait.pin.note}" if trait.pin.note else "")
        )
        return  # the records were read otherwise: they are no evidence of what a person wrote
    if trait.why:
        yield Block("text", trait.why)
    for item in trait.evidence[:3]:
        at = f"{item.at:%Y-%m-%d}" if item.at else ""
        if item.start is not None:
            yield Block("quote", item.text, at)
        else:
            yield Block("text", f"{at} {item.text}".strip())
