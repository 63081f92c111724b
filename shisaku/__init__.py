"""The whole: the pipeline from seeds and documents to a release, and the commands."""

__version__ = "0.1.0"
