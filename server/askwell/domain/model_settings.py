"""The model that the user may name: where it is, whether that is this machine, and what else holds."""

from dataclasses import dataclass
from ipaddress import ip_address
from urllib.parse import urlsplit

from askwell.domain.errors import ValidationError

MAX_ADDRESS, MAX_NAME, MAX_KEY = 500, 200, 500


@dataclass(frozen=True, slots=True)
class ModelSettings:
    """Settings of the optional model; off unless the user switched it on.

    Attributes:
        url: Base address of an OpenAI-compatible endpoint, such as `http://127.0.0.1:11434/v1`.
        model: Name that the endpoint knows it by.
        key: Sent as a bearer token; may be empty.
    """

    enabled: bool = False
    url: str = ""
    model: str = ""
    key: str = ""

    @property
    def ready(self) -> bool:
        """Say whether it may be asked at all."""
        return self.enabled and bool(self.url) and bool(self.model)

    @property
    def host(self) -> str:
        """Name the host, for saying where facts would go."""
        return urlsplit(self.url).hostname or ""

    @property
    def is_local(self) -> bool:
        """Say whether the endpoint is on this machine."""
        return is_this_machine(self.host)


def is_this_machine(host: str) -> bool:
    """Say whether a host is this machine, by its address alone; no name is looked up."""
    if host == "localhost":
        return True
    try:
        return ip_address(host).is_loopback
    except ValueError:
        return False


def checked_settings(enabled: bool, url: str, model: str, key: str) -> ModelSettings:
    """Check what the user typed.

    Raises:
        ValidationError: The address is none, or would carry facts over the network in the open.
    """
    url, model, key = url.strip().rstrip("/"), model.strip(), key.strip()
    settings = ModelSettings(enabled, url, model, key)
    try:
        parts = urlsplit(url)
        port_fits = parts.port is None or parts.port > 0
    except ValueError:
        parts, port_fits = urlsplit(""), False
    plain = len(url) <= MAX_ADDRESS and url.isascii() and url.isprintable() and " " not in url
    if url and not (
        plain and port_fits and parts.scheme in ("http", "https") and parts.hostname and not parts.username
    ):
        raise ValidationError(
            {"url": ["This is no address Askwell can use. Nothing was changed. Example: http://127.0.0.1:11434/v1"]}
        )
    if url and parts.scheme == "http" and not settings.is_local:
        raise ValidationError({"url": ["An endpoint on another machine needs https://. Nothing was changed."]})
    if len(model) > MAX_NAME or len(key) > MAX_KEY or not key.isascii() or not (model + key).isprintable():
        raise ValidationError({"model": ["The name or the key is not one Askwell can send. Nothing was changed."]})
    if enabled and not settings.ready:
        raise ValidationError({"url": ["Fill in the address and the name of the model first. Nothing was changed."]})
    return settings
