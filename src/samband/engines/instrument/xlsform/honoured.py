# SPDX-License-Identifier: EUPL-1.2
"""What of other tools' XLSForms is honoured and what is not: one table for reading and for documents."""

from collections.abc import Mapping

TYPES: Mapping[str, str] = {
    "text": "text; several lines with the appearance multiline",
    "integer": "a whole number; a constraint of limits becomes its limits",
    "decimal": "a number with up to 6 decimals",
    "range": "a number within the start and end of its parameters",
    "date": "a day",
    "datetime": "a day; the time of day is not asked",
    "time": "a line of text, as 14:30",
    "select_one": "a statement on a scale when all names are whole numbers, else one of the options",
    "select_multiple": "several of the options",
    "rank": "options put in order",
    "note": "a text that asks nothing",
    "acknowledge": "a box to tick",
    "trigger": "a box to tick",
    "image": "a file: jpg, png, webp or heic",
    "file": "a file: pdf, jpg or png, or the endings that body::accept names",
    "calculate": "a value worked out, never shown",
    "hidden": "a value worked out, when it has a calculation or a default",
}
"""Type of question -> how it is asked here."""

GROUPS: Mapping[str, str] = {
    "begin group": "outermost: a section; inside: a page, with its condition; field-list: one page for all",
    "begin repeat": "a section asked as often as its repeat_count says; without one, that is asked first",
}

LOOP = "begin loop"
"""Asked for each choice of a list; the standard has given it up. Left out with all in it."""

NOT_TAKEN: Mapping[str, str] = {
    "audio": "sound is not asked for",
    "background-audio": "nobody is recorded",
    "background-geopoint": "places on a map are not asked for",
    "barcode": "barcodes are not read",
    "cascading_select": "the standard has given it up for choice_filter",
    "csv-external": "data in other files are not read",
    "geopoint": "places on a map are not asked for",
    "geoshape": "places on a map are not asked for",
    "geotrace": "places on a map are not asked for",
    "osm": "places on a map are not asked for",
    "select_multiple_from_file": "choices in other files are not read",
    "select_one_external": "choices in other files are not read",
    "select_one_from_file": "choices in other files are not read",
    "video": "films are not asked for",
    "xml-external": "data in other files are not read",
}
"""Type -> why it is left out."""

ABOUT_THE_DEVICE = frozenset(
    [
        "audit",
        "deviceid",
        "email",
        "end",
        "phonenumber",
        "simserial",
        "start",
        "start-geopoint",
        "subscriberid",
        "today",
        "username",
    ]
)
"""Left out: who answers, when and on what is not stored with answers."""

COLUMNS: Mapping[str, str] = {
    "type": "",
    "name": "becomes the code: small letters, digits and _",
    "label": "in every language; ${name} quotes an earlier answer",
    "hint": "help beside the question",
    "guidance_hint": "added to the hint",
    "required": "yes: an answer is needed; a condition: asked for once more",
    "relevant": "the condition under which it is shown; may look only at what is asked before",
    "constraint": "a check, or the limits of a number",
    "constraint_message": "what is said when the check does not hold",
    "calculation": "of calculate and hidden",
    "default": "filled in beforehand; may be worked out",
    "appearance": "see below",
    "parameters": "randomize; start, end and step of a range",
    "repeat_count": "a question that is a number or several options, or their count",
    "choice_filter": "all choices are offered; one that does not go with earlier answers is not taken",
    "rows": "how many lines a text has",
    "body::accept": "the endings of a file, as .pdf, .docx",
    "disabled": "yes: the row is passed over",
}
"""Column of ``survey`` -> what it does. All other columns are told of and left out."""

COLUMNS_LOST: Mapping[str, str] = {
    "audio, image, big-image, video, media::…": "pictures, sound and films are not shown",
    "autoplay": "sound and films are not played",
    "bind::…, body::…, instance::…": "what is written straight into an XForm has no meaning here",
    "compact_tag, sms_…": "nothing is sent as a text message",
    "no_app_error_string": "no other program is opened",
    "read_only": "whoever is asked can change the answer; show a value in a note",
    "required_message": "Samband says it in its own words",
    "save_to": "nothing is stored outside the answers",
    "trigger": "values are worked out whenever they are needed",
}
"""Columns of the standard that are left out, each with a word on it when the form is read."""

CHOICE_COLUMNS: Mapping[str, str] = {
    "list_name": "to which list the choice belongs",
    "name": "its code; whole numbers in a whole list make a scale",
    "label": "in every language",
    "missing": "of Samband: why it is no answer (dont_know, no_opinion, …)",
    "exclusive": "of Samband: true when nothing else may be chosen with it",
}
"""Column of ``choices`` -> what it does. Those that a choice_filter looks at are used; others are told of."""

SHEETS: Mapping[str, str] = {
    "external_choices": "choices of select_one_external",
    "entities": "things kept from one form to the next",
    "osm": "tags of maps",
}
"""Sheets of the standard that are not read, each with a word on it."""

SETTINGS = frozenset(
    [
        "form_title",
        "introduction",
        "thanks",
        "form_id",
        "id_string",
        "version",
        "default_language",
        "style",
        "valid_from",
        "source",
        "licence",
    ]
)

MEANT = frozenset({"field-list", "multiline"})
LOOKS = frozenset(
    [
        "minimal",
        "compact",
        "quick",
        "quickcompact",
        "likert",
        "label",
        "list-nolabel",
        "list",
        "horizontal",
        "horizontal-compact",
        "vertical",
        "no-buttons",
        "columns",
        "columns-pack",
        "columns-flex",
        "columns-1",
        "columns-2",
        "columns-3",
        "columns-4",
        "columns-5",
        "no-calendar",
        "numbers",
        "thousands-sep",
        "table-list",
        "autocomplete",
        "search",
        "picker",
        "rating",
        "distress",
        "slider",
        "compact-1",
        "compact-2",
        "compact-3",
        "compact-4",
        "w1",
        "w2",
        "w3",
        "w4",
        "w5",
        "w6",
        "w7",
        "w8",
        "w9",
        "w10",
        "w11",
        "w12",
        "new",
        "new-front",
        "bearing",
    ]
)
"""Appearances that change only how a question looks: grids and lists come by themselves here."""

DOES_NOT_FIT = {
    "bg": "Отговорът не е подходящ.",
    "en": "The answer does not fit.",
    "ka": "პასუხი არ შეესაბამება.",
    "nb": "Svaret passer ikke.",
    "nn": "Svaret passar ikkje.",
    "ro": "Răspunsul nu se potrivește.",
    "se": "Vástádus ii heive.",
}
OTHER = {
    "bg": "Друго",
    "en": "Other",
    "ka": "სხვა",
    "nb": "Annet",
    "nn": "Anna",
    "ro": "Altul",
    "se": "Eará",
}
"""What XLSForm's ``or_other`` adds in English only."""
