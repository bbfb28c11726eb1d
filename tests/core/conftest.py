"""Laws over any text have no deadline: a busy machine is not a fault of the text."""

from hypothesis import settings

settings.register_profile("interleaf", deadline=None)
settings.load_profile("interleaf")
