# SPDX-License-Identifier: EUPL-1.2
"""LimeSurvey's .lss files, turned into the rows of a form and read as one."""
