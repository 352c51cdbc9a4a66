"""Lets `python -m askwell` run the command line."""

from askwell.cli import main

if __name__ == "__main__":
    main()
