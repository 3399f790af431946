# SPDX-License-Identifier: EUPL-1.2
"""Archives made by hand, to be sent as somebody hostile would."""

import io
import zipfile


def packed(**parts: bytes) -> bytes:
    """A zip, name -> content. Two underlines in a name are a slash, so that it is a name of Python too."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in parts.items():
            archive.writestr(name.replace("__", "/"), content)
    return out.getvalue()
