"""Only the clock asks what time it is; everybody else is handed one."""

from tests.architecture.source import modules

ALLOWED = {"app/kernel/clock.py", "app/kernel/ids.py"}
QUESTIONS = {
    f"{owner}{name}"
    for owner in ("", "datetime.")
    for name in ("datetime.now", "datetime.utcnow", "datetime.today", "date.today")
} | {"time.time", "time.time_ns", "time.localtime", "time.gmtime", "time.strftime"}


def test_only_the_clock_and_the_ids_ask_the_machine_for_the_time() -> None:
    askers = {module.path for module in modules() if QUESTIONS & set(module.calls())}
    assert askers == ALLOWED


def test_the_questions_are_not_imported_under_another_name() -> None:
    hidden = {"time.time", "time.time_ns", "time.localtime", "time.gmtime", "time.strftime"}
    assert [module.path for module in modules() if hidden & set(module.imports())] == []
