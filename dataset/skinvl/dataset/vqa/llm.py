"""Questions from a language model behind an OpenAI-compatible endpoint, asked pair by pair.

The only code of the dataset stack that opens a connection: to the address the user names, without
a proxy, and to this machine alone unless another is allowed. Captions are often under copyright:
whoever allows a remote address sends them there.

Replies are kept, one file per prompt and model, so that a second run asks nothing and writes the
same. A reply that cannot be used is kept as well; a failure of the connection is not.
"""

from __future__ import annotations

import hashlib
import http.client
import ipaddress
import json
import threading
import time
import urllib.error
import urllib.parse
import urllib.request
from collections.abc import Iterator, Sequence
from concurrent.futures import Future, ThreadPoolExecutor
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from skinvl.contract.errors import ConfigError
from skinvl.contract.record import canonical_json
from skinvl.contract.sample import QuestionAnswer
from skinvl.dataset.books.folder import write_file
from skinvl.dataset.books.records import Pair
from skinvl.dataset.vqa.llm_prompt import ReplyError, parse_reply, write_messages

KEY_VARIABLE = "SKINVL_LLM_KEY"
CACHE = ".llm"
_PATH = "/chat/completions"
_RETRIED = frozenset({408, 425, 429, 500, 502, 503, 504})
_LONGEST_WAIT_S = 30.0
_MOST_BYTES = 4 * 2**20
_CHUNK = 65536
_GIVE_UP_AFTER = 5


@dataclass(frozen=True)
class LlmConfig:
    """Where and how to ask.

    ``endpoint`` is the address of the server ("http://127.0.0.1:8000", with or without ``/v1``);
    ``timeout_s`` holds for one request from start to end; ``retries`` come on top of the first
    try, each after twice the wait of the one before (``backoff_s`` at first, or what the server
    asks for). ``key`` is sent as a bearer token and stored nowhere.
    """

    endpoint: str
    model: str
    cache: Path
    key: str | None = field(default=None, repr=False)
    allow_remote: bool = False
    questions: int = 6
    workers: int = 4
    timeout_s: float = 120.0
    retries: int = 4
    backoff_s: float = 1.0
    max_tokens: int = 1024

    def check(self) -> None:
        """Check the configuration before anything is sent.

        Raises:
            ConfigError: every fault at once.
        """
        errors: list[str] = []
        parts = urllib.parse.urlsplit(self.endpoint)
        if parts.scheme not in ("http", "https") or not parts.hostname:
            errors.append(f"--endpoint: {self.endpoint!r} is no http or https address")
        elif parts.username or parts.password:
            errors.append(f"--endpoint: no password in it; put a key into {KEY_VARIABLE}")
        elif not is_loopback(parts.hostname) and not self.allow_remote:
            errors.append(
                f"--endpoint: {parts.hostname} is another machine, which would get the captions; "
                "give --allow-remote if that is meant"
            )
        if not self.model:
            errors.append("--model: the name of the model is needed")
        for name, value, least in (
            ("--llm-questions", self.questions, 1),
            ("--llm-workers", self.workers, 1),
            ("--llm-retries", self.retries, 0),
        ):
            if value < least:
                errors.append(f"{name}: {value} is less than {least}")
        if self.timeout_s <= 0:
            errors.append("--llm-timeout: more than 0 seconds")
        if errors:
            raise ConfigError(errors)

    @property
    def url(self) -> str:
        """The full address that is posted to."""
        base = self.endpoint.rstrip("/")
        if base.endswith(_PATH):
            return base
        return base + (_PATH if base.endswith("/v1") else f"/v1{_PATH}")


@dataclass(frozen=True)
class Written:
    """What came of one pair: questions, or a fixed ``reason`` and its ``detail``."""

    questions: tuple[QuestionAnswer, ...] = ()
    reason: str | None = None
    detail: str = ""


@dataclass(frozen=True)
class _Request:
    name: str
    body: dict[str, Any]

    @staticmethod
    def about(pair: Pair, config: LlmConfig) -> _Request:
        body = {
            "model": config.model,
            "messages": write_messages(pair, config.questions),
            "temperature": 0,
            "seed": 0,
            "max_tokens": config.max_tokens,
            "stream": False,
        }
        return _Request(hashlib.sha256(canonical_json(body)).hexdigest(), body)


class _Failure(Exception):
    def __init__(self, reason: str, detail: str, *, wait_s: float | None = None) -> None:
        super().__init__(reason, detail)
        self.reason, self.detail, self.wait_s = reason, detail, wait_s


class _NoRedirect(urllib.request.HTTPRedirectHandler):
    """A redirect could lead to another machine: it is an error."""

    def redirect_request(self, *_args: Any, **_kwargs: Any) -> None:
        return None


def is_loopback(host: str) -> bool:
    """Whether `host` names this machine: ``localhost`` or a loopback address."""
    if host.lower() == "localhost":
        return True
    try:
        return ipaddress.ip_address(host).is_loopback
    except ValueError:
        return False


def ask_model(pairs: Sequence[Pair], config: LlmConfig) -> Iterator[Written]:
    """What the model writes for each pair, in the order of `pairs`.

    Once the server could not be reached a few times in a row without ever having answered, the
    other pairs that are not in the cache fail at once.

    Raises:
        ConfigError: faults of `config`.
    """
    config.check()
    config.cache.mkdir(parents=True, exist_ok=True)
    writer = _Writer(config)
    pool = ThreadPoolExecutor(config.workers)
    try:
        # Pictures with the same caption and facts are one question to the model.
        requests = [_Request.about(pair, config) for pair in pairs]
        running: dict[str, Future[Written]] = {}
        for request in requests:
            if request.name not in running:
                running[request.name] = pool.submit(writer.write, request)
        for request in requests:
            yield running[request.name].result()
    finally:
        pool.shutdown(cancel_futures=True)


class _Writer:
    def __init__(self, config: LlmConfig) -> None:
        self._config = config
        self._opener = urllib.request.build_opener(urllib.request.ProxyHandler({}), _NoRedirect)
        self._lock = threading.Lock()
        self._unreached = 0
        self._answered = False

    def write(self, request: _Request) -> Written:
        config, body = self._config, request.body
        stored = config.cache / request.name[:2] / f"{request.name}.json"
        content = _read_stored(stored)
        if content is None:
            try:
                content = self._ask(body)
            except _Failure as failure:
                return Written(reason=failure.reason, detail=failure.detail)
            stored.parent.mkdir(parents=True, exist_ok=True)
            record = {"model": config.model, "content": content}
            write_file(stored, json.dumps(record, ensure_ascii=False, sort_keys=True) + "\n")
        try:
            return Written(parse_reply(content, config.questions))
        except ReplyError as error:
            return Written(reason=error.reason, detail=error.detail)

    def _ask(self, body: dict[str, Any]) -> str:
        wait_s = self._config.backoff_s
        for attempt in range(self._config.retries + 1):
            if not self._answered and self._unreached >= _GIVE_UP_AFTER:
                raise _Failure("unreachable", "given up: the server never answered")
            try:
                content = self._post(body)
            except _Failure as failure:
                self._count(reached=failure.reason != "unreachable")
                if failure.wait_s is None or attempt == self._config.retries:
                    raise
                time.sleep(min(max(wait_s, failure.wait_s), _LONGEST_WAIT_S))
                wait_s *= 2
            else:
                self._count(reached=True)
                return content
        raise AssertionError("unreachable")

    def _count(self, *, reached: bool) -> None:
        with self._lock:
            self._answered = self._answered or reached
            self._unreached = 0 if reached else self._unreached + 1

    def _post(self, body: dict[str, Any]) -> str:
        """One request.

        Raises:
            _Failure: with ``wait_s`` (seconds, 0 for the usual) where another try may help.
        """
        headers = {"Content-Type": "application/json", "Accept": "application/json"}
        if self._config.key:
            headers["Authorization"] = f"Bearer {self._config.key}"
        request = urllib.request.Request(
            self._config.url, data=json.dumps(body).encode(), headers=headers, method="POST"
        )
        deadline = time.monotonic() + self._config.timeout_s
        try:
            with self._opener.open(request, timeout=self._config.timeout_s) as response:
                return _read_content(_read_all(response, deadline))
        except urllib.error.HTTPError as error:
            error.close()
            retried = error.code in _RETRIED
            wait_s = _read_wait(error.headers.get("Retry-After")) if retried else None
            raise _Failure(f"http {error.code}", str(error.reason), wait_s=wait_s) from None
        except TimeoutError as error:
            raise _Failure("timeout", str(error), wait_s=0.0) from None
        except urllib.error.URLError as error:
            if isinstance(error.reason, TimeoutError):
                raise _Failure("timeout", str(error.reason), wait_s=0.0) from None
            raise _Failure("unreachable", str(error.reason), wait_s=0.0) from None
        except (OSError, http.client.HTTPException) as error:
            raise _Failure("connection", f"{type(error).__name__}: {error}", wait_s=0.0) from None


def _read_all(response: http.client.HTTPResponse, deadline: float) -> bytes:
    """The body, refused beyond a few megabytes or after the deadline: a server may drip."""
    content = bytearray()
    while chunk := response.read1(_CHUNK):
        content += chunk
        if len(content) > _MOST_BYTES:
            raise _Failure("too large", f"more than {_MOST_BYTES} bytes")
        if time.monotonic() > deadline:
            raise _Failure("timeout", "the reply took too long", wait_s=0.0)
    return bytes(content)


def _read_content(reply: bytes) -> str:
    try:
        content = json.loads(reply)["choices"][0]["message"]["content"]
    except (ValueError, KeyError, IndexError, TypeError, RecursionError) as error:
        detail = f"no chat completion ({type(error).__name__})"
        raise _Failure("wrong reply", detail, wait_s=0.0) from None
    if not isinstance(content, str):
        raise _Failure("wrong reply", "the message has no text", wait_s=0.0)
    return content


def _read_wait(header: str | None) -> float:
    try:
        return max(0.0, float(header or 0))
    except ValueError:
        return 0.0


def _read_stored(path: Path) -> str | None:
    try:
        content = json.loads(path.read_text(encoding="utf-8"))["content"]
    except (OSError, ValueError, KeyError, TypeError):
        return None
    return content if isinstance(content, str) else None
