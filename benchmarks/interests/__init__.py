# SPDX-License-Identifier: EUPL-1.2
"""The register of interests of a whole country: every list of it, its files, and its nightly round."""
