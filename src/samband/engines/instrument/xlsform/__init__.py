# SPDX-License-Identifier: EUPL-1.2
"""XLSForm workbooks: our own come back unchanged, others as far as a web form can honour them."""
