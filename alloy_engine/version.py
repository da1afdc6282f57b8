"""The engine's version, stored with every program it plans."""

ENGINE_VERSION = "0.6.0"
