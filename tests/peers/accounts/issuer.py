"""An identity provider over real HTTP with real keys: discovery, JWKS, user info, rotation, outages."""

from __future__ import annotations

import json
import threading
import time
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

import jwt
from cryptography.hazmat.primitives.asymmetric import ec, rsa
from jwt.algorithms import ECAlgorithm, RSAAlgorithm


class Issuer:
    """`issue(...)` signs tokens; `people` is what user info answers by access token; `away` makes it fail."""

    def __init__(self) -> None:
        self.keys: dict[str, tuple[str, Any]] = {}
        self.away = False
        self.people: dict[str, dict[str, Any]] = {}
        self.asked: list[str] = []
        self._server = ThreadingHTTPServer(("127.0.0.1", 0), self._handler())
        self.url = f"http://127.0.0.1:{self._server.server_port}/auth/v1"
        threading.Thread(target=self._server.serve_forever, args=(0.02,), daemon=True).start()
        self.rotate("first", "RS256")

    def rotate(self, kid: str, algorithm: str) -> None:
        """Publish a new key beside the old ones."""
        key = rsa.generate_private_key(65537, 2048) if algorithm == "RS256" else ec.generate_private_key(ec.SECP256R1())
        self.keys[kid] = (algorithm, key)

    def issue(self, kid: str = "first", headers: dict[str, Any] | None = None, **claims: Any) -> str:
        """A token with sensible claims, changed or removed (None) as given."""
        algorithm, key = self.keys[kid]
        now = int(time.time())
        usual = {"iss": self.url, "aud": "coach", "sub": "person-1", "iat": now, "exp": now + 300}
        body = {name: value for name, value in (usual | claims).items() if value is not None}
        return jwt.encode(body, key, algorithm, headers={"kid": kid} | (headers or {}))

    def jwks(self) -> dict[str, Any]:
        published = []
        for kid, (algorithm, key) in self.keys.items():
            kind = RSAAlgorithm if algorithm == "RS256" else ECAlgorithm
            described = json.loads(kind.to_jwk(key.public_key()))
            published.append(described | {"kid": kid, "use": "sig", "alg": algorithm})
        published.append({"kty": "RSA", "kid": "for-encryption", "use": "enc", "n": "AQAB", "e": "AQAB"})
        published.append({"kty": "future", "kid": "unheard-of", "use": "sig"})
        return {"keys": published}

    def close(self) -> None:
        self._server.shutdown()
        self._server.server_close()

    def _answer(self, path: str, authorization: str) -> Any:
        self.asked.append(path)
        if self.away:
            return None
        match path.removeprefix("/auth/v1"):
            case "/.well-known/openid-configuration":
                return {
                    "issuer": self.url,
                    "jwks_uri": f"{self.url}/.well-known/jwks.json",
                    "userinfo_endpoint": f"{self.url}/userinfo",
                }
            case "/.well-known/jwks.json":
                return self.jwks()
            case "/userinfo":
                return self.people.get(authorization.removeprefix("Bearer "))
        return None

    def _handler(self) -> type[BaseHTTPRequestHandler]:
        issuer = self

        class Handler(BaseHTTPRequestHandler):
            def do_GET(self) -> None:
                answer = issuer._answer(self.path, self.headers.get("Authorization", ""))
                body = json.dumps(answer).encode()
                self.send_response(503 if answer is None else 200)
                self.send_header("Content-Type", "application/json")
                self.send_header("Content-Length", str(len(body)))
                self.end_headers()
                self.wfile.write(body)

            def log_message(self, format: str, *args: object) -> None:
                """Keep quiet."""

        return Handler
