"""YAML text as plain values with their places. Only what a model needs: no tags, no anchors, no repeated keys."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

import yaml

LARGEST = 2_000_000
DEEPEST = 20

_Loader: Any = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
Path = tuple[str | int, ...]


class Unreadable(ValueError):
    """A text that is no plain YAML: which rule it breaks (a key of problems.yaml), and where."""

    def __init__(self, what: str, line: int = 1, column: int = 1, **values: object) -> None:
        super().__init__(what)
        self.what, self.line, self.column, self.values = what, line, column, values


@dataclass
class Placed:
    """Values of a text, and where in it each stands. Lines and columns count from 1."""

    data: Any
    _keys: dict[Path, tuple[int, int]] = field(default_factory=dict)
    _values: dict[Path, tuple[int, int, str | None]] = field(default_factory=dict)
    _blocks: dict[Path, tuple[int, int]] = field(default_factory=dict)

    def place(self, path: Sequence[str | int], at: int | None = None) -> tuple[int, int]:
        """Where the deepest part of a path stands that the text has; `at` is a character of the value there."""
        path = tuple(path)
        if at is not None and path in self._values:
            line, column, style = self._values[path]
            if style not in {"|", ">"}:
                return line, column + at + (1 if style else 0)
        while path and path not in self._keys:
            path = path[:-1]
        return self._keys.get(path, (1, 1))

    def block(self, path: Sequence[str | int]) -> tuple[int, int] | None:
        """The last line and the indentation of what is written in lines at a path; None if it is not."""
        return self._blocks.get(tuple(path))


def load(text: str) -> Placed:
    """The values of a text with their places. Raises Unreadable."""
    if len(text) > LARGEST:
        raise Unreadable("too_large", most=f"{LARGEST:,}", count=f"{len(text):,}")
    try:
        _refuse_what_grows(text)
        node = yaml.compose(text, Loader=_Loader)
    except yaml.YAMLError as error:
        mark = getattr(error, "problem_mark", None)
        line, column = (mark.line + 1, mark.column + 1) if mark else (1, 1)
        raise Unreadable("not_yaml", line, column, problem=getattr(error, "problem", None) or "") from error
    placed = Placed(None)
    if node is not None:
        placed.data = _value(node, (), placed)
        _measure(node, (), placed)
    return placed


def _refuse_what_grows(text: str) -> None:
    """Before anything is built: aliases make a small text huge, and depth exhausts the stack."""
    depth = 0
    event: Any
    for event in yaml.parse(text, Loader=_Loader):
        line, column = event.start_mark.line + 1, event.start_mark.column + 1
        if isinstance(event, yaml.AliasEvent) or getattr(event, "anchor", None):
            raise Unreadable("no_aliases", line, column)
        if getattr(event, "tag", None):
            raise Unreadable("no_tags", line, column, tag=event.tag)
        depth += isinstance(event, yaml.CollectionStartEvent) - isinstance(event, yaml.CollectionEndEvent)
        if depth > DEEPEST:
            raise Unreadable("too_deep", line, column, most=DEEPEST)


def _value(node: Any, path: Path, placed: Placed) -> Any:
    mark = node.start_mark
    placed._values[path] = (mark.line + 1, mark.column + 1, getattr(node, "style", None))
    placed._keys.setdefault(path, (mark.line + 1, mark.column + 1))
    if isinstance(node, yaml.SequenceNode):
        return [_value(item, (*path, index), placed) for index, item in enumerate(node.value)]
    if isinstance(node, yaml.MappingNode):
        return _mapping(node, path, placed)
    return node.value if node.style else plain(node.value)


def _measure(node: Any, path: Path, placed: Placed) -> int:
    """The last line of a node; those in block style are noted."""
    if isinstance(node, yaml.ScalarNode) or node.flow_style:
        return int(node.end_mark.line) + (1 if node.end_mark.column else 0)
    entries = node.value if isinstance(node, yaml.MappingNode) else enumerate(node.value)
    last = int(node.start_mark.line) + 1
    for key, value in entries:
        step = key if isinstance(key, int) else key.value
        end = _measure(value, (*path, step), placed)
        last = max(last, end, last if isinstance(key, int) else int(key.end_mark.line) + 1)
    placed._blocks[path] = (last, int(node.start_mark.column))
    return last


def _mapping(node: Any, path: Path, placed: Placed) -> dict[str, Any]:
    made: dict[str, Any] = {}
    for key, value in node.value:
        line, column = key.start_mark.line + 1, key.start_mark.column + 1
        if not isinstance(key, yaml.ScalarNode):
            raise Unreadable("odd_key", line, column)
        if key.value in made:
            raise Unreadable("repeated_key", line, column, name=key.value)
        placed._keys[(*path, key.value)] = (line, column)
        made[key.value] = _value(value, (*path, key.value), placed)
    return made


def plain(text: str) -> Any:
    """An unquoted scalar: as in YAML 1.2, so that `on`, `yes`, `NO` and 2025-01-31 stay words."""
    match text:
        case "" | "~" | "null" | "Null" | "NULL":
            return None
        case "true" | "True" | "TRUE":
            return True
        case "false" | "False" | "FALSE":
            return False
    if re.fullmatch(r"[-+]?(0|[1-9][0-9]{0,17})", text):
        return int(text)
    if re.fullmatch(
        r"[-+]?(0|[1-9][0-9]*)?\.[0-9]+([eE][-+]?[0-9]{1,3})?|[-+]?[1-9][0-9]*\.?[eE][-+]?[0-9]{1,3}", text
    ):
        return float(text)
    return text
