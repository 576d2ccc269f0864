"""A PostgreSQL for the tests: the one that TEST_POSTGRES_URL names or that answers on port 5432, else our own."""

from __future__ import annotations

import os
import pwd
import shutil
import socket
import subprocess
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import psycopg

USUAL = "postgresql://postgres:postgres@127.0.0.1:5432/postgres"
# Nothing in a test's database has to outlive the machine losing power.
FAST = ["-F", "-c", "synchronous_commit=off", "-c", "full_page_writes=off", "-c", "max_connections=60"]


class NoPostgres(Exception):
    """Says why there is no server, and what would help."""


@contextmanager
def server() -> Iterator[str]:
    """The address of a server on which databases may be created. Raises NoPostgres."""
    for url in filter(None, [os.environ.get("TEST_POSTGRES_URL"), USUAL]):
        if answers(url):
            yield url
            return
    with own_server() as url:
        yield url


def answers(url: str) -> bool:
    try:
        psycopg.connect(url, connect_timeout=2).close()
    except psycopg.Error:
        return False
    return True


def binaries() -> Path:
    """The folder of the newest installed server."""
    if found := shutil.which("initdb"):
        return Path(found).resolve().parent
    versions = sorted(Path("/usr/lib/postgresql").glob("*/bin/initdb"), key=lambda path: int(path.parts[-3]))
    if not versions:
        raise NoPostgres("PostgreSQL is not installed (Debian, Ubuntu: apt-get install postgresql)")
    return versions[-1].parent


@contextmanager
def own_server() -> Iterator[str]:
    """A server in a folder of its own that is thrown away, run by an unprivileged user."""
    folder = Path(tempfile.mkdtemp(prefix="ringside-postgres-", dir=roomy_memory()))
    user = unprivileged_user()
    if user:
        shutil.chown(folder, user)
    port = free_port()
    data, log = folder / "data", folder / "log"
    commands = binaries()

    def run(*command: str) -> None:
        done = subprocess.run(command, user=user, cwd=folder, capture_output=True, text=True, check=False)
        if done.returncode:
            raise NoPostgres(f"PostgreSQL could not be started: {done.stderr.strip()[-300:]}")

    try:
        run(str(commands / "initdb"), "-D", str(data), "-U", "postgres", "-A", "trust", "-E", "UTF8", "--no-sync")
        options = " ".join(["-p", str(port), "-k", str(folder), "-c", "listen_addresses=127.0.0.1", *FAST])
        # The log goes to a file: a server that inherits our pipe would keep it open for ever.
        run(str(commands / "pg_ctl"), "-D", str(data), "-w", "-l", str(log), "-o", options, "start")
        try:
            yield f"postgresql://postgres@127.0.0.1:{port}/postgres"
        finally:
            run(str(commands / "pg_ctl"), "-D", str(data), "-m", "immediate", "stop")
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def roomy_memory() -> Path | None:
    """A folder in memory with room for a server, if there is one: there copying a database costs a tenth."""
    memory = Path("/dev/shm")
    roomy = memory.is_dir() and os.access(memory, os.W_OK) and shutil.disk_usage(memory).free > 4 * 2**30
    return memory if roomy else None


def unprivileged_user() -> str | None:
    """Whom to be, since the server refuses to be root; None when we are nobody special already."""
    if os.geteuid() != 0:
        return None
    known = {entry.pw_name for entry in pwd.getpwall()}
    return "postgres" if "postgres" in known else "nobody"


def free_port() -> int:
    with socket.socket() as sock:
        sock.bind(("127.0.0.1", 0))
        return int(sock.getsockname()[1])


@contextmanager
def database(server_url: str, name: str, template: str = "template1") -> Iterator[str]:
    """The address of a fresh database, a copy of the template, that is dropped afterwards."""
    with psycopg.connect(server_url, autocommit=True) as admin:
        admin.execute(f'create database "{name}" template "{template}"')
        try:
            yield server_url.rsplit("/", 1)[0] + f"/{name}"
        finally:
            admin.execute(f'drop database "{name}" with (force)')
