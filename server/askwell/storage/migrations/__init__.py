"""The history of the schema; run by `askwell.storage.migrating`."""
