"""The measurements that scripts/bench.py runs, one module each."""
