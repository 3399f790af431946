# SPDX-License-Identifier: EUPL-1.2
"""Message catalogues (GNU gettext) of engines, read without a framework and in a language that is named."""

from samband.engines.catalogues.reading import Translate, gettext_noop, words_in

__all__ = ["Translate", "gettext_noop", "words_in"]
