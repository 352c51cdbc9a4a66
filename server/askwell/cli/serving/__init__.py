"""What a running server needs around the application: a socket, a thread pool, logs, a window to open."""
