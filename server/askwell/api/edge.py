"""What is checked before a request is routed, or even read to its end: host, framing, sizes, address.

The same checks run in the socket server as soon as the headers are there (a refused upload is never read)
and as WSGI middleware (so that no other server can be put in front without them).
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from urllib.parse import parse_qsl, quote
from wsgiref.types import StartResponse, WSGIApplication, WSGIEnvironment

from askwell.api.headers import headers_for
from askwell.api.problems import MEDIA_TYPE, problem_of, status_line
from askwell.config import DASHBOARD_HOST, LOOPBACK
from askwell.domain import refusals
from askwell.domain.errors import AskwellError, NotFoundError, QueryTooLongError
from askwell.services.keys import SECRET_PATTERN

MOST_BODY_BYTES = 10 * 1024 * 1024
MOST_PATH = 4096
MOST_QUERY = 8192
MOST_PARAMETERS = 200
MOST_HEADERS = 100
METHODS = ("DELETE", "GET", "HEAD", "OPTIONS", "PATCH", "POST", "PUT")
JSON_TYPES = frozenset({"application/json", "application/json;charset=utf-8"})
TOKEN_NAMES = frozenset({"token", "access_token", "bearer", "authorization", "api_key", "apikey"})


@dataclass(frozen=True, slots=True)
class Head:
    """A request line and its headers.

    Attributes:
        target: As it stood in the request line.
        path: Decoded path.
        query: Raw query.
        headers: By name in capitals with underscores, as CGI has them; repeated ones joined with commas.
    """

    method: str
    target: str
    path: str
    query: str
    headers: Mapping[str, str]


class Edge:
    """The checks for a server on one port."""

    def __init__(self, port: int) -> None:
        """Name the port that is listened on."""
        self._hosts = frozenset({f"{LOOPBACK}:{port}", f"{DASHBOARD_HOST}:{port}"})
        self._alias = f"localhost:{port}"
        self._dashboard = f"http://{DASHBOARD_HOST}:{port}"

    def refuse(self, head: Head) -> AskwellError | None:
        """Give the first thing that is wrong with a request, or None."""
        try:
            self._check_host(head)
            check_line(head)
            check_framing(head)
            check_media_type(head)
        except AskwellError as refusal:
            return refusal
        return None

    def _check_host(self, head: Head) -> None:
        host = head.headers.get("HOST", "")
        if host not in self._hosts and not (host == self._alias and head.method in {"GET", "HEAD"}):
            raise refusals.HostNotAllowedError("Askwell answers only under its own address on this machine.")

    def better_address(self, head: Head) -> str | None:
        """Give where a person should be instead: `localhost` and the number lead to the dashboard's own name."""
        host = head.headers.get("HOST", "")
        under_number = (
            host.startswith(LOOPBACK) and head.method in {"GET", "HEAD"} and not belongs_to_programs(head.path)
        )
        if host != self._alias and not under_number:
            return None
        path = quote(head.path.encode("latin-1"), safe="/:@!$&'()*+,;=-._~")
        return self._dashboard + path + (f"?{head.query}" if head.query and head.query.isascii() else "")


def belongs_to_programs(path: str) -> bool:
    """Say whether an address is one that programs ask, under either name."""
    return path.startswith("/api/") or path == "/healthz"


def check_line(head: Head) -> None:
    """Check method and address.

    Raises:
        RefusalError: For an unknown method, a strange or overlong address, or a token in it.
    """
    if head.method not in METHODS:
        raise refusals.MethodNotAllowedError(allowed=METHODS)
    if not head.target.startswith("/") or "\0" in head.path:
        raise refusals.MalformedRequestError
    check_path(head)
    if len(head.path) > MOST_PATH:
        raise refusals.AddressTooLongError
    if len(head.query) > MOST_QUERY:
        raise QueryTooLongError if "search=" in head.query else refusals.AddressTooLongError
    if head.query.count("&") >= MOST_PARAMETERS:
        raise refusals.MalformedRequestError("The address carries too many parameters.")
    names = {name.lower() for name, _ in parse_qsl(head.query, keep_blank_values=True)}
    signing_in = head.path.startswith("/sign-in/")
    if names & TOKEN_NAMES or (not signing_in and SECRET_PATTERN.search(f"{head.path}?{head.query}")):
        raise refusals.TokenInUrlError(
            "Send it in the Authorization header. Pair this browser again: this token is spoilt."
        )


def check_path(head: Head) -> None:
    """Check that a path names one thing in one way.

    Raises:
        MalformedRequestError: When it is not UTF-8.
        NotFoundError: When it climbs, or begins with slashes that the server would fold.
    """
    try:
        head.path.encode("latin-1").decode("utf-8")
    except UnicodeError as error:
        raise refusals.MalformedRequestError from error
    if head.target.startswith("//") or {".", ".."} & set(head.path.split("/")):
        raise NotFoundError


def check_framing(head: Head) -> None:
    """Check how the body is announced.

    Raises:
        RefusalError: For any way but a plain Content-Length within the limit.
    """
    headers = head.headers
    length = headers.get("CONTENT_LENGTH", "") or "0"
    if "websocket" in headers.get("UPGRADE", "").lower():
        raise refusals.MalformedRequestError("Askwell does not speak WebSocket.")
    if not (length.isascii() and length.isdigit()) or len(length) > 15:
        raise refusals.MalformedRequestError("Content-Length is not a length.")
    if "TRANSFER_ENCODING" in headers:
        if "CONTENT_LENGTH" in headers or headers["TRANSFER_ENCODING"].strip().lower() != "chunked":
            raise refusals.MalformedRequestError("The request announces its body in two ways.")
        raise refusals.LengthRequiredError
    if headers.get("EXPECT", "100-continue").lower() != "100-continue":
        raise refusals.ExpectationFailedError
    if headers.get("CONTENT_ENCODING", "identity").strip().lower() != "identity":
        raise refusals.UnsupportedContentEncodingError
    if int(length) > MOST_BODY_BYTES:
        raise refusals.BodyTooLargeError(f"The limit is {MOST_BODY_BYTES // 1024 // 1024} MiB. Nothing was stored.")


def check_media_type(head: Head) -> None:
    """Check that programs send JSON, which no form on any web page can.

    Raises:
        UnsupportedMediaTypeError: For a body of any other type under `/api/`.
    """
    has_body = (head.headers.get("CONTENT_LENGTH", "") or "0").strip("0") != ""
    media_type = head.headers.get("CONTENT_TYPE", "").lower().replace(" ", "").replace('"', "")
    if has_body and head.path.startswith("/api/") and media_type not in JSON_TYPES:
        raise refusals.UnsupportedMediaTypeError("Send application/json in UTF-8.")


def head_of(environ: WSGIEnvironment) -> Head:
    """Read the head of a request from a WSGI environment."""
    headers = {key[5:]: value for key, value in environ.items() if key.startswith("HTTP_")}
    headers.update({key: environ[key] for key in ("CONTENT_LENGTH", "CONTENT_TYPE") if environ.get(key)})
    path = environ.get("PATH_INFO", "")
    target = environ.get("REQUEST_URI") or path
    return Head(environ["REQUEST_METHOD"], target, path, environ.get("QUERY_STRING", ""), headers)


def refusal_headers(headers: Mapping[str, str]) -> list[tuple[str, str]]:
    """Give all headers of a refusal that is answered without the application."""
    return [*headers_for(MEDIA_TYPE).items(), *headers.items(), ("Content-Type", MEDIA_TYPE)]


def guarded(application: WSGIApplication, edge: Edge) -> WSGIApplication:
    """Put the checks in front of an application."""

    def answer(environ: WSGIEnvironment, start_response: StartResponse) -> Iterable[bytes]:
        head = head_of(environ)
        refusal = edge.refuse(head)
        if refusal is not None:
            problem = problem_of(refusal)
            body = problem.body()
            headers = [*refusal_headers(problem.headers), ("Content-Length", str(len(body)))]
            start_response(status_line(problem.status), headers)
            return [] if head.method == "HEAD" else [body]
        address = edge.better_address(head)
        if address is not None:
            start_response(status_line(308), [*headers_for("").items(), ("Location", address), ("Content-Length", "0")])
            return []
        return application(environ, start_response)

    return answer
