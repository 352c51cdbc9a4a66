"""Requests that the server refuses before or while looking at them; what a failed use case says is in `errors`."""

from askwell.domain.errors import AskwellError


class RefusalError(AskwellError):
    """Base of refusals; some say when to try again.

    Attributes:
        retry_after: Seconds to wait, or None when waiting does not help.
    """

    slug = "refused"
    title = "Askwell refused this request."
    retry_after: int | None = None


class HostNotAllowedError(RefusalError):
    """The Host header names somebody else."""

    slug = "host-not-allowed"
    title = "This address is not Askwell's."


class MethodNotAllowedError(RefusalError):
    """The method means nothing here."""

    slug = "method-not-allowed"
    title = "That cannot be done at this address."

    def __init__(self, detail: str = "", allowed: tuple[str, ...] = ()) -> None:
        """Keep the methods that do mean something there."""
        self.allowed = allowed
        super().__init__(detail)


class MalformedRequestError(RefusalError):
    """The request is not proper HTTP."""

    slug = "malformed-request"
    title = "The request is not well-formed."


class AddressTooLongError(RefusalError):
    """The path or query is longer than any of ours."""

    slug = "address-too-long"
    title = "The address is too long."


class HeadersTooLargeError(RefusalError):
    """Too many or too long headers."""

    slug = "headers-too-large"
    title = "The request carries too many headers."


class LengthRequiredError(RefusalError):
    """A body came without saying how long it is."""

    slug = "length-required"
    title = "The request must say how long its body is."


class ExpectationFailedError(RefusalError):
    """The client expects something other than 100-continue."""

    slug = "expectation-failed"
    title = "The request expects something Askwell does not do."


class BodyTooLargeError(RefusalError):
    """The body is over the limit."""

    slug = "body-too-large"
    title = "That is more than Askwell takes at once."


class BodyIncompleteError(RefusalError):
    """Fewer bytes arrived than were announced."""

    slug = "body-incomplete"
    title = "The request broke off before its end; nothing was stored."


class UnsupportedContentEncodingError(RefusalError):
    """The body is compressed."""

    slug = "unsupported-content-encoding"
    title = "Askwell takes bodies as they are, not compressed."


class UnsupportedMediaTypeError(RefusalError):
    """The body is not JSON in UTF-8."""

    slug = "unsupported-media-type"
    title = "Askwell takes JSON here, and nothing else."


class TokenInUrlError(RefusalError):
    """A token stands in the address, where logs and histories keep it."""

    slug = "token-in-url"
    title = "A token must never be part of an address."


class CrossSiteRequestError(RefusalError):
    """The browser says that another site asked."""

    slug = "cross-site-request"
    title = "Another site asked for this; Askwell answers only its own pages and your extension."


class OriginNotAllowedError(RefusalError):
    """The Origin is not one that was paired."""

    slug = "origin-not-allowed"
    title = "Askwell does not know who is asking."


class CsrfTokenInvalidError(RefusalError):
    """The form does not carry the secret of this session."""

    slug = "csrf-token-invalid"
    title = "This form is out of date. Nothing was changed; open the page again and repeat it."


class LinkUsedError(RefusalError):
    """A sign-in link was used before, or is too old."""

    slug = "link-used"
    title = "This link was used already, or is older than a minute."


class SignedOutError(RefusalError):
    """A dashboard page was asked for without a session."""

    slug = "signed-out"
    title = "This window is not signed in to Askwell."


class TokenMissingError(RefusalError):
    """No pairing token came with the request."""

    slug = "token-missing"
    title = "This browser is not paired with Askwell."


class TokenInvalidError(RefusalError):
    """The pairing token is unknown, revoked or somebody else's."""

    slug = "token-invalid"
    title = "This pairing is not valid. Pair the browser again."


class TokenExpiredError(RefusalError):
    """The pairing was not used for a long time."""

    slug = "token-expired"
    title = "This pairing has expired. Pair the browser again."


class AmbiguousCredentialsError(RefusalError):
    """A token and a dashboard cookie came together."""

    slug = "ambiguous-credentials"
    title = "A request carries either a token or a session, not both."


class TooManyRefusalsError(RefusalError):
    """Somebody is guessing tokens."""

    slug = "rate-limited"
    title = "Too many refused requests; wait a moment."
    retry_after = 10


class TooBusyError(RefusalError):
    """As many captures are being read as the machine should read at once."""

    slug = "server-busy"
    title = "Askwell is reading as many pages as it can. Nothing is lost; it is sent again in a moment."
    retry_after = 2


class PairingNotOpenError(RefusalError):
    """No pairing page is open."""

    slug = "pairing-not-open"
    title = "No pairing page is open. Open it in the dashboard, then try again."


class PairingCodeInvalidError(RefusalError):
    """The code is wrong, used or too old."""

    slug = "pairing-code-invalid"
    title = "This code is wrong, used or older than two minutes."


class PairingLockedError(RefusalError):
    """Too many wrong codes."""

    slug = "pairing-locked"
    title = "Too many wrong codes. Open the pairing page again for a new one."
    retry_after = 120


class RotationConflictError(RefusalError):
    """Somebody else has renewed this token already."""

    slug = "rotation-conflict"
    title = "This token was renewed by another request already."


class MalformedJsonError(RefusalError):
    """The body is not JSON as Askwell takes it."""

    slug = "malformed-json"
    title = "The body is not valid JSON."


class PreconditionRequiredError(RefusalError):
    """A change came without saying which version it changes."""

    slug = "precondition-required"
    title = "The request must say which version it changes (If-Match)."
