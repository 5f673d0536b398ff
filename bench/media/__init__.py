"""The parts of `bench.media_forwarding`: a fixed load, two engines to carry it, and what it costs them."""
