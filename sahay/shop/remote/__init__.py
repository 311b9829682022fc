"""A shop that is asked over HTTP: the contract is `openapi.yml`, `docs/backend-http.md` tells how to implement it."""
