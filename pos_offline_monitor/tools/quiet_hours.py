# Part of the POS offline suite. See LICENSE file for full copyright and licensing details.
"""When nobody is to be told of a problem that can wait until the morning."""


def is_quiet(local, start, end):
    """Tell whether a time of the day is between two hours, which may lie on two days.

    :param datetime local: in the time zone of whoever would be told
    :param float start: hour of the day, as 22.5 for half past ten in the evening
    :param float end: the first hour that is not quiet; the same as ``start``: none is quiet
    """
    hour = local.hour + local.minute / 60
    if start <= end:
        return start <= hour < end
    return hour >= start or hour < end
