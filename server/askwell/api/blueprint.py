"""The blueprint that all calls hang on."""

from flask import Blueprint

api = Blueprint("api", __name__, url_prefix="/api/v1")
API_VERSION = 1
