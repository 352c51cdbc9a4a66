"""Pairing calls: claim a code, prove the server, list, revoke, renew; and links that open the dashboard."""

from dataclasses import asdict
from typing import Any

from flask import request
from marshmallow import Schema, fields

from askwell import context
from askwell.api.blueprint import API_VERSION, api
from askwell.api.guard import current_pairing
from askwell.api.operations import Answer, Operation, operation
from askwell.api.wire import Moment, Text
from askwell.domain.refusals import OriginNotAllowedError
from askwell.services import pairings

VISIBLE = r"[^\x00-\x1f\x7f-\x9f\u200e\u200f\u202a-\u202e\u2066-\u2069]*"
"""Names that look like what they are: no control characters and nothing that turns the direction of writing."""


class ClaimSchema(Schema):
    """A code, and what to call the browser."""

    code = Text(32, least=1, required=True)
    browser = Text(80, least=1, load_default="A browser", pattern=VISIBLE)


class NewPairingSchema(Schema):
    """A fresh pairing; the only time the token is shown."""

    id = fields.String()
    token = fields.String()
    server_key = fields.String()
    name = fields.String()
    api_version = fields.Integer()
    dashboard = fields.String()


class NonceSchema(Schema):
    """A challenge to the server."""

    nonce = Text(64, least=64, required=True, pattern="[0-9a-f]{64}")


class ProofSchema(Schema):
    """The server's answer to a challenge."""

    proof = fields.String()


class PairingSchema(Schema):
    """A paired browser."""

    id = fields.String()
    name = fields.String()
    origin = fields.String()
    created_at = Moment()
    last_used_at = Moment(allow_none=True)
    current = fields.Boolean()


class PairingListSchema(Schema):
    """All paired browsers."""

    items = fields.List(fields.Nested(PairingSchema))


class TokenSchema(Schema):
    """A renewed token."""

    token = fields.String()


class SignInSchema(Schema):
    """Where in the dashboard a link should lead."""

    next = Text(500)


class LinkSchema(Schema):
    """A link that works once within a minute."""

    url = fields.String()


@api.post("/pairings")
@operation(Operation("Pair this extension with a code", {201: NewPairingSchema}, body=ClaimSchema, needs_token=False))
def create_pairing(body: dict[str, Any]) -> object:
    """Trade the code of an open pairing page for a token."""
    origin = request.headers.get("Origin")
    if origin is None:
        raise OriginNotAllowedError("Only a browser extension can be paired.")
    with context.database().writing() as session:
        fresh = pairings.claim_pairing(
            session,
            context.pairing_desk(),
            code=body["code"],
            origin=origin,
            name=body["browser"].strip() or "A browser",
            now=context.now(),
        )
    return {
        "id": fresh.pairing.id,
        "token": fresh.token,
        "server_key": fresh.server_key,
        "name": fresh.pairing.name,
        "api_version": API_VERSION,
        "dashboard": f"{context.config().dashboard_url}/",
    }


@api.post("/pairings/<uuid:pairing_id>/proof")
@operation(Operation("Prove that this is the paired server", {200: ProofSchema}, body=NonceSchema, needs_token=False))
def create_proof(pairing_id: str, body: dict[str, Any]) -> object:
    """Answer a challenge with the key given at pairing."""
    with context.database().reading() as session:
        return {"proof": pairings.prove(session, context.pairing_desk(), pairing_id, body["nonce"])}


@api.get("/pairings")
@operation(Operation("List paired browsers", {200: PairingListSchema}))
def list_pairings() -> object:
    """List paired browsers, saying which one asks."""
    with context.database().reading() as session:
        found = pairings.list_pairings(session)
    return {"items": [{**asdict(pairing), "current": pairing.id == current_pairing().id} for pairing in found]}


@api.delete("/pairings/<uuid:pairing_id>")
@operation(Operation("Take a browser's access away", {204: None}))
def delete_pairing(pairing_id: str) -> None:
    """Revoke a pairing at once."""
    with context.database().writing() as session:
        pairings.revoke_pairing(session, pairing_id)


@api.post("/pairings/current/token")
@operation(Operation("Renew the token of the browser that asks", {201: TokenSchema}))
def create_token() -> object:
    """Give a new token; the old one works a minute longer."""
    token = request.headers["Authorization"].partition(" ")[2]
    with context.database().writing() as session:
        return {"token": pairings.renew_token(session, current_pairing(), token, now=context.now())}


@api.post("/sign-in-links")
@operation(
    Operation("Get a link that opens the dashboard once", {201: LinkSchema}, body=SignInSchema, body_optional=True)
)
def create_sign_in_link(body: dict[str, Any]) -> object:
    """Make a sign-in link for the person at this browser."""
    link = context.sign_in_desk().issue_link(body.get("next", "/"))
    return Answer({"url": f"{context.config().dashboard_url}/sign-in/{link}"}, 201)
