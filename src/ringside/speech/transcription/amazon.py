"""Amazon Transcribe: the call goes into a bucket of yours, a job writes its words beside it, then both are removed."""

from __future__ import annotations

import asyncio
import json
import secrets
from collections.abc import Callable
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any, TypeVar

from ringside.speech.transcription.asking import Pace
from ringside.speech.transcription.faults import FaultKind, TranscriptionFailed, failure
from ringside.speech.transcription.pieces import MEDIA_TYPE, write_opus
from ringside.speech.transcription.results import transcribe
from ringside.speech.transcription.schemas import AudioSource, Language, Recognised, language_of
from ringside.speech.transcription.transcriber import Progress, by_letters, recognised

T = TypeVar("T")

_CODES: dict[Language, str] = {"en": "en-US", "he": "he-IL"}
FIRST_LOOK, SELDOM = 2.0, 20.0
MOST_SPEAKERS = 6
_KINDS: dict[str, FaultKind] = {
    **dict.fromkeys(
        (
            "InvalidAccessKeyId", "SignatureDoesNotMatch", "UnrecognizedClientException", "InvalidClientTokenId",
            "AccessDenied", "AccessDeniedException", "ExpiredToken", "ExpiredTokenException",
            "InvalidSignatureException",
        ),
        FaultKind.BAD_KEY,
    ),
    **dict.fromkeys(
        ("ThrottlingException", "Throttling", "LimitExceededException", "SlowDown", "TooManyRequestsException"),
        FaultKind.RATE_LIMITED,
    ),
    **dict.fromkeys(("NoSuchBucket", "PermanentRedirect", "SubscriptionRequiredException"), FaultKind.MISCONFIGURED),
    **dict.fromkeys(("EntityTooLarge",), FaultKind.TOO_LONG),
}  # fmt: skip


class Amazon:
    """`clients` gives (s3, transcribe); both are called off the event loop. `seconds` is the longest a job may take."""

    def __init__(
        self, clients: Callable[[], tuple[Any, Any]], bucket: str, source: str, pace: Pace, *, seconds: float
    ) -> None:
        self.source = source
        self._make = clients
        self._made: tuple[Any, Any] | None = None
        self._bucket = bucket
        self._pace = pace
        self._seconds = seconds

    async def transcribe(
        self, audio: AudioSource, language: Language | None = None, progress: Progress | None = None
    ) -> Recognised:
        name = f"ringside-{secrets.token_hex(12)}"
        with TemporaryDirectory(prefix="ringside-") as folder:
            file = Path(folder) / "call.ogg"
            await asyncio.to_thread(write_opus, audio, file)
            try:
                await self._call(lambda s3, _: self._store(s3, file, f"{name}.ogg"))
                await self._call(lambda _, jobs: jobs.start_transcription_job(**self._job(name, audio, language)))
                found = await self._finished(name)
                answer = await self._call(lambda s3, _: self._fetch(s3, name))
            finally:
                # Also when the wait is given up: nothing of the call stays behind.
                await asyncio.shield(self._removed(name))
        results = answer.get("results") if isinstance(answer, dict) else None
        spoken = transcribe(results) if isinstance(results, dict) else None
        if spoken is None:
            raise failure(FaultKind.GARBLED, self.source)
        if progress and spoken and spoken[-1].end:
            progress(spoken[-1].end)
        told = language_of(found.get("LanguageCode"))
        return recognised(self.source, spoken, language or told or by_letters(spoken), audio)

    def _job(self, name: str, audio: AudioSource, language: Language | None) -> dict[str, Any]:
        wanted: dict[str, Any] = {
            "TranscriptionJobName": name,
            "Media": {"MediaFileUri": f"s3://{self._bucket}/{name}.ogg"},
            "MediaFormat": "ogg",
            "OutputBucketName": self._bucket,
            "OutputKey": f"{name}.json",
            "Settings": {"ChannelIdentification": True}
            if audio.channels == 2
            else {"ShowSpeakerLabels": True, "MaxSpeakerLabels": MOST_SPEAKERS},
        }
        if language:
            return {**wanted, "LanguageCode": _CODES[language]}
        return {**wanted, "IdentifyLanguage": True, "LanguageOptions": list(_CODES.values())}

    async def _finished(self, name: str) -> dict[str, Any]:
        waited, pause = 0.0, FIRST_LOOK
        while True:
            told = await self._call(lambda _, jobs: jobs.get_transcription_job(TranscriptionJobName=name))
            job: dict[str, Any] = told["TranscriptionJob"]
            if job["TranscriptionJobStatus"] == "COMPLETED":
                return job
            if job["TranscriptionJobStatus"] == "FAILED":
                raise failure(_why(str(job.get("FailureReason") or "")), self.source)
            if waited >= self._seconds:
                raise failure(FaultKind.TIMEOUT, self.source)
            await self._pace.sleep(pause)
            waited += pause
            pause = min(SELDOM, pause * 1.5)

    def _store(self, s3: Any, file: Path, key: str) -> None:
        with file.open("rb") as sound:
            s3.put_object(Bucket=self._bucket, Key=key, Body=sound, ContentType=MEDIA_TYPE)

    def _fetch(self, s3: Any, name: str) -> Any:
        body = s3.get_object(Bucket=self._bucket, Key=f"{name}.json")["Body"].read()
        try:
            return json.loads(body)
        except (ValueError, RecursionError):
            raise failure(FaultKind.GARBLED, self.source) from None

    async def _removed(self, name: str) -> None:
        def remove(s3: Any, jobs: Any) -> None:
            for key in (f"{name}.ogg", f"{name}.json"):
                s3.delete_object(Bucket=self._bucket, Key=key)
            jobs.delete_transcription_job(TranscriptionJobName=name)

        try:
            await self._call(remove)
        except TranscriptionFailed:
            return  # what failed before says more; docs/transcription.md advises a life-cycle rule for the bucket

    async def _call(self, ask: Callable[[Any, Any], T]) -> T:
        return await asyncio.to_thread(self._call_now, ask)

    def _call_now(self, ask: Callable[[Any, Any], T]) -> T:
        from botocore import exceptions as known  # type: ignore[import-untyped]  # noqa: PLC0415

        try:
            if self._made is None:
                self._made = self._make()
            return ask(*self._made)
        except known.ClientError as error:
            code = error.response.get("Error", {}).get("Code", "")
            status = error.response.get("ResponseMetadata", {}).get("HTTPStatusCode", 0)
            kind = _KINDS.get(code) or (FaultKind.UNAVAILABLE if status >= 500 else FaultKind.REJECTED)
        except (known.NoCredentialsError, known.PartialCredentialsError, known.NoRegionError, ValueError):
            kind = FaultKind.MISCONFIGURED
        except known.ReadTimeoutError:
            kind = FaultKind.TIMEOUT
        except known.BotoCoreError:
            kind = FaultKind.UNREACHABLE
        raise failure(kind, self.source)

    async def close(self) -> None:
        for client in self._made or ():
            client.close()


def _why(reason: str) -> FaultKind:
    reason = reason.lower()
    if "language" in reason:
        return FaultKind.UNSUPPORTED_LANGUAGE
    if "duration" in reason or "too long" in reason or "size" in reason:
        return FaultKind.TOO_LONG
    return FaultKind.UNAVAILABLE if "internal" in reason else FaultKind.REJECTED


def clients(
    *, region: str | None, key_id: str | None, secret: str | None, endpoint: str | None, retries: int, seconds: float
) -> tuple[Any, Any]:
    """(s3, transcribe) as the settings say. Imports boto3: slow the first time."""
    import boto3  # type: ignore[import-untyped]  # noqa: PLC0415
    from botocore.config import Config  # type: ignore[import-untyped]  # noqa: PLC0415

    config = Config(
        retries={"mode": "standard", "total_max_attempts": retries + 1},
        connect_timeout=10,
        read_timeout=seconds,
        s3={"addressing_style": "path"} if endpoint else {},
    )
    session = boto3.Session(aws_access_key_id=key_id, aws_secret_access_key=secret, region_name=region)
    return (
        session.client("s3", config=config, endpoint_url=endpoint),
        session.client("transcribe", config=config, endpoint_url=endpoint),
    )
