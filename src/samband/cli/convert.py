# SPDX-License-Identifier: EUPL-1.2
"""``samband convert``: questionnaires and answers from one form of file to another. Never loads Django."""

from argparse import ArgumentParser, Namespace, _SubParsersAction
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path

from samband.engines.instrument import (
    ImportedForm,
    Instrument,
    InstrumentFaults,
    instrument_files,
    load_instrument,
    read_limesurvey,
    read_xlsform,
    words_files,
    write_instrument,
    write_xlsform,
)
from samband.engines.microdata import (
    FORMS,
    Unreadable,
    answers_file,
    dataset,
    questionnaire_codebook,
    read_answers,
)
from samband.engines.rule_files import Fault

YAML, XLSFORM, DDI = ".yaml", ".xlsx", ".xml"
READ: Mapping[str, Callable[[Path], ImportedForm]] = {
    XLSFORM: read_xlsform,
    ".lss": read_limesurvey,
    YAML: lambda path: ImportedForm(load_instrument(path), ()),
}
WRITTEN = (YAML, XLSFORM, DDI)
ANSWERS = tuple(f".{ending}" for ending in FORMS)
DONE, FAULTY = 0, 1


def add_parser(subparsers: "_SubParsersAction[ArgumentParser]") -> ArgumentParser:
    parser = subparsers.add_parser(
        "convert",
        help="turn a questionnaire, or answers to it, into another form of file",
        description="Turn a questionnaire (.yaml with its words files beside it, an XLSForm .xlsx, a "
        "LimeSurvey .lss) into .yaml, .xlsx or a DDI codebook (.xml). With --instrument, SOURCE is a CSV "
        "file of answers, one row for each respondent, which becomes .sav, .dta, .parquet, .xml or .zip "
        "(CSV, description, R script, codebook). Prints what is not taken over, or every fault with its "
        "place and remedy. Exit code 0; 1 with faults; 2 when refused.",
    )
    parser.add_argument(
        "source", type=Path, metavar="SOURCE", help="file to read: .yaml, .xlsx, .lss or .csv"
    )
    parser.add_argument("target", type=Path, metavar="TARGET", help="file to write; its ending says what")
    parser.add_argument("--instrument", type=Path, metavar="FILE", help="what the answers in SOURCE answer")
    parser.add_argument(
        "--languages", default="", metavar="LANGUAGES", help="of the labels, as nb,en; all when left out"
    )
    parser.add_argument("--force", action="store_true", help="overwrite files that are there")
    return parser


def run(arguments: Namespace) -> int:
    """Convert and return 0, or print all faults of the source and return 1. Raises ValueError, OSError."""
    try:
        return _answers(arguments) if arguments.instrument else _questionnaire(arguments)
    except (InstrumentFaults, Unreadable) as found:
        print(*found.faults, sep="\n")
        return FAULTY


def _questionnaire(arguments: Namespace) -> int:
    source, target = arguments.source, arguments.target
    _check_kind(source, READ)
    _check_kind(target, WRITTEN)
    form = READ[source.suffix.lower()](source)
    instrument = form.instrument
    written = _write(instrument, target, _languages(arguments, instrument), may_overwrite=arguments.force)
    print(f"{instrument.code} {instrument.version} is written: {', '.join(path.name for path in written)}.")
    _tell("Left out or assumed:", form.refusals)
    return DONE


def _answers(arguments: Namespace) -> int:
    source, target = arguments.source, arguments.target
    _check_kind(source, (".csv",))
    _check_kind(target, ANSWERS)
    _check_kind(arguments.instrument, READ)
    instrument = READ[arguments.instrument.suffix.lower()](arguments.instrument).instrument
    people, left_out = read_answers(path=source, instrument=instrument)
    _check_room([target], target, may_overwrite=arguments.force)
    data = dataset(instrument=instrument, answered=people, languages=_languages(arguments, instrument))
    target.write_bytes(answers_file(data=data, form=target.suffix.lower()[1:]))
    print(f"{len(people)} answers are written: {target.name}.")
    _tell("Left out:", left_out)
    return DONE


def _tell(heading: str, faults: Sequence[Fault]) -> None:
    if faults:
        print(heading, *(f"  {fault}" for fault in faults), sep="\n")


def _languages(arguments: Namespace, instrument: Instrument) -> tuple[str, ...]:
    """Raises ValueError for one that the questionnaire does not speak."""
    chosen = tuple(language.strip() for language in arguments.languages.split(",") if language.strip())
    for language in chosen:
        if language not in instrument.languages:
            spoken = ", ".join(instrument.languages)
            raise ValueError(f"The questionnaire has no words in “{language}”. Choose among: {spoken}.")
    return chosen or instrument.languages


def _check_kind(path: Path, known: Sequence[str] | Mapping[str, object]) -> None:
    if path.suffix.lower() not in known:
        *most, last = known
        endings = f"{', '.join(most)} nor {last}" if most else last
        raise ValueError(f"{path} is neither {endings}. Give the file one of these endings.")


def _write(
    instrument: Instrument, target: Path, languages: Sequence[str], *, may_overwrite: bool
) -> Sequence[Path]:
    is_yaml = target.suffix.lower() == YAML
    names = list(instrument_files(instrument=instrument, stem=target.stem)) if is_yaml else [target.name]
    _check_room([target.parent / name for name in names], target, may_overwrite=may_overwrite)
    if is_yaml:
        return write_instrument(instrument=instrument, folder=target.parent, stem=target.stem)
    if target.suffix.lower() == XLSFORM:
        write_xlsform(instrument=instrument, path=target)
    else:
        target.write_bytes(questionnaire_codebook(instrument=instrument, languages=languages))
    return [target]


def _check_room(wanted: Sequence[Path], target: Path, *, may_overwrite: bool) -> None:
    if not target.parent.is_dir():
        raise ValueError(f"There is no folder {target.parent}. Make it first.")
    taken = [path for path in wanted if path.exists()]
    if taken and not may_overwrite:
        names = ", ".join(map(str, taken))
        raise ValueError(f"{names} would be overwritten. Choose another name, or add --force.")
    others = set(words_files(path=target).values()) - set(wanted) if target.suffix.lower() == YAML else set()
    if others:
        names = ", ".join(sorted(map(str, others)))
        raise ValueError(f"{names} would be read as words of {target.name} too. Move or remove them first.")
