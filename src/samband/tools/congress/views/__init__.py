# SPDX-License-Identifier: EUPL-1.2
"""Pages of congresses, ballots and elections."""
