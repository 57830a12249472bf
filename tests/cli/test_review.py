import json
from collections.abc import Callable
from pathlib import Path

import pytest
from click.testing import Result

from thaidoc.archive import review
from thaidoc.archive.store import Archive
from thaidoc.cli import dialog
from thaidoc.cli.labels import COUNTED
from thaidoc.record import FIELDS
from thaidoc.search.update import is_behind

Run = Callable[..., Result]

BLANK = """\
ที่ มท ๐๘๑๐.๓/                                     กรมสมมุติ

                              มิถุนายน ๒๕๖๒

เรื่อง  ขอเชิญประชุม

เรียน  ผู้ว่าราชการจังหวัด ทุกจังหวัด

        ด้วยกรมสมมุติขอให้จังหวัดส่งบุคลากรเข้าร่วมประชุม

                              ขอแสดงความนับถือ

                              (นายทดสอบ ใจสมมุติ)
                              อธิบดีกรมสมมุติ
"""


@pytest.fixture
def blank(run: Run, archive: Path, tmp_path: Path) -> str:
    """A letter without number and day, beside the two sound ones."""
    (tmp_path / "blank.txt").write_text(BLANK, encoding="utf-8")
    report = run("add", "--json", "--archive", archive, tmp_path / "blank.txt")
    identity: str = json.loads(report.stdout)["files"][0]["id"]
    return identity


@pytest.fixture
def say(run: Run, archive: Path) -> Callable[..., Result]:
    """The dialog with these lines typed."""

    def say(*lines: str, args: tuple[str, ...] = ()) -> Result:
        typed = "".join(f"{line}\n" for line in lines).encode()
        return run("review", "--archive", archive, *args, stdin=typed)

    return say


class TestDialog:
    def test_it_asks_for_the_doubtful_fields_with_their_lines(
        self, say: Callable[..., Result], blank: str, archive: Path
    ) -> None:
        done = say("q")
        assert done.exit_code == 0
        shown = done.stdout
        assert blank in shown
        assert str(Archive(archive).original(blank)) in shown
        assert "ที่ (reference)  the running number is blank" in shown
        assert "1:1  ที่ มท ๐๘๑๐.๓/" in shown
        assert "= มท 0810.3/" in shown
        assert Archive(archive).corrections(blank).fields == {}

    def test_enter_confirms_and_a_value_corrects(
        self, say: Callable[..., Result], blank: str, archive: Path
    ) -> None:
        done = say("", "๑๔ มิ.ย. ๒๕๖๒", args=("--by", "สมหญิง"))
        assert "⇒ 14 มิ.ย. 2562" in done.stdout
        assert "2 fields decided, 0 skipped" in done.stderr
        kept = Archive(archive)
        record = kept.record(blank)
        assert (record.date and record.date.iso) == "2019-06-14"
        acts = kept.corrections(blank).acts
        assert [(act.did, act.by) for act in acts] == [
            ({"reference": "confirmed"}, "สมหญิง"),
            ({"date": "set"}, "สมหญิง"),
        ]
        assert not is_behind(kept)
        assert say("q").exit_code == 1

    @pytest.mark.parametrize("thai", [False, True])
    def test_keys_of_either_keyboard(
        self, say: Callable[..., Result], blank: str, archive: Path, thai: bool
    ) -> None:
        skip, undo, doubtful, stop = "หีกๆ" if thai else "sudq"
        done = say(skip, doubtful, undo, undo, "14/6/2562", stop)
        assert done.stdout.count("วันที่ (date)") == 2  # asked again once it was taken back
        assert "nothing was decided yet" in done.stdout
        corrections = Archive(archive).corrections(blank)
        assert corrections.values.keys() == {"date"}
        assert [bool(act.undone) for act in corrections.acts] == [True, False]
        assert corrections.acts[0].did == {"date": "doubtful"}

    def test_undo_reaches_back_over_letters(
        self, say: Callable[..., Result], run: Run, blank: str, archive: Path, tmp_path: Path
    ) -> None:
        (tmp_path / "other.txt").write_text(BLANK.replace("เชิญ", "เลื่อน"), encoding="utf-8")
        run("add", "--archive", archive, tmp_path / "other.txt")
        done = say("", "", "u", "s", "q")
        first, second = (one.id for one in review.queue(Archive(archive)))
        heads = [
            line.split()[0] for line in done.stdout.splitlines() if line[:16] in (first, second)
        ]
        assert len(heads) == 4  # the second, back to the first, and on to the second
        assert heads[0] == heads[2] != heads[1] == heads[3]

    def test_a_bad_value_is_told_and_asked_again(
        self, say: Callable[..., Result], blank: str, archive: Path
    ) -> None:
        done = say("ไม่รู้", "=q", "มท 0810.3/ว 12", "q")
        assert "! reference: 'ไม่รู้' is not a letter's number." in done.stdout
        assert "! reference: 'q' is not a letter's number." in done.stdout
        record = Archive(archive).record(blank)
        assert record.reference
        assert (record.reference.normal, record.circular) == ("มท 0810.3/ว12", True)

    def test_help_and_bytes_that_are_no_text(self, run: Run, blank: str, archive: Path) -> None:
        done = run("review", "--archive", archive, stdin=b"?\n\xc1\xb7\n")
        assert "cannot be told" in done.stdout
        assert "a character in it cannot be read" in done.stdout
        assert Archive(archive).corrections(blank).fields == {}

    def test_lists_are_typed_by_line(
        self, say: Callable[..., Result], blank: str, archive: Path
    ) -> None:
        shown = say("q", args=(blank, "--all")).stdout
        assert f"{COUNTED['kind']} (kind)" in shown
        skips = ["s"] * FIELDS.index("copies")
        say(*skips, "กรมหนึ่ง", "กรมสอง", "", "q", args=(blank, "--all"))
        assert Archive(archive).record(blank).copies == ["กรมหนึ่ง", "กรมสอง"]

    def test_another_writer_is_told_and_the_question_stays(
        self, say: Callable[..., Result], blank: str, archive: Path
    ) -> None:
        with Archive(archive).writing():
            done = say("", "q")
        assert "! " in done.stdout
        assert "writing to this archive" in done.stdout
        assert done.exit_code == 0
        assert Archive(archive).corrections(blank).fields == {}

    def test_ctrl_c_keeps_what_was_decided(
        self,
        say: Callable[..., Result],
        blank: str,
        archive: Path,
        monkeypatch: pytest.MonkeyPatch,
    ) -> None:
        answers = iter([""])

        def ask(_prompt: str) -> str:
            for answer in answers:
                return answer
            raise KeyboardInterrupt

        monkeypatch.setattr(dialog, "_ask", ask)
        done = say()
        assert done.exit_code == 130
        assert "interrupted" in done.stderr
        assert Archive(archive).corrections(blank).values.keys() == {"reference"}

    def test_nothing_in_doubt(self, say: Callable[..., Result], archive: Path) -> None:
        done = say("q")
        assert (done.exit_code, done.stdout) == (1, "")
        assert "nothing is in doubt" in done.stderr


class TestScript:
    def test_values_are_set_and_found_at_once(self, run: Run, blank: str, archive: Path) -> None:
        done = run(
            "review",
            blank[:6],
            "--archive",
            archive,
            *("--set", "date=๑๔ มิ.ย. ๒๕๖๒", "--set", "ที่=มท 0810.3/ว 999"),
            *("--set", "copies=กรมหนึ่ง", "--set", "copies=กรมสอง", "--set", "kind=คำสั่ง"),
            *("--confirm", "subject", "--doubtful", "issuer"),
        )
        assert (done.exit_code, done.stderr) == (0, "")
        assert "set  date  14 มิ.ย. 2562" in done.stdout
        assert "set  copies  กรมหนึ่ง · กรมสอง" in done.stdout
        assert "confirmed  subject  ขอเชิญประชุม" in done.stdout
        assert Archive(archive).record(blank).kind == "order"
        assert run("search", "ที่:ว999", "--ids", "--archive", archive).stdout.strip() == blank
        show = run("show", blank, "--archive", archive).stdout
        marked = [line.split()[0] for line in show.splitlines() if line.split()[1:2] == ["คน"]]
        assert "เรื่อง" in marked
        assert "ส่วนราชการ" not in marked  # nobody could tell

    def test_json_has_the_values(self, run: Run, blank: str, archive: Path) -> None:
        options = ("--json", "--archive", archive, "--by", "ก")
        done = run("review", blank, "--set", "secrecy=null", *options)
        told = json.loads(done.stdout)
        assert (told["did"], told["values"], told["by"]) == (
            {"secrecy": "set"},
            {"secrecy": None},
            "ก",
        )

    def test_a_bad_value_changes_nothing(self, run: Run, blank: str, archive: Path) -> None:
        bad = ("--set", "subject=ถูก", "--set", "date=๓๑ ก.พ. ๒๕๖๒")
        done = run("review", blank, *bad, "--archive", archive)
        assert (done.exit_code, done.stdout) == (2, "")
        assert done.stderr.count("\n") == 1
        assert "there is no such day. Dates are written like" in done.stderr
        assert Archive(archive).corrections(blank).fields == {}

    def test_undo_and_unset(self, run: Run, blank: str, archive: Path) -> None:
        at = ("--archive", archive)
        run("review", blank, "--set", "subject=ก", *at)
        run("review", blank, "--set", "subject=ข", *at)
        undone = run("review", blank, "--undo", *at)
        assert undone.stdout == "no longer set  subject  ก\n"
        unset = run("review", blank, "--unset", "subject", *at)
        assert unset.stdout == "unset  subject  ขอเชิญประชุม\n"
        assert run("review", blank, "--unset", "subject", *at).exit_code == 2

    def test_confirm_all_is_every_open_field(self, run: Run, blank: str, archive: Path) -> None:
        at = ("--archive", archive)
        run("review", blank, "--doubtful", "issuer", *at)
        done = run("review", blank, "--confirm", "all", "--set", "date=14 มิ.ย. 2562", *at)
        assert done.exit_code == 0
        corrections = Archive(archive).corrections(blank)
        assert corrections.fields.keys() == set(FIELDS)
        assert corrections.doubtful == {"issuer"}
        assert corrections.acts[-1].did["date"] == "set"

    @pytest.mark.parametrize(
        ("args", "says"),
        [
            (["--set", "date=2562"], "needs the ID"),
            (["ID", "--set", "date"], "has no value"),
            (["ID", "--set", "date=2562", "--set", "date=2563"], "given twice"),
            (["ID", "--set", "titel=x"], "is not a field"),
            (["ID", "--set", "date=2562", "--confirm", "date"], "two things"),
            (["ID", "--set", "date=2562", "--undo"], "one at a time"),
            (["ID", "--list"], "without an ID"),
            (["--all"], "needs the ID"),
        ],
    )
    def test_wrong_use(
        self, run: Run, blank: str, archive: Path, args: list[str], says: str
    ) -> None:
        done = run("review", *[blank if a == "ID" else a for a in args], "--archive", archive)
        assert done.exit_code == 2
        assert says in done.stderr


class TestList:
    def test_the_queue(self, run: Run, blank: str, archive: Path) -> None:
        done = run("review", "--list", "--archive", archive)
        assert done.exit_code == 0
        (line,) = done.stdout.splitlines()
        assert line.split()[0] == blank
        assert line.endswith("blank.txt: reference date")

    def test_json_has_scores_and_reasons(self, run: Run, blank: str, archive: Path) -> None:
        run("review", blank, "--set", "secrecy=ลับ", "--archive", archive)
        done = run("review", "--list", "--json", "-n", "5", "--archive", archive)
        (one,) = json.loads(done.stdout)["documents"]
        assert (one["id"], one["secrecy"]) == (blank, "ลับ")
        assert [field["key"] for field in one["fields"]] == ["reference", "date"]
        assert one["score"] == pytest.approx(2 * sum(field["doubt"] for field in one["fields"]))
        assert "[ลับ]" in run("review", "--list", "--archive", archive).stdout

    def test_an_empty_queue(self, run: Run, archive: Path) -> None:
        done = run("review", "--list", "--archive", archive)
        assert (done.exit_code, done.stdout) == (1, "")


class TestGold:
    def test_what_was_decided_is_scored_and_what_nobody_can_tell_is_not(
        self, run: Run, blank: str, archive: Path
    ) -> None:
        at = ("--archive", archive)
        run("review", blank, "--doubtful", "reference", *at)
        assert run("evaluate", *at).exit_code == 1  # that is no gold
        run("review", blank, "--set", "date=๑๔ มิ.ย. ๒๕๖๒", "--confirm", "subject", *at)
        report = json.loads(run("evaluate", "--json", *at).stdout)
        (letter,) = report["letters"]
        assert set(letter["fields"]) == {"date", "subject"}
