"""Measuring: figures are ratios within one run, for machines differ and drift."""
