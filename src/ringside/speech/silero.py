"""Silero's voice detector as pipecat carries it: how likely each window of 32 ms is speech. One session a process."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache
from importlib.util import find_spec
from pathlib import Path
from typing import TYPE_CHECKING, ClassVar

import numpy as np
from numpy.typing import NDArray

from ringside.core.errors import AppError
from ringside.speech.ports import RATE

if TYPE_CHECKING:
    from onnxruntime import InferenceSession  # type: ignore[import-untyped, unused-ignore]

Floats = NDArray[np.float32]

WINDOW = 512
"""Samples the model looks at in one go."""
CONTEXT = 64
RESET_AFTER = 62
"""Windows, two seconds: what is no speech wears the model's memory out, and it would miss the start of the next."""
CLEAR, CLEAR_RUN = 0.1, 5


class VoiceNotInstalled(AppError):
    """What spoken calls need was left out when Ringside was installed."""

    status: ClassVar[int] = 503
    slug: ClassVar[str] = "voice-not-installed"
    title: ClassVar[str] = "Voice is not installed"

    def __init__(self) -> None:
        super().__init__("Voice is not installed here: pip install 'ringside[voice]'.")


class Silero:
    """Memory of some channels; any of them may be asked about at a time."""

    def __init__(self, channels: int) -> None:
        self._session = _session()
        self._state = np.zeros((2, channels, 128), np.float32)
        self._context = np.zeros((channels, CONTEXT), np.float32)
        self._asked = np.zeros(channels, np.int64)
        self._clear = np.zeros(channels, np.int64)
        self._rate = np.array(RATE, np.int64)

    def __call__(self, windows: Floats, channels: Sequence[int]) -> Floats:
        """The chance of speech, 0..1, of one window of each of these channels."""
        rows = list(channels)
        sound = np.concatenate([self._context[rows], windows], axis=1)
        told, state = self._session.run(
            None, {"input": sound, "state": np.ascontiguousarray(self._state[:, rows]), "sr": self._rate}
        )
        self._state[:, rows] = state
        self._context[rows] = windows[:, -CONTEXT:]
        chances: Floats = told[:, 0]
        self._refresh(rows, chances)
        return chances

    def rest(self, channel: int) -> None:
        """Windows of this channel were not shown: begin anew."""
        self._state[:, channel] = 0
        self._context[channel] = 0
        self._asked[channel] = self._clear[channel] = 0

    def _refresh(self, rows: list[int], chances: Floats) -> None:
        self._asked[rows] += 1
        self._clear[rows] = np.where(chances < CLEAR, self._clear[rows] + 1, 0)
        for row in rows:
            if self._asked[row] >= RESET_AFTER and self._clear[row] >= CLEAR_RUN:
                self.rest(row)


def installed() -> bool:
    """Whether the model and what computes it are there; loads neither."""
    return find_spec("onnxruntime") is not None and find_spec("pipecat") is not None


@cache
def _session() -> InferenceSession:
    # Looking for the package does not import it: that would take a second and speak on the console.
    found = find_spec("pipecat")
    if found is None or not found.submodule_search_locations:
        raise VoiceNotInstalled
    try:
        import onnxruntime  # type: ignore[import-untyped, unused-ignore]  # noqa: PLC0415
    except ImportError:
        raise VoiceNotInstalled from None
    model = Path(found.submodule_search_locations[0], "audio", "vad", "data", "silero_vad.onnx")
    if not model.is_file():
        raise VoiceNotInstalled
    options = onnxruntime.SessionOptions()
    options.intra_op_num_threads = options.inter_op_num_threads = 1
    options.log_severity_level = 3
    return onnxruntime.InferenceSession(str(model), options, providers=["CPUExecutionProvider"])
