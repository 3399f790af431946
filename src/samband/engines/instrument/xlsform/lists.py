# SPDX-License-Identifier: EUPL-1.2
"""Lists of options and scales, which XLSForm calls by one kind of name."""

from samband.engines.instrument.model import Instrument


def list_names(instrument: Instrument) -> dict[str, str]:
    """List of options -> its name in the sheet ``choices``: its code, unless a scale is called so."""
    taken = {*instrument.scales, *instrument.options}
    names = {}
    for code in instrument.options:
        name = code
        if code in instrument.scales:
            while name in taken:
                name += "_options"
            taken.add(name)
        names[code] = name
    return names
