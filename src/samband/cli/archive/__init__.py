# SPDX-License-Identifier: EUPL-1.2
"""An installation as one file: rows in a form that every database reads, and the files of the home folder.

``writing`` makes a backup, ``reading`` checks one, ``restoring`` brings it back. The file is a ZIP:

- ``manifest.json``: version, migrations, and for every table and file its size and SHA-256;
- ``tables/<app>.<model>.jsonl``: one row a line, a JSON array in the order of the manifest's columns;
- ``files/<path in the home folder>``;
- ``configuration.env``: lines of samband.env, without secrets unless they were asked for.
"""
