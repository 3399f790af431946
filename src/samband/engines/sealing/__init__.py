# SPDX-License-Identifier: EUPL-1.2
"""What is sealed, as bytes whose length tells next to nothing. The sealing itself is the caller's."""

from samband.engines.sealing.padding import content_of, padded

__all__ = ["content_of", "padded"]
