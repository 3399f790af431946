# SPDX-License-Identifier: EUPL-1.2
"""Georgian as public bodies write it: the year first, so that the month needs no ending; 24 hours."""

DATE_FORMAT = "Y წლის j F"
TIME_FORMAT = "H:i"
DATETIME_FORMAT = "Y წლის j F, H:i"
YEAR_MONTH_FORMAT = "Y წლის F"
MONTH_DAY_FORMAT = "j F"
SHORT_DATE_FORMAT = "d.m.Y"
SHORT_DATETIME_FORMAT = "d.m.Y H:i"
FIRST_DAY_OF_WEEK = 1
DECIMAL_SEPARATOR = ","
THOUSAND_SEPARATOR = "\N{NO-BREAK SPACE}"
NUMBER_GROUPING = 3
