# SPDX-License-Identifier: EUPL-1.2
"""One module for each kind of rule: from a tree with places to the rule, noting what does not fit."""
