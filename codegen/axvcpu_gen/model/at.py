# SPDX-License-Identifier: MIT
"""The value or range that a row is for."""
from ..shape import parse_number


def parse(text, report):
    """(low, high) of 'value' or 'low..high'; None after an error."""
    parts = text.split("..")
    numbers = [parse_number(part.strip()) for part in parts]
    if len(parts) > 2 or None in numbers:
        report.error(text.pos, f"'{text}' is no value and no range",
                     hint="write 3, 0x10, 0b01_0 or 0..7")
        return None
    low, high = numbers[0][0], numbers[-1][0]
    if low > high:
        report.error(text.pos, f"the range {text} is empty: its first value is the larger")
        return None
    return low, high
