"""Copying says only what was seen to be true, and never waits for long."""

from __future__ import annotations

import os
import shutil
import stat
import subprocess
from collections.abc import Iterator
from pathlib import Path

import pytest

from data.local import clipboard
from data.local.clipboard import copy

TEXT = "# Überblick\n\n14:02 canary 日本 `x | y`\n" * 500


@pytest.fixture
def bare(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A world with no display, no tmux, and only the programs put in this folder."""
    programs = tmp_path / "bin"
    programs.mkdir()
    for name in ("DISPLAY", "WAYLAND_DISPLAY", "TMUX"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("PATH", str(programs))
    return programs


def program(folder: Path, name: str, script: str) -> None:
    path = folder / name
    path.write_text(f"#!/bin/sh\nPATH=/usr/bin:/bin\n{script}\n")
    path.chmod(0o755)


def test_without_any_road_the_file_is_there_and_nothing_is_claimed(
    bare: Path, tmp_path: Path
) -> None:
    copy_file = tmp_path / "copied" / "out.md"
    copied = copy(TEXT, copy_file=copy_file, send_osc52=None)
    assert (copied.method, copied.confirmed, copied.path) == ("file", False, copy_file)
    assert copy_file.read_bytes() == TEXT.encode()
    assert stat.S_IMODE(copy_file.stat().st_mode) == 0o600
    assert str(copy_file) in copied.sentence


def test_the_terminals_clipboard_is_sent_and_not_confirmed(bare: Path, tmp_path: Path) -> None:
    sent: list[str] = []
    copied = copy(TEXT, copy_file=tmp_path / "out.md", send_osc52=sent.append)
    assert (copied.method, copied.confirmed, sent) == ("osc52", False, [TEXT])
    assert "does not say" in copied.sentence


def test_a_clipboard_that_forgets_is_not_a_copy(
    bare: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("DISPLAY", ":77")
    program(bare, "xclip", "cat >/dev/null; exit 0")
    program(bare, "which", "exec /usr/bin/which xclip")
    assert copy(TEXT, copy_file=tmp_path / "out.md", send_osc52=None).method == "file"


def test_a_program_that_hangs_is_ended_in_time(
    bare: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(clipboard, "PROGRAM_TIMEOUT_SECONDS", 0.3)
    monkeypatch.setenv("TMUX", "/nowhere,1,0")
    program(bare, "tmux", "exec sleep 100000")
    assert copy(TEXT, copy_file=tmp_path / "out.md", send_osc52=None).method == "file"


def test_tmux_counts_only_when_it_shows_the_same_text(
    bare: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("TMUX", "/nowhere,1,0")
    buffer = tmp_path / "buffer"
    program(bare, "tmux", f'[ "$1" = load-buffer ] && cat >{buffer} || cat {buffer}')
    copied = copy(TEXT, copy_file=tmp_path / "out.md", send_osc52=None)
    assert (copied.method, copied.confirmed) == ("tmux", True)
    program(bare, "tmux", '[ "$1" = load-buffer ] && cat >/dev/null || echo something else')
    assert copy(TEXT, copy_file=tmp_path / "out.md", send_osc52=None).method == "file"


def test_what_helping_programs_say_stays_off_the_screen(
    bare: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("TMUX", "/nowhere,1,0")
    program(bare, "tmux", "echo noise; echo noise >&2; exit 1")
    copy(TEXT, copy_file=tmp_path / "out.md", send_osc52=None)
    assert capfd.readouterr() == ("", "")


def test_an_older_copy_is_replaced_and_a_link_is_not_followed(bare: Path, tmp_path: Path) -> None:
    precious, copy_file = tmp_path / "precious", tmp_path / "out.md"
    precious.write_text("mine")
    copy_file.symlink_to(precious)
    copy("new", copy_file=copy_file, send_osc52=None)
    assert (precious.read_text(), copy_file.read_text()) == ("mine", "new")


@pytest.fixture
def display(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """A real X display, without a screen."""
    if not (shutil.which("Xvfb") and shutil.which("xclip")):
        pytest.skip("Xvfb and xclip are not installed")
    reading, writing = os.pipe()
    server = subprocess.Popen(
        ["Xvfb", "-displayfd", str(writing), "-screen", "0", "64x64x8"],
        pass_fds=[writing],
        stderr=subprocess.DEVNULL,
    )
    os.close(writing)
    with os.fdopen(reading) as numbers:
        number = numbers.readline().strip()
    monkeypatch.delenv("TMUX", raising=False)
    monkeypatch.delenv("WAYLAND_DISPLAY", raising=False)
    monkeypatch.setenv("DISPLAY", f":{number}")
    yield
    server.terminate()
    server.wait(60)


def test_a_real_desktop_clipboard_gives_the_text_back(display: None, tmp_path: Path) -> None:
    copied = copy(TEXT, copy_file=tmp_path / "out.md", send_osc52=None)
    assert (copied.method, copied.confirmed) == ("clipboard", True)
    pasted = subprocess.run(
        ["xclip", "-selection", "clipboard", "-o"], capture_output=True, check=True, timeout=60
    )
    assert pasted.stdout == TEXT.encode()


def test_a_real_tmux_gives_the_text_back(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    if not shutil.which("tmux"):
        pytest.skip("tmux is not installed")
    socket = tmp_path / "socket"
    server = ["tmux", "-S", str(socket), "-f", "/dev/null"]
    subprocess.run([*server, "new-session", "-d", "sleep 60"], check=True)
    try:
        monkeypatch.delenv("DISPLAY", raising=False)
        monkeypatch.delenv("WAYLAND_DISPLAY", raising=False)
        monkeypatch.setenv("TMUX", f"{socket},1,0")
        copied = copy(TEXT, copy_file=tmp_path / "out.md", send_osc52=None)
        assert (copied.method, copied.confirmed) == ("tmux", True)
    finally:
        subprocess.run([*server, "kill-server"], check=False)
