"""Make ``schema/*.schema.json`` for editors from the declaration the program itself reads with.

Run ``python tools/make_schemas.py`` after a change to ``data/questions.yaml``,
``data/applications.yaml`` or ``stemwijzer/catalogue/schema.py``; a test fails while the files on
disk differ from this.
"""

from __future__ import annotations

import json
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
FOLDER = ROOT / "schema"


def schemas() -> dict[str, str]:
    """Return the text of every schema file by its name."""
    from stemwijzer.catalogue.json_schema import every
    from stemwijzer.catalogue.load import load_catalogue

    found = every(load_catalogue(ROOT / "data"))
    return {
        f"{name}.schema.json": json.dumps(schema, indent=1, ensure_ascii=False) + "\n"
        for name, schema in found.items()
    }


def main() -> None:
    """Write the schemas, and take away those of files that are gone."""
    FOLDER.mkdir(exist_ok=True)
    made = schemas()
    for old in FOLDER.glob("*.schema.json"):
        if old.name not in made:
            old.unlink()
    for name, text in made.items():
        (FOLDER / name).write_text(text, encoding="utf-8")


if __name__ == "__main__":
    sys.path.insert(0, str(ROOT))
    main()
