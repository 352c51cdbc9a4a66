"""One module per kind of file; each gives an `IMPORTER`."""
