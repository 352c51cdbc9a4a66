"""One function per use case: takes a session, returns domain values; never commits."""
