"""The tables of `seeds/`: CSV rows, each with its basis and citation, read into facts."""
