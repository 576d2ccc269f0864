"""Google Speech-to-Text v2 over REST: inline pieces of under a minute, cut where nobody speaks."""

from __future__ import annotations

import asyncio
import base64
import json
import time
from pathlib import Path
from typing import Any

import httpx
import jwt

from ringside.speech.transcription.asking import Asker, each
from ringside.speech.transcription.faults import FaultKind, failure
from ringside.speech.transcription.pieces import Piece, pieces
from ringside.speech.transcription.results import google, objects
from ringside.speech.transcription.schemas import AudioSource, Language, Note, Recognised, Spoken, language_of
from ringside.speech.transcription.transcriber import Progress, by_letters, recognised

LONGEST_S = 50.0
"""Longer sound must lie in a Cloud Storage bucket first (batch); a minute at most may travel inline."""
_CODES: dict[Language, str] = {"en": "en-US", "he": "iw-IL"}
_SCOPE = "https://www.googleapis.com/auth/cloud-platform"


class Account:
    """A service account: signs for itself and trades that for a token of an hour."""

    def __init__(self, file: Path, source: str) -> None:
        try:
            told = json.loads(file.read_text("utf-8"))
            self.email, self.project = str(told["client_email"]), str(told["project_id"])
            self._key, self._key_id, self._token_uri = (
                told["private_key"],
                told.get("private_key_id"),
                told["token_uri"],
            )
        except (OSError, ValueError, KeyError, TypeError):
            raise failure(FaultKind.MISCONFIGURED, source) from None
        self._source = source
        self._token, self._until = "", 0.0
        self._lock = asyncio.Lock()

    async def token(self, asker: Asker) -> str:
        """A bearer token that is good for some minutes more."""
        async with self._lock:
            if time.time() > self._until - 300:
                answer = await asker.json(self._trade)
                if not (isinstance(answer, dict) and isinstance(answer.get("access_token"), str)):
                    raise failure(FaultKind.GARBLED, self._source)
                self._token, self._until = answer["access_token"], time.time() + float(answer.get("expires_in") or 3600)
            return self._token

    async def _trade(self, client: httpx.AsyncClient) -> httpx.Response:
        now = int(time.time())
        claims = {"iss": self.email, "scope": _SCOPE, "aud": self._token_uri, "iat": now, "exp": now + 3600}
        try:
            signed = jwt.encode(claims, self._key, "RS256", headers={"kid": self._key_id} if self._key_id else None)
        except (ValueError, TypeError, jwt.PyJWTError):
            raise failure(FaultKind.BAD_KEY, self._source) from None
        form = {"grant_type": "urn:ietf:params:oauth:grant-type:jwt-bearer", "assertion": signed}
        return await client.post(self._token_uri, data=form)


class Google:
    """Each piece of each channel is one request; speakers on one channel are not told apart."""

    def __init__(
        self,
        model: str,
        account: Account,
        asker: Asker,
        *,
        project: str | None,
        location: str,
        denoise: bool,
        at_once: int,
    ) -> None:
        self.source = asker.source
        self._model = model
        self._account = account
        self._asker = asker
        self._path = f"v2/projects/{project or account.project}/locations/{location}/recognizers/_:recognize"
        self._denoise = denoise and model == "chirp_3"
        self._cannot_denoise = denoise and not self._denoise
        self._at_once = at_once

    async def transcribe(
        self, audio: AudioSource, language: Language | None = None, progress: Progress | None = None
    ) -> Recognised:
        async def hear(piece: Piece) -> tuple[list[Spoken], Language | None]:
            token = await self._account.token(self._asker)
            body = await asyncio.to_thread(self._body, piece, language)
            answer = await self._asker.json(
                lambda client: client.post(self._path, json=body, headers={"Authorization": f"Bearer {token}"})
            )
            if not isinstance(answer, dict):
                raise failure(FaultKind.GARBLED, self.source)
            if progress:
                progress(piece.cut.end)
            codes = (language_of(str(r.get("languageCode") or "")) for r in objects(answer.get("results")))
            return _placed(google(answer) or [], piece), next(filter(None, codes), None)

        heard = await each(pieces(audio, LONGEST_S, only_speech=False), hear, self._at_once)
        spoken = [one for said, _ in heard for one in said]
        told = next((found for _, found in heard if found), None)
        notes: list[Note] = ["no_noise_reduction"] if self._cannot_denoise else []
        return recognised(self.source, spoken, language or told or by_letters(spoken), audio, notes)

    def _body(self, piece: Piece, language: Language | None) -> dict[str, Any]:
        config: dict[str, Any] = {
            "autoDecodingConfig": {},
            "model": self._model,
            "languageCodes": [_CODES[language]] if language else self._guesses(),
            "features": {"enableWordTimeOffsets": True, "enableAutomaticPunctuation": True},
        }
        if self._denoise:
            config["denoiserConfig"] = {"denoiseAudio": True}
        return {"config": config, "content": base64.b64encode(piece.opus()).decode()}

    def _guesses(self) -> list[str]:
        return ["auto"] if self._model.startswith("chirp") else list(_CODES.values())

    async def close(self) -> None:
        await self._asker.client.aclose()


def _placed(spoken: list[Spoken], piece: Piece) -> list[Spoken]:
    """Times of the piece as times of the call; a result without times lies where the piece lies."""
    at = piece.cut.start
    moved: list[Spoken] = []
    for one in spoken:
        start = at + one.start if one.start is not None else (moved[-1].end if moved else at)
        end = at + one.end if one.end is not None else piece.cut.end
        words = tuple(
            w.model_copy(update={"start": round(w.start + at, 3), "end": round(w.end + at, 3)}) for w in one.words
        )
        placed = {"start": round(start or at, 3), "end": round(end, 3), "channel": piece.channel, "words": words}
        moved.append(one.model_copy(update=placed))
    return moved


def reason(status: int, body: Any) -> FaultKind | None:
    """Google's status names: a quota per minute passes, one per day does not; a wrong language is an argument."""
    error = body.get("error") if isinstance(body, dict) else None
    if isinstance(error, str):  # the token endpoint
        return FaultKind.BAD_KEY if error in ("invalid_grant", "invalid_client") else None
    message = str(error.get("message") or "").lower() if isinstance(error, dict) else ""
    if status == 400 and "language" in message:
        return FaultKind.UNSUPPORTED_LANGUAGE
    if status == 400 and "model" in message:
        return FaultKind.MISSING_MODEL
    if status == 403 and ("billing" in message or "disabled" in message or "not been used" in message):
        return FaultKind.MISCONFIGURED
    return None
