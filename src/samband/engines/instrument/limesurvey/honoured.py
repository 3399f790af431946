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
    ":": "a number for each line and column within its limits; ticks: several of the columns for each line",
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
    "K": "a number for each line within its limits",
    "S": "a line of text; numbers only: a number",
    "T": "a text of several lines",
    "U": "a text of several lines",
    "Q": "a line of text for each line; numbers only: a number",
    "D": "a day within its limits; the time of day is not asked",
    "X": "a text that asks nothing",
    "*": "a value worked out, never shown",
    "|": "a file with one of the endings it names",
}
"""Type of question -> how it is asked here."""

NOT_TAKEN: Mapping[str, str] = {"I": "the language is chosen at the beginning"}

TABLES: Mapping[str, str] = {
    "quota": "Quotas are not taken over. Set them where the questionnaire is used.",
    "assessments": "Assessments are not taken over. Write indices for scores.",
    "defaultvalues": "Values filled in beforehand are not taken over.",
    "survey_url_parameters": "Values from the address are not taken over.",
    "plugin_settings": "What plugins add is not taken over.",
}
"""Tables of the file that are left out, told of when they are not empty."""

ATTRIBUTES: Mapping[str, str] = {
    "array_filter": "which lines are shown after other answers",
    "array_filter_exclude": "which lines are hidden after other answers",
    "em_validation_q": "a check by a formula",
    "em_validation_sq": "a check of lines by a formula",
    "equals_num_value": "that numbers add up to a sum",
    "max_num_value": "the largest sum of the numbers",
    "min_num_of_files": "how few files may be sent",
    "min_num_value": "the smallest sum of the numbers",
    "other_replace_text": "the wording of “other”",
    "prefix": "what stands before the answer",
    "random_group": "the group among which the order is drawn",
    "subquestion_order": "that the order of lines is drawn",
    "suffix": "what stands after the answer",
    "time_limit": "a limit of time",
}
"""Attributes of questions that are told of and left out. Those that are not named change only the look."""

USED: Mapping[str, str] = {
    "allowed_filetypes": "the endings of files",
    "answer_order": "random: the order of answers is drawn",
    "date_max": "the last day, where it is a day (2026-12-31)",
    "date_min": "the first day, where it is a day (2026-01-01)",
    "dualscale_headerA": "stands in the wording of the first of two scales",
    "dualscale_headerB": "stands in the wording of the second of two scales",
    "equation": "what is worked out",
    "exclude_all_others": "answers that stand alone",
    "hidden": "1: the question is left out, with a word on it",
    "max_answers": "how many answers at most",
    "max_num_of_files": "how many files may be sent, at most 20",
    "max_num_value_n": "the largest number",
    "maximum_chars": "how long a text may be",
    "min_answers": "how many answers at least",
    "min_num_value_n": "the smallest number",
    "multiflexible_checkbox": "1: ticks",
    "multiflexible_max": "the largest number",
    "multiflexible_min": "the smallest number",
    "num_value_int_only": "1: whole numbers",
    "numbers_only": "1: a number",
    "random_order": "1: the order of answers is drawn; that of lines is not, with a word on it",
    "slider_max": "the largest number, where a slider is shown",
    "slider_min": "the smallest number, where a slider is shown",
}
"""Attributes of questions that are honoured."""

NOTHING = frozenset({"", "0", "N", "none", "normal"})
"""Values of attributes that say that there is nothing to tell of."""

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
