"""What is run by hand and for long: `make soak`. Bounded, resumable, and not part of `make test`."""
