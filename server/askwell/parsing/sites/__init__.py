"""Site adapters, one file per site or family of sites, found by discovery."""
