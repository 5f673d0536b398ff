"""The law of searching: whoever is signed in searches what they may know, and finds nothing else."""

from tests.http.law import Law, signed_in

API: tuple[Law, ...] = (Law("GET", "/api/v1/search", signed_in, at="/api/v1/search?q=motion"),)
PAGES: tuple[Law, ...] = (Law("GET", "/search", signed_in, at="/search?q=motion"),)
