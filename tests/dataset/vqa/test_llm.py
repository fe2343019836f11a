"""The writer that asks a language model, against a real HTTP server that behaves well or badly."""

from __future__ import annotations

import json
import threading
import time
from collections.abc import Callable, Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any

import pytest

from skinvl.contract.errors import ConfigError
from skinvl.dataset.books.records import Pair
from skinvl.dataset.vqa.llm import LlmConfig, Written, ask_model, is_loopback
from skinvl.dataset.vqa.llm_prompt import ReplyError, parse_reply

Answer = Callable[["_Handler", dict[str, Any], int], None]


class Stub:
    """A chat server on this machine; ``answer`` is called with handler, request and its number."""

    def __init__(self) -> None:
        self.requests: list[dict[str, Any]] = []
        self.headers: list[dict[str, str]] = []
        self.paths: list[str] = []
        self.answer: Answer = lambda handler, _request, _number: handler.say(GOOD)
        self.most_at_once = 0
        self._busy = 0
        self._lock = threading.Lock()
        self._server = ThreadingHTTPServer(("127.0.0.1", 0), _Handler)
        self._server.stub = self  # type: ignore[attr-defined]
        self._thread = threading.Thread(target=self._server.serve_forever, args=(0.02,))
        self._thread.start()
        self.url = f"http://127.0.0.1:{self._server.server_address[1]}"

    def enter(self, path: str, headers: dict[str, str], request: dict[str, Any]) -> int:
        with self._lock:
            self.requests.append(request)
            self.headers.append(headers)
            self.paths.append(path)
            self._busy += 1
            self.most_at_once = max(self.most_at_once, self._busy)
            return len(self.requests)

    def leave(self) -> None:
        with self._lock:
            self._busy -= 1

    def close(self) -> None:
        self._server.shutdown()
        self._server.server_close()
        self._thread.join()


class _Handler(BaseHTTPRequestHandler):
    def do_POST(self) -> None:
        stub: Stub = self.server.stub  # type: ignore[attr-defined]
        request = json.loads(self.rfile.read(int(self.headers["Content-Length"])))
        number = stub.enter(self.path, dict(self.headers), request)
        try:
            stub.answer(self, request, number)
        except (BrokenPipeError, ConnectionResetError):
            # The client gave up, as some of the tests want.
            pass
        finally:
            stub.leave()

    def say(self, content: Any) -> None:
        reply = {"choices": [{"message": {"role": "assistant", "content": content}}]}
        self.send(json.dumps(reply).encode())

    def send(self, body: bytes, status: int = 200, **headers: str) -> None:
        self.send_response(status)
        self.send_header("Content-Length", str(len(body)))
        for name, value in headers.items():
            self.send_header(name.replace("_", "-"), value)
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, *_args: object) -> None:
        pass


GOOD = json.dumps(
    {
        "questions": [
            {"type": "open", "question": "What is shown?", "answer": "Nodular melanoma."},
            {"type": "yesno", "question": "Is there ulceration?", "answer": "Yes."},
        ]
    }
)


@pytest.fixture
def stub() -> Iterator[Stub]:
    """A running server."""
    server = Stub()
    yield server
    server.close()


@pytest.fixture
def configure(stub: Stub, tmp_path: Path) -> Callable[..., LlmConfig]:
    """A configuration for the stub, with short waits."""

    def make(**changes: Any) -> LlmConfig:
        values: dict[str, Any] = {
            "endpoint": stub.url,
            "model": "small",
            "cache": tmp_path / "cache",
            "backoff_s": 0.01,
            "retries": 2,
            "timeout_s": 20.0,
        }
        return LlmConfig(**{**values, **changes})

    return make


def _ask(pairs: list[Pair], config: LlmConfig) -> list[Written]:
    return list(ask_model(pairs, config))


def test_questions_come_in_the_order_of_the_pairs(
    stub: Stub, configure: Callable[..., LlmConfig], pairs: list[Pair]
) -> None:
    def answer(handler: _Handler, request: dict[str, Any], number: int) -> None:
        time.sleep(0.02 * (number % 3))
        caption = request["messages"][1]["content"].split("\n")[1]
        item = {"type": "open", "question": f"What of {caption}", "answer": "x"}
        handler.say(json.dumps({"questions": [item]}))

    stub.answer = answer
    found = _ask(pairs[:20], configure(workers=3))
    assert [one.questions[0].question for one in found] == [
        f"What of {pair.caption}" for pair in pairs[:20]
    ]
    # The captions come twice: what is the same to the model is asked once.
    assert len(stub.requests) == len({pair.caption for pair in pairs[:20]}) == 10
    assert 1 < stub.most_at_once <= 3
    assert set(stub.paths) == {"/v1/chat/completions"}
    assert stub.requests[0]["temperature"] == 0 and stub.requests[0]["model"] == "small"


def test_a_second_run_asks_nothing_and_finds_the_same(
    stub: Stub, configure: Callable[..., LlmConfig], pairs: list[Pair]
) -> None:
    replies = (GOOD, "no JSON at all")
    stub.answer = lambda handler, _request, number: handler.say(replies[number % 2])
    first = _ask(pairs[:10], configure(workers=1))
    asked = len(stub.requests)
    assert asked == 10 and {one.reason for one in first} == {None, "not json"}
    stub.close()
    assert _ask(pairs[:10], configure()) == first
    assert len(stub.requests) == asked


def test_another_model_or_number_of_questions_is_asked_anew(
    stub: Stub, configure: Callable[..., LlmConfig], pairs: list[Pair]
) -> None:
    _ask(pairs[:1], configure())
    _ask(pairs[:1], configure(model="large"))
    _ask(pairs[:1], configure(questions=2))
    assert len(stub.requests) == 3


def test_an_interrupted_run_goes_on_where_it_was(
    stub: Stub, configure: Callable[..., LlmConfig], pairs: list[Pair]
) -> None:
    _ask(pairs[:4], configure())
    found = _ask(pairs[:10], configure())
    assert len(stub.requests) == 10 and all(one.reason is None for one in found)


@pytest.mark.parametrize("status", [408, 429, 500, 503])
def test_passing_failures_are_tried_again(
    stub: Stub, configure: Callable[..., LlmConfig], pairs: list[Pair], status: int
) -> None:
    def answer(handler: _Handler, _request: dict[str, Any], number: int) -> None:
        if number < 3:
            handler.send(b"{}", status, Retry_After="0")
        else:
            handler.say(GOOD)

    stub.answer = answer
    found = _ask(pairs[:1], configure())
    assert found[0].reason is None and len(found[0].questions) == 2
    assert len(stub.requests) == 3


@pytest.mark.parametrize(
    ("status", "tries"), [(500, 3), (429, 3), (400, 1), (401, 1), (404, 1), (302, 1)]
)
def test_lasting_failures_are_data(
    stub: Stub, configure: Callable[..., LlmConfig], pairs: list[Pair], status: int, tries: int
) -> None:
    stub.answer = lambda handler, _request, _number: handler.send(
        b"{}", status, Location=f"{stub.url}/elsewhere"
    )
    found = _ask(pairs[:1], configure())
    assert (found[0].reason, found[0].questions) == (f"http {status}", ())
    assert len(stub.requests) == tries and "/elsewhere" not in stub.paths


def test_a_failure_of_the_connection_is_not_kept(
    stub: Stub, configure: Callable[..., LlmConfig], pairs: list[Pair]
) -> None:
    stub.answer = lambda handler, _request, _number: handler.send(b"{}", 500)
    assert _ask(pairs[:1], configure())[0].reason == "http 500"
    stub.answer = lambda handler, _request, _number: handler.say(GOOD)
    assert _ask(pairs[:1], configure())[0].reason is None


def _hang(handler: _Handler, _request: dict[str, Any], _number: int) -> None:
    time.sleep(1.0)
    handler.say(GOOD)


def _drip(handler: _Handler, _request: dict[str, Any], _number: int) -> None:
    handler.send_response(200)
    handler.send_header("Content-Length", "1000")
    handler.end_headers()
    for _ in range(100):
        handler.wfile.write(b" ")
        handler.wfile.flush()
        time.sleep(0.05)


def _hang_up(handler: _Handler, _request: dict[str, Any], _number: int) -> None:
    handler.connection.close()


@pytest.mark.parametrize(
    ("answer", "reasons"),
    [(_hang, {"timeout"}), (_drip, {"timeout"}), (_hang_up, {"connection", "unreachable"})],
)
def test_a_server_that_hangs_drips_or_hangs_up(
    stub: Stub,
    configure: Callable[..., LlmConfig],
    pairs: list[Pair],
    answer: Answer,
    reasons: set[str],
) -> None:
    stub.answer = answer
    found = _ask(pairs[:1], configure(timeout_s=0.3, retries=1))
    assert found[0].reason in reasons and len(stub.requests) == 2


@pytest.mark.parametrize(
    "body",
    [b"", b"<html>", b"[]", b'{"choices": []}', b'{"choices": [{"message": {"content": 3}}]}'],
)
def test_a_reply_that_is_no_chat_completion(
    stub: Stub, configure: Callable[..., LlmConfig], pairs: list[Pair], body: bytes
) -> None:
    stub.answer = lambda handler, _request, _number: handler.send(body)
    found = _ask(pairs[:1], configure(retries=1))
    assert found[0].reason == "wrong reply" and len(stub.requests) == 2


def test_an_endless_reply_is_refused(
    stub: Stub, configure: Callable[..., LlmConfig], pairs: list[Pair]
) -> None:
    stub.answer = lambda handler, _request, _number: handler.send(b" " * (5 * 2**20))
    assert _ask(pairs[:1], configure())[0].reason == "too large"


def test_without_a_server_the_rest_is_given_up(
    stub: Stub, configure: Callable[..., LlmConfig], pairs: list[Pair]
) -> None:
    stub.close()
    found = _ask(pairs, configure(retries=1, workers=2))
    assert {one.reason for one in found} == {"unreachable"}
    assert any("given up" in one.detail for one in found)


def test_the_key_is_sent_and_told_nowhere(
    stub: Stub, configure: Callable[..., LlmConfig], pairs: list[Pair], tmp_path: Path
) -> None:
    config = configure(key="secret-key")
    _ask(pairs[:1], config)
    assert stub.headers[0]["Authorization"] == "Bearer secret-key"
    assert "secret-key" not in repr(config)
    stored = [path.read_text() for path in (tmp_path / "cache").rglob("*") if path.is_file()]
    assert stored and not any("secret-key" in text for text in stored)


def test_a_proxy_of_the_environment_is_not_used(
    stub: Stub,
    configure: Callable[..., LlmConfig],
    pairs: list[Pair],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setenv("http_proxy", "http://127.0.0.1:9")
    assert _ask(pairs[:1], configure())[0].reason is None


@pytest.mark.parametrize(
    ("endpoint", "told"),
    [
        ("http://10.0.0.5:8000", "--allow-remote"),
        ("https://api.example.org", "--allow-remote"),
        ("http://127.0.0.1.example.org", "--allow-remote"),
        ("ftp://127.0.0.1", "no http"),
        ("127.0.0.1:8000", "no http"),
        ("http://me:word@127.0.0.1", "no password"),
    ],
)
def test_addresses_that_are_refused(
    configure: Callable[..., LlmConfig], endpoint: str, told: str
) -> None:
    with pytest.raises(ConfigError, match=told):
        configure(endpoint=endpoint).check()


def test_another_machine_only_when_allowed(configure: Callable[..., LlmConfig]) -> None:
    configure(endpoint="http://10.0.0.5:8000", allow_remote=True).check()
    assert is_loopback("localhost") and is_loopback("::1") and is_loopback("127.8.9.1")
    assert not is_loopback("0.0.0.0") and not is_loopback("localhost.example.org")


@pytest.mark.parametrize(
    ("endpoint", "url"),
    [
        ("http://localhost:1", "http://localhost:1/v1/chat/completions"),
        ("http://localhost:1/v1/", "http://localhost:1/v1/chat/completions"),
        ("http://localhost:1/v1/chat/completions", "http://localhost:1/v1/chat/completions"),
    ],
)
def test_the_address_may_be_given_in_parts(
    configure: Callable[..., LlmConfig], endpoint: str, url: str
) -> None:
    assert configure(endpoint=endpoint).url == url


def test_a_code_block_around_the_json_is_taken() -> None:
    assert parse_reply(f"```json\n{GOOD}\n```", 6) == parse_reply(GOOD, 6)
    assert [qa.answer for qa in parse_reply(GOOD, 6)] == ["Nodular melanoma.", "yes"]
    assert len(parse_reply(GOOD, 1)) == 1


@pytest.mark.parametrize(
    ("content", "reason"),
    [
        ("", "empty reply"),
        ("Thank you for your help!", "not json"),
        (f"Sure, here are some questions:\n{GOOD}", "not json"),
        (f"{GOOD}\nIs there anything else?", "not json"),
        (GOOD[:-5], "not json"),
        ('{"questions": NaN}', "not json"),
        ("[" * 100_000, "not json"),
        ("[]", "wrong schema"),
        ('{"questions": {}}', "wrong schema"),
        ('{"questions": [], "note": ""}', "wrong schema"),
        ('{"questions": ["What?"]}', "wrong schema"),
        ('{"questions": [{"type": "open", "question": "What?"}]}', "wrong schema"),
        ('{"questions": [{"type": "essay", "question": "a", "answer": "b"}]}', "wrong schema"),
        ('{"questions": [{"type": "open", "question": 3, "answer": "b"}]}', "wrong schema"),
        ('{"questions": [{"type": "yesno", "question": "a", "answer": "maybe"}]}', "wrong schema"),
    ],
)
def test_replies_that_cannot_be_used(content: str, reason: str) -> None:
    with pytest.raises(ReplyError) as caught:
        parse_reply(content, 6)
    assert caught.value.reason == reason
