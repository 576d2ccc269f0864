"""Without the extras nothing breaks, however they came to be missing."""

from __future__ import annotations

import sys

import pytest

from ringside.speech import silero
from ringside.speech.installed import place, present
from ringside.speech.pipeline.quiet import voice_installed


class Barred:
    """Keeps libraries from being found, as a policy of the machine may."""

    def find_spec(self, name: str, path: object = None, target: object = None) -> None:
        if name in ("pipecat", "onnxruntime", "no_such_library"):
            raise ModuleNotFoundError(name)


def test_a_library_that_is_absent_or_barred_is_not_there(monkeypatch: pytest.MonkeyPatch) -> None:
    assert present("json")
    assert not present("json", "no_such_library")
    for name in ("pipecat", "onnxruntime"):
        monkeypatch.delitem(sys.modules, name, raising=False)
    monkeypatch.setattr(sys, "meta_path", [Barred(), *sys.meta_path])
    assert place("no_such_library") is None
    assert not voice_installed()
    assert not silero.installed()
