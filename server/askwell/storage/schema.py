"""Which schema this program writes, and which older ones it can bring up to date; imports nothing."""

KNOWN_VERSIONS = ("0001", "0002", "0003")
"""Every released schema, oldest first."""

SCHEMA_VERSION = KNOWN_VERSIONS[-1]
