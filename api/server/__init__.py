"""The HTTP server under the API: what uvicorn lacks of limits and deadlines."""
