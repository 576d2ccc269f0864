"""Every setting there is. The only reader of the environment; docs/settings.md explains each (a test compares)."""

from __future__ import annotations

import os
import re
import secrets
from contextlib import suppress
from functools import lru_cache
from pathlib import Path
from tempfile import NamedTemporaryFile
from typing import Literal

from pydantic import Field, SecretStr, ValidationInfo, field_validator, model_validator
from pydantic_settings import BaseSettings, SettingsConfigDict

_ADDRESSES = {
    "database_url": (r"postgres(?:ql)?(?:\+\w+)?", "postgresql://user:password@host:5432/database"),
    "redis_url": ("rediss?", "redis://host:6379/0"),
    "smtp_url": ("smtps?", "smtp://user:password@host:587"),
}


class Settings(BaseSettings):
    """Read from RINGSIDE_* variables and from a .env file in the working directory."""

    model_config = SettingsConfigDict(env_prefix="RINGSIDE_", env_file=".env", env_ignore_empty=True, extra="ignore")

    # Where things are
    data: Path = Field(Path("data"), description="Folder that holds everything written.")
    database_url: SecretStr | None = Field(
        None, description="PostgreSQL address; absent means one SQLite file per tenant in the data folder."
    )
    database_pool: int = Field(10, ge=1, le=200, description="PostgreSQL connections kept per process.")
    database_pooler: bool | None = Field(
        None,
        description="A transaction pooler (PgBouncer, Supabase port 6543) stands in front of PostgreSQL; "
        "found out from the address when unset.",
    )
    sqlite_engines: int = Field(256, ge=8, description="Tenant files kept open at once.")
    redis_url: SecretStr | None = Field(None, description="Shares sign-in throttling and caches between processes.")
    webapp: Path | None = Field(None, description="Folder of the built web app; found by itself when unset.")

    # Files in a bucket instead of the data folder (extra aws)
    files_bucket: str | None = Field(None, description="S3 bucket for uploads, recordings and tables of numbers.")
    files_prefix: str = Field(
        "", pattern=r"^([\w.-]+/)*$", description="Begins the names of files in the bucket, as in ringside/."
    )
    files_region: str | None = Field(None, description="AWS region of the bucket; unset follows the AWS profile.")
    files_access_key_id: SecretStr | None = Field(
        None, description="AWS access key for the bucket; unset uses the machine's role or profile."
    )
    files_secret_access_key: SecretStr | None = Field(None, description="Secret that belongs to that access key.")
    files_endpoint_url: str | None = Field(None, description="Another endpoint, such as MinIO's, Ceph's or R2's.")
    files_cache_mb: int = Field(4096, ge=0, description="Room in the data folder for copies of files of the bucket.")

    # Serving
    host: str = Field("127.0.0.1", description="Address to listen on.")
    port: int = Field(8000, ge=0, le=65535, description="Port to listen on.")
    public_url: str | None = Field(
        None, description="Address people type, for invitation links: https://coach.example.com."
    )
    allowed_origins: list[str] = Field(
        default_factory=list, description="Further web origins that may use a signed-in browser's cookies."
    )
    trusted_proxies: str = Field(
        "127.0.0.1", description="Proxies whose X-Forwarded-* headers are believed, comma-separated, or *."
    )
    max_body_bytes: int = Field(256 * 1024, ge=1024, description="Largest JSON body.")
    max_upload_bytes: int = Field(
        2 * 1024**3,
        ge=1024,
        description="Largest file, at once or in pieces; 2 GiB hold two hours of video.",
    )
    max_transcript_bytes: int = Field(
        16 * 1024**2, ge=1024, description="Largest JSON body with which the transcript of a call is sent."
    )
    knowledge_max_bytes: int = Field(30 * 1024 * 1024, ge=1024, description="Largest document for the playbook.")
    log: Literal["text", "json"] = Field("text", description="Shape of the log lines.")
    log_level: Literal["debug", "info", "warning", "error"] = Field("info", description="Least important line shown.")

    # Jobs (docs/jobs.md)
    worker: bool = Field(
        True, description="Whether a serving process also works on jobs; without it `ringside worker` must run beside."
    )
    job_poll_seconds: float = Field(0.25, ge=0.05, le=60, description="How often a worker looks for queued jobs.")
    job_slots: int = Field(
        2, ge=1, le=64, description="Jobs under way at once per process; one tenant gets all but one."
    )

    # E-mail
    smtp_url: SecretStr | None = Field(
        None,
        description="Mail server: smtp://user:password@host:587 (STARTTLS; ?tls=off without) or smtps://host:465; "
        "without one nothing is sent by e-mail.",
    )
    mail_from: str | None = Field(
        None, description="Address that mail comes from; ringside@host of the server when unset."
    )

    # Signing in
    secret_key: SecretStr | None = Field(
        None, min_length=32, description="Signs sessions; made once in DATA/secret.key when unset."
    )
    encryption_key: SecretStr | None = Field(
        None, min_length=32, description="Encrypts stored credentials; derived from the secret key when unset."
    )
    registration: bool = Field(True, description="Whether strangers may create a tenant by registering.")
    access_minutes: int = Field(10, ge=1, le=60, description="Life of an access token.")
    refresh_days: int = Field(30, ge=1, le=365, description="Life of a sign-in without use.")
    refresh_grace_seconds: int = Field(10, ge=0, le=60, description="How long a replaced refresh token still works.")
    invitation_days: int = Field(7, ge=1, le=60, description="Life of an invitation.")
    sign_in_limit: str = Field("5/minute", description="Wrong passwords allowed per person and network address.")
    person_limit: str = Field("30/minute", description="Wrong passwords allowed per person from anywhere.")
    address_limit: str = Field("60/minute", description="Sign-ins and registrations allowed per network address.")
    coach_limit: str = Field("300/minute", description="Deal coach answers a company may have worked out.")
    cookie_secure: bool | None = Field(None, description="Force the Secure flag on or off; unset follows https.")
    hashing_slots: int = Field(2, ge=1, le=32, description="Passwords hashed at once (19 MiB each).")

    # An outside identity provider
    oidc_issuer: str | None = Field(None, description="Issuer of accepted outside tokens.")
    oidc_jwks_url: str | None = Field(None, description="Its keys; found by discovery when unset.")
    oidc_audience: str | None = Field(None, description="Audience (or Cognito client id) a token must carry.")
    oidc_algorithms: list[str] = Field(["RS256", "ES256"], description="Signature algorithms accepted.")
    oidc_email_claim: str = Field("email", description="Claim with the e-mail address.")
    oidc_verified_claim: str = Field("email_verified", description="Claim that says the address was verified.")
    oidc_trust_email: bool = Field(
        False,
        description="The issuer gives tokens only to people with a verified address, without saying so in a claim.",
    )
    oidc_name_claim: str = Field("name", description="Claim with the person's name.")
    oidc_create_tenants: bool = Field(
        False, description="Whether an unknown verified person gets a tenant of their own."
    )

    # Quotas every tenant starts with (owners change theirs)
    practice_per_user_day: int = Field(100, ge=0, description="Practice sessions a user may start per day.")
    practice_per_tenant_day: int = Field(2000, ge=0, description="Practice sessions a tenant may start per day.")
    questions_per_user_day: int = Field(2000, ge=0, description="Questions about numbers a user may ask per day.")
    questions_per_tenant_day: int = Field(50_000, ge=0, description="Questions about numbers a tenant may ask per day.")
    spend_per_user_month: float = Field(20.0, ge=0, description="Model spend per user and month, US dollars.")
    spend_per_tenant_month: float = Field(200.0, ge=0, description="Model spend per tenant and month, US dollars.")

    # Messages and insights about numbers (docs/dynamodb.md)
    metrics_store: Literal["sql", "dynamodb"] = Field(
        "sql", description="Where questions, answers and insights are kept: sql (the tenant's database) or dynamodb."
    )
    conversation_days: int = Field(
        0, ge=0, le=36_500, description="Days after which what was said about numbers is forgotten; 0 keeps it."
    )
    dynamodb_prefix: str = Field(
        "ringside-", pattern=r"^[A-Za-z0-9_.-]{1,60}$", description="Begins the names of DynamoDB tables."
    )
    dynamodb_region: str | None = Field(None, description="AWS region of the tables; unset follows the AWS profile.")
    dynamodb_access_key_id: SecretStr | None = Field(
        None, description="AWS access key for DynamoDB; unset uses the machine's role or profile."
    )
    dynamodb_secret_access_key: SecretStr | None = Field(None, description="Secret that belongs to that access key.")
    dynamodb_endpoint_url: str | None = Field(None, description="Another endpoint for DynamoDB, such as a VPC one.")

    # Models (docs/models.md); with no chain every answer is the built-in one
    models: str = Field("", description="Chain of models, first to last: openai:gpt-5-mini,ollama:llama3.2.")
    models_fast: str = Field("", description="Another chain for fast tasks, such as a buyer's speech.")
    models_smart: str = Field("", description="Another chain for smart tasks, such as wording feedback.")
    embeddings: str = Field(
        "",
        description="Embedding model for search by meaning: openai:text-embedding-3-small; empty searches words only.",
    )
    openai_api_key: SecretStr | None = Field(None, description="Key for openai:NAME.")
    openai_base_url: str = Field("https://api.openai.com/v1", description="Where openai:NAME is reached.")
    anthropic_api_key: SecretStr | None = Field(None, description="Key for anthropic:NAME.")
    anthropic_base_url: str = Field("https://api.anthropic.com", description="Where anthropic:NAME is reached.")
    gemini_api_key: SecretStr | None = Field(None, description="Key for gemini:NAME.")
    gemini_base_url: str = Field(
        "https://generativelanguage.googleapis.com", description="Where gemini:NAME is reached."
    )
    bedrock_region: str | None = Field(None, description="AWS region of bedrock:NAME; unset follows the AWS profile.")
    bedrock_access_key_id: SecretStr | None = Field(
        None, description="AWS access key for bedrock:NAME; unset uses the machine's role or profile."
    )
    bedrock_secret_access_key: SecretStr | None = Field(None, description="Secret that belongs to the AWS access key.")
    bedrock_endpoint_url: str | None = Field(None, description="Another endpoint for bedrock:NAME, such as a VPC one.")
    ollama_base_url: str = Field("http://localhost:11434/v1", description="Where ollama:NAME is reached.")
    openai_compatible_base_url: str | None = Field(
        None, description="Where openai-compatible:NAME is reached when the entry has no @http://... of its own."
    )
    openai_compatible_api_key: SecretStr | None = Field(None, description="Key for openai-compatible:NAME, if it asks.")
    model_deadline_seconds: float = Field(30, gt=0, description="Longest a model's answer may take, retries included.")
    model_attempt_seconds: float = Field(15, gt=0, description="Longest one try at one model may take.")
    model_idle_seconds: float = Field(8, gt=0, description="Longest silence in the middle of a streamed text.")
    model_retries: int = Field(2, ge=0, le=10, description="Further tries after a 429, a 5xx or a lost connection.")
    model_concurrency: str = Field("8", description="Calls at once per provider: 8, or 8,ollama=1.")
    model_requests_per_minute: str = Field("", description="Calls a minute per provider: 500, or 500,ollama=30.")
    model_max_output_tokens: int = Field(2048, ge=16, description="Longest answer of a model, in tokens.")
    model_cache_entries: int = Field(2000, ge=0, description="Model answers remembered; 0 remembers none.")
    model_cache_mb: float = Field(32, gt=0, description="Memory for remembered model answers.")
    model_cache_seconds: int = Field(86_400, gt=0, description="How long a model's answer is remembered.")
    model_prices_file: Path | None = Field(None, description="YAML with prices that go before the built-in ones.")

    # Questions about numbers (docs/metrics-queries.md)
    metrics_memory: str = Field(
        "2GB", pattern=r"^\d+(\.\d+)?(MB|GB|TB)$", description="Memory that all questions together may use: 2GB."
    )
    metrics_threads: int = Field(0, ge=0, le=256, description="Processor threads that questions may use; 0 uses all.")
    metrics_seconds: float = Field(30, gt=0, description="Longest that one question may wait, and longest it may run.")
    metrics_rows: int = Field(
        10_000, ge=1, le=100_000, description="Most rows of an answer; more are cut off and said."
    )
    metrics_askers: int = Field(4, ge=1, le=64, description="Questions worked out at once; others wait their turn.")
    metrics_warehouse_hosts: list[str] = Field(
        default_factory=list, description="Hosts that companies may connect as warehouses; empty allows any."
    )
    metrics_waiting: int = Field(100, ge=1, description="Questions that may wait; further ones are asked to come back.")

    # CRM connections (docs/crm.md); companies may enter an app of their own instead
    salesforce_client_id: str | None = Field(None, description="Consumer key of the operator's Salesforce app.")
    salesforce_client_secret: SecretStr | None = Field(None, description="Secret that belongs to it.")
    hubspot_client_id: str | None = Field(None, description="Client id of the operator's HubSpot app.")
    hubspot_client_secret: SecretStr | None = Field(
        None, description="Secret that belongs to it; HubSpot signs its webhooks with it."
    )
    hubspot_api_url: str = Field("https://api.hubapi.com", description="Where HubSpot's API is reached.")
    hubspot_app_url: str = Field("https://app.hubspot.com", description="Where people sign in to HubSpot.")
    crm_hosts: list[str] = Field(
        default_factory=list,
        description="Further hosts (host or host:port, http too) that CRM connections and file drops may reach.",
    )
    crm_drop_folder: Path | None = Field(
        None, description="Folder whose subfolders, one per tenant id, are looked through for dropped files."
    )

    # Speech to text (docs/transcription.md); with none, recordings are measured and played without words
    speech_to_text: str = Field(
        "", description="Recogniser: openai:NAME, deepgram:NAME, google:NAME, transcribe or whisper:/folder/of/weights."
    )
    speech_noise_reduction: bool = Field(False, description="Noise reduction, where the recogniser has it.")
    speech_seconds: float = Field(600, gt=0, description="Longest one request to a recogniser may take.")
    speech_retries: int = Field(3, ge=0, le=10, description="Further tries after a 429, a 5xx or a lost connection.")
    speech_concurrency: int = Field(4, ge=1, le=64, description="Pieces of one call sent to a recogniser at once.")
    deepgram_api_key: SecretStr | None = Field(None, description="Key for deepgram:NAME.")
    deepgram_base_url: str = Field("https://api.deepgram.com", description="Where deepgram:NAME is reached.")
    google_speech_credentials: Path | None = Field(None, description="JSON key file of a Google service account.")
    google_speech_project: str | None = Field(None, description="Google project; unset takes the account's own.")
    google_speech_location: str = Field(
        "us", pattern=r"^[a-z0-9-]{2,30}$", description="Region that transcribes: us, eu, global."
    )
    google_speech_base_url: str | None = Field(None, description="Another address for google:NAME.")
    transcribe_bucket: str | None = Field(None, description="S3 bucket through which calls reach Amazon Transcribe.")
    transcribe_region: str | None = Field(None, description="AWS region of bucket and jobs; unset follows the profile.")
    transcribe_access_key_id: SecretStr | None = Field(
        None, description="AWS access key for transcribe; unset uses the machine's role or profile."
    )
    transcribe_secret_access_key: SecretStr | None = Field(None, description="Secret that belongs to that access key.")
    transcribe_endpoint_url: str | None = Field(None, description="Another endpoint for transcribe, such as a VPC one.")
    whisper_device: Literal["auto", "cpu", "cuda"] = Field("auto", description="What whisper:FOLDER computes on.")
    whisper_precision: str = Field("default", description="Its arithmetic: default, int8, float16 and so on.")

    # Speech in calls that are going on (docs/voice-engines.md)
    voice_listen: str = Field(
        "",
        description="Who listens, first to last: deepgram:nova-3,openai:gpt-4o-transcribe,google:chirp_3,transcribe,"
        "whisper:/folder,moonshine:/folder; empty takes RINGSIDE_SPEECH_TO_TEXT.",
    )
    voice_speak: str = Field(
        "",
        description="Who speaks, first to last: openai:gpt-4o-mini-tts,deepgram:aura-2,google:chirp3-hd,polly:neural,"
        "kokoro:http://host:8880/v1,kokoro:/folder,piper:/voice.onnx,piper:http://host:5000,espeak; "
        "empty takes espeak where it is installed.",
    )
    google_voice_base_url: str | None = Field(None, description="Another address for the voices of google:NAME.")
    polly_region: str | None = Field(None, description="AWS region of polly; unset is that of transcribe.")
    polly_endpoint_url: str | None = Field(None, description="Another endpoint for polly, such as a VPC one.")
    transcribe_streaming_url: str | None = Field(
        None, description="Another wss:// address for transcribe in calls that are going on."
    )

    # Spoken practice (docs/voice.md)
    voice_realtime: str = Field(
        "",
        description="A model that listens and speaks itself, before those of the chains: openai:gpt-realtime, "
        "gemini:gemini-2.5-flash-native-audio-latest.",
    )
    livekit_url: str | None = Field(
        None, description="LiveKit server that spoken calls may meet at: wss://livekit.host."
    )
    livekit_api_key: str | None = Field(None, description="API key of that LiveKit server.")
    livekit_api_secret: SecretStr | None = Field(None, description="Secret that belongs to that key.")
    voice_lines: int = Field(6, ge=0, le=1000, description="Spoken practice calls that one process holds at once.")
    voice_ice_servers: list[str] = Field(
        default_factory=list, description="STUN or TURN servers for WebRTC, as turn:turn.example.com:3478."
    )
    voice_ice_username: str = Field("", description="User of those TURN servers.")
    voice_ice_credential: SecretStr | None = Field(None, description="Password of those TURN servers.")

    # Live calls (docs/live.md, docs/capture.md); companies may enter accounts of their own with the vendors
    live_lines: int = Field(30, ge=1, le=1000, description="Live calls listened to at once per process.")
    twilio_auth_token: SecretStr | None = Field(
        None, description="Auth token of the Twilio account; it signs requests."
    )
    zoom_client_id: str | None = Field(None, description="Client id of the Zoom app with real-time media streams.")
    zoom_client_secret: SecretStr | None = Field(None, description="Secret that belongs to it.")
    zoom_secret_token: SecretStr | None = Field(None, description="Secret token with which that app signs its events.")
    recall_api_key: SecretStr | None = Field(None, description="Key of the Recall.ai workspace.")
    recall_signing_secret: SecretStr | None = Field(
        None, description="Secret (whsec_...) with which Recall.ai signs its requests."
    )
    recall_base_url: str = Field("https://us-west-2.recall.ai", description="Region where Recall.ai is reached.")
    live_hosts: list[str] = Field(
        default_factory=list,
        description="Further hosts (host or host:port) that Zoom's events may name as servers of its media.",
    )

    @field_validator("oidc_algorithms")
    @classmethod
    def _only_public_key_algorithms(cls, names: list[str]) -> list[str]:
        # HS256 with a published key would let anybody sign.
        allowed = {"RS256", "RS384", "RS512", "PS256", "PS384", "PS512", "ES256", "ES384", "ES512", "EdDSA"}
        if bad := set(names) - allowed:
            raise ValueError(f"not allowed: {', '.join(sorted(bad))}")
        return names

    @field_validator("database_url", "redis_url", "smtp_url")
    @classmethod
    def _known_address(cls, url: SecretStr | None, info: ValidationInfo) -> SecretStr | None:
        schemes, example = _ADDRESSES[info.field_name or ""]
        if url is not None and not re.match(rf"({schemes})://[^/]", url.get_secret_value()):
            raise ValueError(f"write it like {example}")
        return url

    @field_validator("sign_in_limit", "person_limit", "address_limit", "coach_limit")
    @classmethod
    def _readable_limit(cls, limit: str) -> str:
        if not re.fullmatch(r"[1-9]\d*/(\d+ )?(second|minute|hour|day)s?", limit):
            raise ValueError('write it like "5/minute" or "10/5 minutes"')
        return limit

    @field_validator("speech_to_text")
    @classmethod
    def _known_recogniser(cls, name: str) -> str:
        if name and not re.fullmatch(r"(openai|deepgram|google)(:\S+)?|transcribe|whisper:.+", name.strip()):
            raise ValueError(
                "write it like deepgram:nova-3, openai:whisper-1, google:chirp_3, transcribe or whisper:/folder"
            )
        return name.strip()

    @field_validator("voice_listen")
    @classmethod
    def _known_listeners(cls, names: str) -> str:
        one = r"(openai|openai-phrases|deepgram|google)(:\S+)?|transcribe|(whisper|moonshine):.+"
        if bad := [name for part in names.split(",") if (name := part.strip()) and not re.fullmatch(one, name)]:
            raise ValueError(f"not known: {', '.join(bad)}; docs/voice-engines.md lists who can listen")
        return names.strip()

    @field_validator("voice_realtime")
    @classmethod
    def _known_talker(cls, name: str) -> str:
        if name and not re.fullmatch(r"(openai|gemini):\S+", name.strip()):
            raise ValueError("write it like openai:gpt-realtime or gemini:gemini-2.5-flash-native-audio-latest")
        return name.strip()

    @field_validator("voice_speak")
    @classmethod
    def _known_speakers(cls, names: str) -> str:
        one = r"(openai|deepgram|google|polly)(:\S+)?|(kokoro|piper):.+|espeak"
        if bad := [name for part in names.split(",") if (name := part.strip()) and not re.fullmatch(one, name)]:
            raise ValueError(f"not known: {', '.join(bad)}; docs/voice-engines.md lists who can speak")
        return names.strip()

    @model_validator(mode="after")
    def _outside_tokens_have_an_audience(self) -> Settings:
        if self.oidc_issuer and not self.oidc_audience:
            # Otherwise a token that the issuer made for any other application would open this one.
            raise ValueError("RINGSIDE_OIDC_ISSUER needs RINGSIDE_OIDC_AUDIENCE beside it")
        return self

    def signing_key(self) -> str:
        """The key that signs sessions, made on first use and kept readable by its owner only."""
        if self.secret_key is not None:
            return self.secret_key.get_secret_value()
        path = self.data / "secret.key"
        if not path.exists():
            self.data.mkdir(parents=True, exist_ok=True)
            with NamedTemporaryFile("w", dir=self.data) as fresh:  # readable by its owner only
                fresh.write(secrets.token_hex(32))
                fresh.flush()
                with suppress(FileExistsError):  # another process was faster; its key is whole
                    os.link(fresh.name, path)
        return path.read_text().strip()

    def sealing_key(self) -> str:
        """What credentials in the database are encrypted under."""
        return self.encryption_key.get_secret_value() if self.encryption_key is not None else self.signing_key()


@lru_cache
def get_settings() -> Settings:
    """The settings of this process."""
    return Settings()
