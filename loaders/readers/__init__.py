"""From a file to numbered lines."""
