# SPDX-License-Identifier: EUPL-1.2
"""What of LimeSurvey's questionnaires is honoured and what is not, for reading and for documents."""

from collections.abc import Mapping

TYPES: Mapping[str, str] = {
    "5": "five points: a statement on a scale of 1–5",
    "A": "a statement on a scale of 1–5 for each line",
    "B": "a statement on a scale of 1–10 for each line",
    "C": "yes, uncertain, no for each line",
    "E": "increase, same, decrease for each line",
    "F": "one of the answers for each line",
    "H": "one of the answers for each line",
    "1": "two questions for each line, one for each scale",
    ":": "a number for each line and column",
    ";": "a line of text for each line and column",
    "G": "female or male",
    "Y": "yes or no",
    "L": "one of the answers",
    "!": "one of the answers",
    "O": "one of the answers, and a text beside it",
    "M": "several of the answers",
    "P": "several of the answers, and a text for each that is chosen",
    "R": "answers put in order",
    "N": "a number within its limits",
    "K": "a number for each line",
    "S": "a line of text",
    "T": "a text of several lines",
    "U": "a text of several lines",
    "Q": "a line of text for each line",
    "D": "a day",
    "X": "a text that asks nothing",
    "*": "a value worked out, never shown",
    "|": "a file",
}
"""Type of question -> how it is asked here."""

NOT_TAKEN: Mapping[str, str] = {"I": "the language is chosen at the beginning"}

TABLES: Mapping[str, str] = {
    "quota": "Quotas are not taken over. Set them where the questionnaire is used.",
    "assessments": "Assessments are not taken over. Write indices for scores.",
    "defaultvalues": "Values filled in beforehand are not taken over.",
    "survey_url_parameters": "Values from the address are not taken over.",
}
"""Tables of the file that are left out, told of when they are not empty."""

ATTRIBUTES: Mapping[str, str] = {
    "array_filter": "which lines are shown after other answers",
    "array_filter_exclude": "which lines are hidden after other answers",
    "em_validation_q": "a check by a formula",
    "em_validation_sq": "a check of lines by a formula",
    "equals_num_value": "that numbers add up to a sum",
    "max_num_value": "the largest sum of the numbers",
    "min_num_value": "the smallest sum of the numbers",
    "random_group": "the group among which the order is drawn",
    "time_limit": "a limit of time",
}
"""Attributes of questions that are told of and left out. All others change only the look."""

WORDS: Mapping[str, Mapping[str, str]] = {
    "Y": {"en": "Yes", "nb": "Ja", "nn": "Ja", "ro": "Da", "bg": "Да", "ka": "დიახ", "se": "Juo"},
    "N": {"en": "No", "nb": "Nei", "nn": "Nei", "ro": "Nu", "bg": "Не", "ka": "არა", "se": "Ii"},
    "U": {"en": "Uncertain", "nb": "Usikker", "nn": "Usikker", "ro": "Nesigur", "bg": "Не съм сигурен"},
    "I": {"en": "Increase", "nb": "Økning", "nn": "Auke", "ro": "Creștere", "bg": "Увеличение"},
    "S": {"en": "Same", "nb": "Uendret", "nn": "Uendra", "ro": "La fel", "bg": "Без промяна"},
    "D": {"en": "Decrease", "nb": "Nedgang", "nn": "Nedgang", "ro": "Scădere", "bg": "Намаление"},
    "F": {"en": "Female", "nb": "Kvinne", "nn": "Kvinne", "ro": "Femeie", "bg": "Жена", "ka": "ქალი"},
    "M": {"en": "Male", "nb": "Mann", "nn": "Mann", "ro": "Bărbat", "bg": "Мъж", "ka": "კაცი"},
    "comment": {"en": "Comment", "nb": "Kommentar", "nn": "Kommentar", "ro": "Comentariu"},
}
"""Answers that LimeSurvey words itself."""

FIXED: Mapping[str, tuple[str, ...]] = {
    "5": ("1", "2", "3", "4", "5"),
    "A": ("1", "2", "3", "4", "5"),
    "B": tuple(str(point) for point in range(1, 11)),
    "C": ("Y", "U", "N"),
    "E": ("I", "S", "D"),
    "G": ("F", "M"),
    "Y": ("Y", "N"),
}
"""Type -> codes of the answers that belong to it."""
