"""What can be derived from a profile and a seeker, one module per theme."""
