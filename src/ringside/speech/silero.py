"""Silero's voice detector as pipecat carries it: how likely each window of 32 ms is speech. One session a process."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, ClassVar

import numpy as np
from numpy.typing import NDArray

from ringside.core.errors import AppError
from ringside.speech.installed import place, present
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
        self._rate = np.array(RATE, np.int64)
        self._memory = [_Memory() for _ in range(channels)]

    def __call__(self, windows: Floats, channels: Sequence[int]) -> Floats:
        """The chance of speech, 0..1, of one window of each of these channels."""
        known = [self._memory[channel] for channel in channels]
        one = len(known) == 1
        context = known[0].context if one else np.concatenate([each.context for each in known])
        state = known[0].state if one else np.concatenate([each.state for each in known], axis=1)
        sound = np.concatenate([context, windows], axis=1)
        told, after = self._session.run(None, {"input": sound, "state": state, "sr": self._rate})
        chances: Floats = told[:, 0]
        for row, each in enumerate(known):
            each.state = after if one else after[:, row : row + 1]
            each.context = windows[row : row + 1, -CONTEXT:]
            each.heard(float(chances[row]))
        return chances

    def rest(self, channel: int) -> None:
        """Windows of this channel were not shown: begin anew."""
        self._memory[channel] = _Memory()


class _Memory:
    """What the model keeps of one channel."""

    def __init__(self) -> None:
        self.forget()

    def forget(self) -> None:
        self.state = np.zeros((2, 1, 128), np.float32)
        self.context = np.zeros((1, CONTEXT), np.float32)
        self._asked = self._clear = 0

    def heard(self, chance: float) -> None:
        self._asked += 1
        self._clear = self._clear + 1 if chance < CLEAR else 0
        if self._asked >= RESET_AFTER and self._clear >= CLEAR_RUN:
            self.forget()


def installed() -> bool:
    """Whether the model and what computes it are there; loads neither."""
    return present("onnxruntime", "pipecat")


@cache
def _session() -> InferenceSession:
    # Looking for the package does not import it: that would take a second and speak on the console.
    found = place("pipecat")
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
