"""Reads one captured page into a profile document; pure, no network, no database."""
