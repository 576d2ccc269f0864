"""The vendors: one endpoint for each kind of provider. Everything heavy is imported when a kind is first used."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import AsyncGenerator
from contextlib import AsyncExitStack
from contextvars import ContextVar
from functools import cache
from importlib import import_module
from typing import TYPE_CHECKING, Any, Literal

from ringside.ai import log
from ringside.ai.chain import ModelName
from ringside.ai.endpoint import Question, Reply, Usage
from ringside.ai.faults import Fault, FaultKind

if TYPE_CHECKING:
    from pydantic import BaseModel, SecretStr
    from pydantic_ai.messages import ModelMessage, ModelResponse
    from pydantic_ai.models import Model, ModelRequestParameters
    from pydantic_ai.settings import ModelSettings

    from ringside.core.settings import Settings

# At debug level these print prompts, and botocore the parts of a signature.
_TALKATIVE = (
    "openai",
    "anthropic",
    "google_genai",
    "httpx",
    "httpx2",
    "httpcore",
    "httpcore2",
    "botocore",
    "boto3",
    "urllib3",
)
THINKING_ROOM = 4096  # tokens

_opened: ContextVar[list[Any]] = ContextVar("opened")
"""The HTTP responses of the stream that is being opened, to close them when its listener leaves."""


class VendorEndpoint:
    """One model reached through pydantic-ai. Loads its vendor's library on the first question, off the event loop."""

    def __init__(self, name: ModelName, settings: Settings) -> None:
        self._name = name
        self._settings = settings
        self._loading: asyncio.Task[Model[Any]] | None = None
        self._open = AsyncExitStack()  # what closes the vendor's connections
        self._schema_refused = False

    async def ask(self, question: Question) -> Reply:
        try:
            return await self._ask(question, native=not self._schema_refused)
        except Fault as fault:
            # A server that knows no response schema says 400; in words it can still be told what to write.
            if fault.kind is not FaultKind.REJECTED or question.schema is None or self._schema_refused:
                raise
            reply = await self._ask(question, native=False)
            self._schema_refused = True
            return reply

    async def _ask(self, question: Question, *, native: bool) -> Reply:
        model = await self._loaded()
        from pydantic_ai import direct  # noqa: PLC0415 - loaded by now, off the event loop

        try:
            response = await direct.model_request(
                model,
                _messages(question),
                model_settings=_request_settings(question, model, self._name),
                model_request_parameters=_parameters(question, model, native),
            )
        except Exception as error:
            raise _fault(error) from None
        return _reply(response)

    async def stream(self, question: Question) -> AsyncGenerator[str | Reply, None]:
        model = await self._loaded()
        from pydantic_ai import direct  # noqa: PLC0415 - loaded by now, off the event loop

        opened: list[Any] = []
        _opened.set(opened)
        try:
            async with direct.model_request_stream(
                model,
                _messages(question),
                model_settings=_request_settings(question, model, self._name),
                model_request_parameters=_parameters(question, model, native=True),
            ) as response:
                try:
                    async for event in response:
                        if piece := _piece(event):
                            yield piece
                    yield _reply(response.get())
                finally:
                    # Hangs up at once when the listener left; nothing to do at the end.
                    await response.cancel()
                    for connection in opened:
                        await connection.aclose()
        except Fault:
            raise
        except Exception as error:
            raise _fault(error) from None

    async def close(self) -> None:
        if self._loading is not None:
            await asyncio.gather(self._loading, return_exceptions=True)
        await self._open.aclose()

    async def ready(self) -> None:
        await self._loaded()

    async def _loaded(self) -> Model[Any]:
        # One load for all who wait, which goes on when one of them gives up.
        if self._loading is None:
            self._loading = asyncio.create_task(self._load())
        try:
            return await asyncio.shield(self._loading)
        except Fault:
            self._loading = None
            raise

    async def _load(self) -> Model[Any]:
        try:
            model = await asyncio.to_thread(build, self._name, self._settings, self._open)
            return await self._open.enter_async_context(model)
        except Exception as error:
            log.warning("model could not be set up", model=str(self._name), error=type(error).__name__)
            raise Fault(FaultKind.MISCONFIGURED) from None


def build(name: ModelName, settings: Settings, closing: AsyncExitStack) -> Model[Any]:
    """The pydantic-ai model of this name. Imports its vendor's library: slow the first time.

    What the model does not close itself is handed to `closing`.
    """
    for logger in _TALKATIVE:
        logging.getLogger(logger).setLevel(logging.WARNING)
    import_module("pydantic_ai.direct")
    match name.provider:
        case "openai" | "openai-compatible" | "ollama":
            return _openai(name, settings)
        case "anthropic":
            return _anthropic(name, settings)
        case "gemini":
            return _gemini(name, settings, closing)
        case "bedrock":
            return _bedrock(name, settings)


def _openai(name: ModelName, settings: Settings) -> Model[Any]:
    from pydantic_ai.models.ollama import OllamaModel  # noqa: PLC0415
    from pydantic_ai.models.openai import OpenAIChatModel  # noqa: PLC0415
    from pydantic_ai.profiles.openai import OpenAIModelProfile  # noqa: PLC0415
    from pydantic_ai.providers.ollama import OllamaProvider  # noqa: PLC0415
    from pydantic_ai.providers.openai import OpenAIProvider  # noqa: PLC0415
    from pydantic_ai.providers.openai_compatible import OpenAICompatibleProvider  # noqa: PLC0415

    if name.provider == "openai":
        provider = OpenAIProvider(name.base_url or settings.openai_base_url, _secret(settings.openai_api_key) or "none")
        return OpenAIChatModel(name.model, provider=provider)
    # Many local servers know only the older name of the limit and would otherwise write without end.
    older = OpenAIModelProfile(openai_chat_supports_max_completion_tokens=False)
    if name.provider == "ollama":
        address = name.base_url or settings.ollama_base_url
        return OllamaModel(name.model, provider=OllamaProvider(address, "none"), profile=older)
    address = name.base_url or settings.openai_compatible_base_url or ""
    key = _secret(settings.openai_compatible_api_key)
    compatible = OpenAICompatibleProvider("openai-compatible", base_url=address, api_key=key, profile=older)
    return OpenAIChatModel(name.model, provider=compatible)


def _anthropic(name: ModelName, settings: Settings) -> Model[Any]:
    from pydantic_ai.models.anthropic import AnthropicModel  # noqa: PLC0415
    from pydantic_ai.providers.anthropic import AnthropicProvider  # noqa: PLC0415

    key = _secret(settings.anthropic_api_key) or "none"
    address = name.base_url or settings.anthropic_base_url
    return AnthropicModel(name.model, provider=AnthropicProvider(api_key=key, base_url=address))


def _gemini(name: ModelName, settings: Settings, closing: AsyncExitStack) -> Model[Any]:
    import httpx2  # noqa: PLC0415
    from pydantic_ai.models.google import GoogleModel  # noqa: PLC0415
    from pydantic_ai.providers.google import GoogleProvider  # noqa: PLC0415

    async def remember(response: httpx2.Response) -> None:
        if (opened := _opened.get(None)) is not None:
            opened.append(response)

    # Google's library leaves the connection of an abandoned stream open until it is garbage: see `_opened`.
    client = httpx2.AsyncClient(timeout=settings.model_attempt_seconds, event_hooks={"response": [remember]})
    closing.push_async_callback(client.aclose)

    key = _secret(settings.gemini_api_key) or "none"
    address = name.base_url or settings.gemini_base_url
    return GoogleModel(name.model, provider=GoogleProvider(api_key=key, base_url=address, http_client=client))


def _bedrock(name: ModelName, settings: Settings) -> Model[Any]:
    import boto3  # type: ignore[import-untyped]  # noqa: PLC0415
    from botocore.config import Config  # type: ignore[import-untyped]  # noqa: PLC0415
    from pydantic_ai.models.bedrock import BedrockConverseModel  # noqa: PLC0415
    from pydantic_ai.providers.bedrock import BedrockProvider  # noqa: PLC0415

    # botocore would retry by itself and read without end; both are decided here instead.
    config = Config(
        retries={"total_max_attempts": 1},
        connect_timeout=min(5.0, settings.model_attempt_seconds),
        read_timeout=settings.model_attempt_seconds,
        max_pool_connections=50,
    )
    session = boto3.Session(
        aws_access_key_id=_secret(settings.bedrock_access_key_id),
        aws_secret_access_key=_secret(settings.bedrock_secret_access_key),
        region_name=settings.bedrock_region,
    )
    client = session.client("bedrock-runtime", config=config, endpoint_url=settings.bedrock_endpoint_url)
    return BedrockConverseModel(name.model, provider=BedrockProvider(bedrock_client=client))


def _secret(key: SecretStr | None) -> str | None:
    return key.get_secret_value() if key is not None else None


def _messages(question: Question) -> list[ModelMessage]:
    from pydantic_ai.messages import ModelRequest, ModelResponse, TextPart, UserPromptPart  # noqa: PLC0415

    return [
        ModelRequest(parts=[UserPromptPart(text)], instructions=question.instructions)
        if who == "user"
        else ModelResponse(parts=[TextPart(text)])
        for who, text in question.turns
    ]


def _request_settings(question: Question, model: Model[Any], name: ModelName) -> ModelSettings:
    """Settings every vendor understands. Retries and time limits are ours, so the vendor's own are switched off."""
    from pydantic_ai.settings import ModelSettings  # noqa: PLC0415

    # A thinking model's thoughts count as output, also the few it cannot be talked out of.
    thinks = model.profile.get("supports_thinking") or model.profile.get("thinking_always_enabled")
    settings = ModelSettings(max_tokens=question.max_output_tokens + (THINKING_ROOM if thinks else 0))
    if name.provider != "bedrock":
        settings["max_retries"] = 0
        settings["timeout"] = question.seconds
    if question.tier == "fast":
        settings["thinking"] = False  # the least the model accepts; ignored by models that do not think
    return settings


def _parameters(question: Question, model: Model[Any], native: bool) -> ModelRequestParameters:
    """No tools, ever. A schema goes through the vendor's structured output where it has one, else in words."""
    from pydantic_ai.models import ModelRequestParameters  # noqa: PLC0415
    from pydantic_ai.output import OutputObjectDefinition  # noqa: PLC0415

    if question.schema is None:
        return ModelRequestParameters()
    native = native and model.profile.get("supports_json_schema_output", False)
    mode: Literal["native", "prompted"] = "native" if native else "prompted"
    definition = OutputObjectDefinition(name=question.schema.__name__, json_schema=_json_schema(question.schema))
    return ModelRequestParameters(output_mode=mode, output_object=definition)


@cache
def _json_schema(output: type[BaseModel]) -> dict[str, Any]:
    return output.model_json_schema()


def _piece(event: object) -> str:
    """The text a stream's event adds, without the model's thinking."""
    from pydantic_ai.messages import PartDeltaEvent, PartStartEvent, TextPart, TextPartDelta  # noqa: PLC0415

    match event:
        case PartStartEvent(part=TextPart(content=text)):
            return text
        case PartDeltaEvent(delta=TextPartDelta(content_delta=text)):
            return text
    return ""


_FINISHES: dict[str, Literal["stop", "length", "filtered"]] = {
    "stop": "stop",
    "tool_call": "stop",
    "length": "length",
    "content_filter": "filtered",
}


def _reply(response: ModelResponse) -> Reply:
    counted = response.usage.input_tokens or response.usage.output_tokens
    usage = Usage(response.usage.input_tokens, response.usage.output_tokens) if counted else None
    # pydantic-ai assumes "stop" where an OpenAI-like stream ends without a reason; the vendor's own word is kept apart.
    said = (response.provider_details or {}).get("finish_reason")
    finish: Literal["stop", "length", "filtered", "cut"] = "cut"
    if said is not None:
        finish = _FINISHES.get(response.finish_reason or "", "cut")
    return Reply(response.text or "", finish, usage)


def _fault(error: Exception) -> Fault:
    """The error as a Fault, without its text: providers quote keys and prompts in theirs."""
    from pydantic_ai import exceptions as known  # noqa: PLC0415

    kinds: tuple[tuple[type[Exception], FaultKind], ...] = (  # the first that fits
        (known.ModelRateLimitError, FaultKind.RATE_LIMITED),
        (known.ModelQuotaExceededError, FaultKind.QUOTA),
        (known.ModelAuthenticationError, FaultKind.BAD_KEY),
        (known.ModelNotFoundError, FaultKind.MISSING_MODEL),
        (known.ModelRequestRejectedError, FaultKind.REJECTED),
        (known.ModelServerError, FaultKind.UNAVAILABLE),
        (known.ModelUnavailableError, FaultKind.UNAVAILABLE),
        (known.ModelTimeoutError, FaultKind.TIMEOUT),
        (known.ModelRequestTimeout, FaultKind.TIMEOUT),
        (known.ModelConnectionError, FaultKind.UNREACHABLE),
        (known.ContentFilterError, FaultKind.FILTERED),
        (known.UserError, FaultKind.MISCONFIGURED),
    )
    kind = next((kind for known_class, kind in kinds if isinstance(error, known_class)), FaultKind.GARBLED)
    status = getattr(error, "status_code", None)
    if kind is FaultKind.UNREACHABLE and getattr(error, "phase", None) != "connect":
        kind = FaultKind.CUT
    elif kind is FaultKind.GARBLED and status is not None:
        kind = FaultKind.UNAVAILABLE if status >= 500 else FaultKind.REJECTED
    log.info("model fault", kind=kind.value, error=type(error).__name__, status=status)
    return Fault(kind, getattr(error, "retry_after", None))
