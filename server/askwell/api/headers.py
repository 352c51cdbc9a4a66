"""Headers of every answer: nothing is cached, sniffed, framed, or loaded from anywhere else."""

from collections.abc import Mapping

PAGE_POLICY = (
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; font-src 'self'; "
    "connect-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'"
)
DATA_POLICY = "default-src 'none'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'"

ALWAYS: Mapping[str, str] = {
    "Cache-Control": "no-store",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Permissions-Policy": "camera=(), geolocation=(), microphone=()",
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
}


def headers_for(media_type: str) -> dict[str, str]:
    """Give the protective headers of an answer.

    Pages say `same-origin` to referrers, because with `no-referrer` browsers send their own forms with
    `Origin: null`, which could not be told from a sandboxed page of somebody else.
    """
    page = media_type == "text/html"
    return {
        **ALWAYS,
        "Content-Security-Policy": PAGE_POLICY if page else DATA_POLICY,
        "Referrer-Policy": "same-origin" if page else "no-referrer",
    }
