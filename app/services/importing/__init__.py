"""Documents brought in: converted, looked at, mended, and published as readings."""
