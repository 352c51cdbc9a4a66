"""The JSON edge under /api/v1/."""
