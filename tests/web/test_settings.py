"""Settings: safe without any, refused when they can't be meant, and all of them documented."""

from __future__ import annotations

import re
import stat
from pathlib import Path

import pytest

from web import settings
from web.settings import BadSetting, Settings, UnknownSetting

documentation = Path(__file__).parents[2] / "docs" / "settings.md"


def read_in(folder: Path, **more: str) -> Settings:
    return settings.read({"KARTABL_DATA": str(folder / "var"), **more})


def test_without_any_setting_only_this_machine_reaches_the_server() -> None:
    found = settings.read({"HOME": "/nowhere"})

    assert (found.host, found.port, found.language) == ("127.0.0.1", 8000, "fa")
    assert found.time_zone.key == "Asia/Tehran"
    assert found.data.is_absolute()
    assert found.database_url == f"sqlite:///{found.data}/kartabl.sqlite"


def test_settings_come_from_the_environment(tmp_path: Path) -> None:
    found = read_in(tmp_path, KARTABL_PORT="۸۰۸۰", KARTABL_LANGUAGE="en", KARTABL_DATABASE_URL="postgresql:///kartabl")

    assert (found.port, found.language) == (8080, "en")
    assert found.database_url == "postgresql:///kartabl"


def test_a_refused_url_shows_no_password() -> None:
    wrong = "http://kartabl:rose@host/"
    for name, text in (
        ("DATABASE_URL", wrong),
        ("DATABASE_URL", "postgresql+psycopg://kartabl:rose@host:port/kartabl"),
        ("BROKER_URL", wrong),
        ("LIMITS_URL", wrong),
        ("METRICS_TOKEN", "rose"),
    ):
        with pytest.raises(BadSetting) as fault:
            settings.read({f"KARTABL_{name}": text})
        assert "rose" not in fault.value.message("en") + fault.value.message("fa")


def test_the_data_folder_is_made_for_its_owner_only(tmp_path: Path) -> None:
    made = settings.data_folder(read_in(tmp_path))
    assert stat.S_IMODE(made.stat().st_mode) == 0o700


def test_an_empty_variable_is_as_good_as_none() -> None:
    assert settings.read({"KARTABL_PORT": " "}).port == 8000


@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("PORT", "eighty"),
        ("PORT", "0"),
        ("PORT", "65536"),
        ("LANGUAGE", "de"),
        ("SIGN_INS", "0"),
        ("DATABASE_URL", "kartabl.sqlite"),
        ("DATABASE_POOL", "0"),
        ("DATABASE_STATEMENT", "-1"),
        ("TIME_ZONE", "Asia/Tehrun"),
        ("TIME_ZONE", "../etc/passwd"),
        ("TIME_ZONE", "Asia"),
    ],
)
def test_what_cannot_be_meant_is_refused_by_name(name: str, text: str) -> None:
    with pytest.raises(BadSetting) as fault:
        settings.read({f"KARTABL_{name}": text})

    assert f"KARTABL_{name}" in str(fault.value)
    assert f"«\u2066{text}\u2069»" in fault.value.message("fa"), "as it was typed"


def test_a_misspelt_setting_is_refused_with_the_nearest_name() -> None:
    with pytest.raises(UnknownSetting, match="Did you mean KARTABL_PORT"):
        settings.read({"KARTABL_PROT": "80"})


def test_every_setting_is_documented_with_its_default() -> None:
    rows = re.findall(
        r"^\| `KARTABL_(\w+)` \| (?:`([^`]*)`|\*\(empty\)\*) \| \S", documentation.read_text("utf-8"), re.M
    )

    assert dict(rows) == {name: known.default for name, known in settings.known.items()}


def test_the_key_is_made_once_and_for_its_owner_only(tmp_path: Path) -> None:
    given = read_in(tmp_path)

    key = settings.secret_key(given)

    assert len(key) >= 64
    assert settings.secret_key(given) == key
    assert [path.name for path in given.data.iterdir()] == ["secret_key"]
    assert stat.S_IMODE((given.data / "secret_key").stat().st_mode) == 0o600


def test_a_key_that_was_given_is_used_and_nothing_is_written(tmp_path: Path) -> None:
    given = read_in(tmp_path, KARTABL_SECRET_KEY="of our own")

    assert settings.secret_key(given) == "of our own"
    assert not given.data.exists()


def test_of_two_that_start_at_once_both_have_the_key_of_the_first(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    given = read_in(tmp_path)
    first = settings.secret_key(given)
    monkeypatch.setattr(Path, "exists", lambda path: False)  # the second looked before the first had written

    assert settings.secret_key(given) == first
    assert [path.name for path in given.data.iterdir()] == ["secret_key"]
