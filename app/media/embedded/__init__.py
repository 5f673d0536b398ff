"""Forwards media with aiortc in a child process per room, without ever decoding it."""

from app.media.embedded.engine import EmbeddedEngine

__all__ = ["EmbeddedEngine"]
