# SPDX-License-Identifier: EUPL-1.2
"""How long it takes to save a large questionnaire, and to check what one respondent sends."""
