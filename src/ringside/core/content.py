"""Reading the YAML files that ship with Ringside."""

from __future__ import annotations

from typing import Any

import yaml

# libyaml is several times as fast as the parser in Python, which alone would be felt at every start.
Loader: Any = getattr(yaml, "CSafeLoader", yaml.SafeLoader)


def parse(text: str) -> Any:
    """What a YAML text says, in plain values. Raises yaml.YAMLError."""
    return yaml.load(text, Loader=Loader)  # noqa: S506 a safe loader  # nosec B506


def compose(text: str) -> tuple[yaml.Node | None, Any]:
    """The same with the nodes it was made from, which know their lines. Raises yaml.YAMLError."""
    loader = Loader(text)
    try:
        node = loader.get_single_node()
        return node, None if node is None else loader.construct_document(node)
    finally:
        loader.dispose()
