"""The example in the developers' guide runs as it stands."""

import re
from pathlib import Path

GUIDE = Path(__file__).parents[3] / "docs" / "developers" / "engine.md"


def test_example_in_the_guide_runs():
    (example,) = re.findall(r"```python\n(.*?)```", GUIDE.read_text(encoding="utf-8"), re.DOTALL)
    names: dict = {}

    exec(example, names)

    assert [(pair.seeker, pair.guide) for pair in names["found"].pairs] == [("12", "7")]


def test_every_name_in_the_guide_s_table_exists():
    from matching import engine

    table = GUIDE.read_text(encoding="utf-8").split("| name |")[1].split("\n\n")[0]
    named = re.findall(r"`([A-Za-z_]+)[`(]", "\n".join(line.split("|")[1] for line in table.splitlines()[2:]))

    assert [name for name in named if not hasattr(engine, name)] == []
    assert len(named) == 19
