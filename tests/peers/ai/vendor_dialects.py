"""How each vendor speaks over HTTP: its paths, bodies, streams and errors, as its documentation gives them."""

from __future__ import annotations

import binascii
import json
import struct
from abc import ABC, abstractmethod
from typing import Any, ClassVar

from starlette.requests import Request


def sse(*events: tuple[str | None, object]) -> list[bytes]:
    return [
        (f"event: {name}\n" if name else "").encode()
        + b"data: "
        + (data if isinstance(data, str) else json.dumps(data)).encode()
        + b"\n\n"
        for name, data in events
    ]


class Dialect(ABC):
    """One vendor's protocol. `chunks` is one bytes object per piece, and a tail that ends the stream properly."""

    entry: ClassVar[str]
    media_type: ClassVar[str] = "text/event-stream"
    secret: ClassVar[str] = "sk-SECRET-0123456789abcdef"

    @abstractmethod
    def settings(self, url: str) -> dict[str, Any]: ...
    @abstractmethod
    def whole(self, text: str, finish: str) -> object: ...
    @abstractmethod
    def head(self) -> list[bytes]: ...
    @abstractmethod
    def piece(self, text: str) -> bytes: ...
    @abstractmethod
    def tail(self, finish: str) -> list[bytes]: ...
    @abstractmethod
    def error(self, status: int) -> tuple[object, dict[str, str]]: ...

    @property
    def key(self) -> str:
        """The key a request must carry."""
        return self.secret

    def wants_stream(self, request: Request, body: dict[str, Any]) -> bool:
        return bool(body.get("stream"))

    def key_in(self, request: Request) -> str | None:
        return request.headers.get("authorization", "").removeprefix("Bearer ")

    def prompt_in(self, body: dict[str, Any]) -> tuple[str, str]:
        """The instructions and all that the user said."""
        by_role: dict[str, list[str]] = {}
        for message in body["messages"]:
            by_role.setdefault(message["role"], []).append(_text(message["content"]))
        return "\n".join(by_role.get("system", by_role.get("developer", []))), "\n".join(by_role["user"])

    def schema_in(self, body: dict[str, Any]) -> object:
        """The response schema of the vendor's structured output, if the request has one."""
        return (body.get("response_format") or {}).get("json_schema")


def _text(content: object) -> str:
    if isinstance(content, list):
        return "\n".join(str(part.get("text", "")) for part in content)
    return str(content)


class OpenAI(Dialect):
    entry = "openai:gpt-5-mini"

    def settings(self, url: str) -> dict[str, Any]:
        return {"openai_api_key": self.secret, "openai_base_url": f"{url}/v1"}

    def whole(self, text: str, finish: str) -> object:
        return {
            "id": "chatcmpl-1",
            "object": "chat.completion",
            "created": 1700000000,
            "model": "gpt-5-mini",
            "choices": [{"index": 0, "message": {"role": "assistant", "content": text}, "finish_reason": finish}],
            "usage": {"prompt_tokens": 100, "completion_tokens": 20, "total_tokens": 120},
        }

    def _chunk(self, delta: dict[str, str], finish: str | None = None) -> dict[str, Any]:
        return {
            "id": "chatcmpl-1",
            "object": "chat.completion.chunk",
            "created": 1700000000,
            "model": "gpt-5-mini",
            "choices": [{"index": 0, "delta": delta, "finish_reason": finish}],
        }

    def head(self) -> list[bytes]:
        return sse((None, self._chunk({"role": "assistant", "content": ""})))

    def piece(self, text: str) -> bytes:
        return sse((None, self._chunk({"content": text})))[0]

    def tail(self, finish: str) -> list[bytes]:
        usage = self._chunk({}) | {
            "choices": [],
            "usage": {"prompt_tokens": 100, "completion_tokens": 20, "total_tokens": 120},
        }
        return sse((None, self._chunk({}, finish)), (None, usage), (None, "[DONE]"))

    def error(self, status: int) -> tuple[object, dict[str, str]]:
        code, message = {
            401: ("invalid_api_key", f"Incorrect API key provided: {self.secret}."),
            404: ("model_not_found", "The model `gpt-5-mini` does not exist or you do not have access to it."),
            429: ("rate_limit_exceeded", "Rate limit reached for requests."),
        }.get(status, (None, "The server had an error while processing your request."))
        return {"error": {"message": message, "type": "api_error", "param": None, "code": code}}, {}


class Ollama(OpenAI):
    entry = "ollama:llama3.2"
    key = "none"

    def settings(self, url: str) -> dict[str, Any]:
        return {"ollama_base_url": f"{url}/v1"}

    def error(self, status: int) -> tuple[object, dict[str, str]]:
        message = "model 'llama3.2' not found" if status == 404 else "llama runner process has terminated"
        return {"error": {"message": message, "type": "api_error", "param": None, "code": None}}, {}


class OpenAICompatible(OpenAI):
    entry = "openai-compatible:local"

    def settings(self, url: str) -> dict[str, Any]:
        return {"openai_compatible_api_key": self.secret, "openai_compatible_base_url": f"{url}/v1"}


class Anthropic(Dialect):
    entry = "anthropic:claude-sonnet-5"

    def settings(self, url: str) -> dict[str, Any]:
        return {"anthropic_api_key": self.secret, "anthropic_base_url": url}

    def _message(self, content: list[object], stop: str | None) -> dict[str, Any]:
        return {
            "id": "msg_1",
            "type": "message",
            "role": "assistant",
            "model": "claude-sonnet-5",
            "content": content,
            "stop_reason": stop,
            "stop_sequence": None,
            "usage": {"input_tokens": 100, "output_tokens": 20 if stop else 1},
        }

    def whole(self, text: str, finish: str) -> object:
        return self._message([{"type": "text", "text": text}], "max_tokens" if finish == "length" else "end_turn")

    def head(self) -> list[bytes]:
        block = {"type": "text", "text": ""}
        return sse(
            ("message_start", {"type": "message_start", "message": self._message([], None)}),
            ("content_block_start", {"type": "content_block_start", "index": 0, "content_block": block}),
        )

    def piece(self, text: str) -> bytes:
        delta = {"type": "text_delta", "text": text}
        return sse(("content_block_delta", {"type": "content_block_delta", "index": 0, "delta": delta}))[0]

    def tail(self, finish: str) -> list[bytes]:
        stop = "max_tokens" if finish == "length" else "end_turn"
        return sse(
            ("content_block_stop", {"type": "content_block_stop", "index": 0}),
            (
                "message_delta",
                {
                    "type": "message_delta",
                    "delta": {"stop_reason": stop, "stop_sequence": None},
                    "usage": {"output_tokens": 20},
                },
            ),
            ("message_stop", {"type": "message_stop"}),
        )

    def error(self, status: int) -> tuple[object, dict[str, str]]:
        kind = {
            400: "invalid_request_error",
            401: "authentication_error",
            403: "permission_error",
            404: "not_found_error",
            429: "rate_limit_error",
        }.get(status, "api_error")
        return {"type": "error", "error": {"type": kind, "message": f"invalid x-api-key {self.secret}"}}, {}

    def prompt_in(self, body: dict[str, Any]) -> tuple[str, str]:
        said = [_text(message["content"]) for message in body["messages"] if message["role"] == "user"]
        return _text(body["system"]), "\n".join(said)

    def schema_in(self, body: dict[str, Any]) -> object:
        return (body.get("output_config") or {}).get("format") or body.get("output_format")


class Gemini(Dialect):
    entry = "gemini:gemini-2.5-flash"

    def settings(self, url: str) -> dict[str, Any]:
        return {"gemini_api_key": self.secret, "gemini_base_url": url}

    def whole(self, text: str, finish: str) -> object:
        return {
            "candidates": [
                {
                    "content": {"role": "model", "parts": [{"text": text}]},
                    "finishReason": "MAX_TOKENS" if finish == "length" else "STOP",
                    "index": 0,
                }
            ],
            "usageMetadata": {"promptTokenCount": 100, "candidatesTokenCount": 20, "totalTokenCount": 120},
            "modelVersion": "gemini-2.5-flash",
            "responseId": "r1",
        }

    def wants_stream(self, request: Request, body: dict[str, Any]) -> bool:
        return "streamGenerateContent" in request.url.path

    def head(self) -> list[bytes]:
        return []

    def piece(self, text: str) -> bytes:
        content = {"role": "model", "parts": [{"text": text}]}
        return sse((None, {"candidates": [{"content": content, "index": 0}], "modelVersion": "gemini-2.5-flash"}))[0]

    def tail(self, finish: str) -> list[bytes]:
        return sse((None, self.whole("", finish)))

    def error(self, status: int) -> tuple[object, dict[str, str]]:
        name = {
            400: "INVALID_ARGUMENT",
            401: "UNAUTHENTICATED",
            403: "PERMISSION_DENIED",
            404: "NOT_FOUND",
            429: "RESOURCE_EXHAUSTED",
        }
        message = f"API key not valid: {self.secret}"
        return {"error": {"code": status, "message": message, "status": name.get(status, "INTERNAL")}}, {}

    def key_in(self, request: Request) -> str | None:
        return request.headers.get("x-goog-api-key")

    def prompt_in(self, body: dict[str, Any]) -> tuple[str, str]:
        said = [_text(content["parts"]) for content in body["contents"] if content["role"] == "user"]
        return _text(body["systemInstruction"]["parts"]), "\n".join(said)

    def schema_in(self, body: dict[str, Any]) -> object:
        config = body.get("generationConfig") or {}
        return config.get("responseJsonSchema") or config.get("responseSchema")


class Bedrock(Dialect):
    entry = "bedrock:amazon.nova-lite-v1:0"
    media_type = "application/vnd.amazon.eventstream"

    def settings(self, url: str) -> dict[str, Any]:
        return {
            "bedrock_region": "us-east-1",
            "bedrock_access_key_id": "AKIASECRET0123456789",
            "bedrock_secret_access_key": self.secret,
            "bedrock_endpoint_url": url,
        }

    def whole(self, text: str, finish: str) -> object:
        return {
            "output": {"message": {"role": "assistant", "content": [{"text": text}]}},
            "stopReason": "max_tokens" if finish == "length" else "end_turn",
            "usage": {"inputTokens": 100, "outputTokens": 20, "totalTokens": 120},
            "metrics": {"latencyMs": 5},
        }

    def wants_stream(self, request: Request, body: dict[str, Any]) -> bool:
        return request.url.path.endswith("/converse-stream")

    def head(self) -> list[bytes]:
        return [_event("messageStart", {"role": "assistant"})]

    def piece(self, text: str) -> bytes:
        return _event("contentBlockDelta", {"contentBlockIndex": 0, "delta": {"text": text}})

    def tail(self, finish: str) -> list[bytes]:
        usage = {"inputTokens": 100, "outputTokens": 20, "totalTokens": 120}
        return [
            _event("contentBlockStop", {"contentBlockIndex": 0}),
            _event("messageStop", {"stopReason": "max_tokens" if finish == "length" else "end_turn"}),
            _event("metadata", {"usage": usage, "metrics": {"latencyMs": 5}}),
        ]

    def error(self, status: int) -> tuple[object, dict[str, str]]:
        name = {
            400: "ValidationException",
            401: "UnrecognizedClientException",
            403: "AccessDeniedException",
            404: "ResourceNotFoundException",
            429: "ThrottlingException",
            503: "ServiceUnavailableException",
        }.get(status, "InternalServerException")
        return {"message": "no"}, {"x-amzn-ErrorType": name}

    def key_in(self, request: Request) -> str | None:
        # Signed, so the secret itself never travels.
        return self.secret if "AKIASECRET0123456789" in request.headers.get("authorization", "") else None

    def prompt_in(self, body: dict[str, Any]) -> tuple[str, str]:
        said = [_text(message["content"]) for message in body["messages"] if message["role"] == "user"]
        return _text(body["system"]), "\n".join(said)

    def schema_in(self, body: dict[str, Any]) -> object:
        return body.get("outputConfig")


def _event(name: str, payload: object) -> bytes:
    """One message of the AWS event stream encoding: lengths, checksums, typed headers, payload."""
    headers = b"".join(
        bytes([len(key)]) + key.encode() + b"\x07" + struct.pack("!H", len(value)) + value.encode()
        for key, value in (
            (":event-type", name),
            (":content-type", "application/json"),
            (":message-type", "event"),
        )
    )
    body = json.dumps(payload).encode()
    prelude = struct.pack("!II", 16 + len(headers) + len(body), len(headers))
    message = prelude + struct.pack("!I", binascii.crc32(prelude)) + headers + body
    return message + struct.pack("!I", binascii.crc32(message))


DIALECTS: tuple[Dialect, ...] = (OpenAI(), Anthropic(), Gemini(), Bedrock(), Ollama(), OpenAICompatible())
