"""The pages of booking: each desk its own, the form explains, a code is shown once."""

import re

import pytest

from tests.http.town import ANONYMOUS, Town

pytestmark = pytest.mark.asyncio(loop_scope="module")
DESKS = {"/today": "clerk", "/bench": "judge", "/desk": "counsel", "/assignments": "accused", "/calendar": "clerk"}


def form_of(town: Town, **changes: object) -> dict[str, object]:
    fields = {
        "key": "form-1",
        "kind": "motion",
        "public": "yes",
        "judge": str(town.id("part:judge")),
        "part": [str(town.id("part:prosecutor"))],
        "date": "2027-05-05",
        "time": "10:30",
        "minutes": "60",
    }
    return fields | changes


@pytest.mark.parametrize("path", DESKS)
async def test_every_desk_asks_to_sign_in_first(town: Town, path: str) -> None:
    answer = await town.browsers[ANONYMOUS].get(path)
    assert (answer.status_code, answer.headers["location"].split("?")[0]) == (303, "/sign-in")


@pytest.mark.parametrize(("path", "who"), DESKS.items())
async def test_everybody_has_their_own_desk(town: Town, path: str, who: str) -> None:
    answer = await town.browsers[who].get(path)
    assert answer.status_code == 200
    assert town.numbers["open"] in answer.text or path == "/calendar"
    if path in {"/today", "/bench", "/desk"}:
        other = "accused" if who != "accused" else "clerk"
        assert (await town.browsers[other].get(path)).status_code == 303


@pytest.mark.parametrize("path", ["/hearings/{hearing}", "/hearings/{hearing}/time", "/cases/{case}/hearings/new"])
async def test_the_pages_of_a_hearing_are_for_those_of_the_case(town: Town, path: str) -> None:
    here = path.format(hearing=town.id("hearing", "closed"), case=town.id("case", "closed"))
    assert (await town.browsers[ANONYMOUS].get(here)).status_code == 303
    assert (await town.browsers["stranger"].get(here)).status_code == 404
    assert (await town.browsers["clerk"].get(here)).status_code == 200


async def test_an_empty_form_comes_back_with_every_missing_field_named(town: Town) -> None:
    answer = await town.browsers["clerk"].post(f"/cases/{town.id('case')}/hearings/new", data={"key": "x"})
    assert answer.status_code == 422
    for name in ("kind", "date", "time", "minutes", "part"):
        assert f'href="#f-{name}"' in answer.text, name


async def test_the_form_books_and_a_second_press_books_nothing_more(town: Town) -> None:
    clerk, path = town.browsers["clerk"], f"/cases/{town.id('case')}/hearings/new"
    first = await clerk.post(path, data=form_of(town))
    second = await clerk.post(path, data=form_of(town))
    assert first.status_code == 303
    assert first.headers["location"] == second.headers["location"]
    page = (await clerk.get(first.headers["location"])).text
    assert "The hearing is booked." in page


async def test_a_clash_is_explained_by_label_with_times_that_are_free(town: Town) -> None:
    clerk, path = town.browsers["clerk"], f"/cases/{town.id('case')}/hearings/new"
    people = [str(town.id(f"part:{who}")) for who in ("witness", "accused")]
    day = {"date": "2027-05-06", "part": people}
    assert (await clerk.post(path, data=form_of(town, key="c1", **day))).status_code == 303
    answer = await clerk.post(path, data=form_of(town, key="c2", **day))
    assert answer.status_code == 422
    assert "Already booked at this time" in answer.text
    assert "Witness K7" in answer.text
    assert "Zinaqua" not in answer.text
    assert 'name="take" value="2027-05-06T' in answer.text


async def test_a_free_time_is_taken_over_into_the_form(town: Town) -> None:
    path = f"/cases/{town.id('case')}/hearings/new"
    answer = await town.browsers["clerk"].post(path, data=form_of(town, take="2027-05-07T13:15"))
    assert answer.status_code == 200
    assert 'value="2027-05-07"' in answer.text
    assert 'value="13:15"' in answer.text


async def test_a_doubled_hour_is_asked_about_and_then_booked_as_answered(town: Town) -> None:
    clerk, path = town.browsers["clerk"], f"/cases/{town.id('case')}/hearings/new"
    asked = await clerk.post(path, data=form_of(town, key="f1", date="2027-10-31", time="02:30"))
    assert asked.status_code == 422
    assert 'name="second" value="second"' in asked.text
    said = form_of(town, key="f1", date="2027-10-31", time="02:30", second="second")
    assert (await clerk.post(path, data=said)).status_code == 303


async def test_a_skipped_hour_is_refused_in_words(town: Town) -> None:
    path = f"/cases/{town.id('case')}/hearings/new"
    answer = await town.browsers["clerk"].post(path, data=form_of(town, key="g", date="2028-03-26", time="02:30"))
    assert answer.status_code == 422
    assert "the clocks go forward" in answer.text


async def test_a_code_is_on_the_page_that_gives_it_and_on_no_other(town: Town) -> None:
    clerk, here = town.browsers["clerk"], f"/hearings/{town.id('hearing', 'closed')}"
    given = await clerk.post(f"{here}/participants/{town.id('place:witness', 'closed')}/invitation")
    found = re.search(r'class="spoken"[^>]*>([0-9A-Z]{4}-[0-9A-Z]{4})<', given.text)
    assert found
    assert "/start#" in given.text
    assert given.headers["cache-control"] == "no-store"
    page = (await clerk.get(here)).text
    assert found[1] not in page
    assert "/start#" not in page


async def test_moving_and_vacating_through_the_pages(town: Town) -> None:
    clerk = town.browsers["clerk"]
    booked = await clerk.post(f"/cases/{town.id('case')}/hearings/new", data=form_of(town, key="m1", date="2027-06-01"))
    here = booked.headers["location"].split("?")[0]
    form = (await clerk.get(f"{here}/time")).text
    version = re.search(r'name="version" value="(\d+)"', form)
    assert version
    said = {"date": "2027-06-02", "time": "09:00", "minutes": "30", "version": version[1]}
    assert (await clerk.post(f"{here}/time", data=said)).status_code == 303
    stale = await clerk.post(f"{here}/time", data=said)
    assert stale.status_code == 422
    assert "Somebody changed this hearing" in stale.text
    page = (await clerk.get(f"{here}/vacatur")).text
    version = re.search(r'name="version" value="(\d+)"', page)
    assert version
    assert (await clerk.post(f"{here}/vacatur", data={"version": version[1]})).status_code == 422
    done = await clerk.post(f"{here}/vacatur", data={"version": version[1], "reason": "settled"})
    assert done.status_code == 303
    assert "The matter was settled." in (await clerk.get(here)).text


@pytest.mark.parametrize(
    "path", ["/today?day=0001-01-01", "/today?day=x", "/calendar?day=9999-12-31", "/calendar?day="]
)
async def test_any_day_that_is_typed_gives_a_page(town: Town, path: str) -> None:
    assert (await town.browsers["clerk"].get(path)).status_code == 200
