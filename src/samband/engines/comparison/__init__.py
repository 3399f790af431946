# SPDX-License-Identifier: EUPL-1.2
"""Putting measures together and beside one another."""

from samband.engines.comparison.composites import BadTree, Composite, Node, composites

__all__ = ["BadTree", "Composite", "Node", "composites"]
