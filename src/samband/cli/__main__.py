# SPDX-License-Identifier: EUPL-1.2
import sys

from samband.cli.main import main

sys.exit(main())
