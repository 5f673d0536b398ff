"""Names of one person are found to be alike in whichever letters they are written; names of two mostly are not."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.cases.rules.alike import PROPOSED, found_by, keys_of, likeness, most_alike, words_of, words_to_find

ONE = [
    ("Айша Рахман", "Aisha Rahman"),
    ("عائشة رحمن", "Aisha Rahman"),
    ("عائشة رحمن", "Айша Рахман"),
    ("Aïcha Rahmane", "Aisha Rahman"),
    ("Ayşe Rahman", "Aisha Rahman"),
    ("محمد الحسن", "Mohammed al-Hassan"),
    ("Мухаммед Хасан", "Muhammad Hassan"),
    ("Mohamed Hasan", "محمد حسن"),
    ("عبد الله خالد", "Abdullah Khalid"),
    ("عبدالله خالد", "Абдулла Халид"),
    ("Abd Allah Khaled", "Abdullah Khalid"),
    ("Юрий Щербаков", "Yuri Shcherbakov"),
    ("Iouri Chtcherbakov", "Юрий Щербаков"),
    ("Владимир Вагнер", "Wladimir Wagner"),
    ("王小明", "Wang Xiaoming"),
    ("王小明", "Xiaoming Wang"),
    ("李娜", "Li Na"),
    ("张伟", "Zhang Wei"),
    ("Чжан Вэй", "Zhang Wei"),
    ("Nguyễn Văn An", "Nguyen Van An"),
    ("Γιώργος Παπαδόπουλος", "Giorgos Papadopoulos"),
    ("משה כהן", "Moshe Cohen"),
    ("فاطمة الزهراء", "Fatima al-Zahra"),
    ("فاطمة الزهراء", "Фатима Аз-Захра"),
    ("አበበ ቢቂላ", "Abebe Bikila"),
    ("अनिता शर्मा", "Anita Sharma"),
    ("김민준", "Kim Min-jun"),
    ("Олександр Коваленко", "Александр Коваленко"),
    ("Alexander Kovalenko", "Александр Коваленко"),
    ("Lind, Petra", "Petra Lind"),
    ("Petra Lind-Arent", "Petra Lind"),
    ("Mirela Voskanova", "Мирела Восканова"),
    ("Müller GmbH", "Mueller"),
    ("Aisha Omar Rahman", "Aisha Rahman"),
    ("Jamal Said", "Джамал Саид"),
    ("جمال سعيد", "Jamal Said"),
    ("Cemal Sait", "Jamal Said"),
    ("Yousef Daoud", "يوسف داود"),
    ("Youssef Dawood", "Юсеф Дауд"),
    ("Ekaterina Petrova", "Yekaterina Petrova"),
]
TWO = [
    ("Aisha Rahman", "Amina Rahimi"),
    ("Aisha Rahman", "Omar Rahman"),
    ("Ana Berg", "Anna Burger"),
    ("Mohammed Hassan", "Mahmoud Hussein"),
    ("John Smith", "Jane Smythe"),
    ("Ivan Petrov", "Igor Petrov"),
    ("Sergei Ivanov", "Sergei Popov"),
    ("Wang Wei", "Wang Fang"),
    ("Jon Arent", "Jan Orten"),
    ("Viktor Sarnaquil", "Zinaqua Mirelovska"),
    ("Nguyen Van An", "Nguyen Thi Binh"),
    ("Abdullah Khalid", "Abdulrahman Khalid"),
    ("Petra", "Petra Lind"),
]
names = st.one_of(
    st.sampled_from([name for pair in (*ONE, *TWO) for name in pair]),
    st.text(max_size=30),
    st.lists(st.sampled_from(["Ayşe", "عبد", "王", "al-", "Lind", "О'Нил", "-", "7"]), max_size=5).map(" ".join),
)


@pytest.mark.parametrize(("one", "other"), ONE)
def test_one_name_in_two_spellings_is_looked_up_by_a_common_key_and_proposed(one: str, other: str) -> None:
    assert keys_of(one) & keys_of(other)
    assert likeness(one, other) >= PROPOSED


@pytest.mark.parametrize(("one", "other"), TWO)
def test_names_of_two_people_are_not_proposed(one: str, other: str) -> None:
    assert likeness(one, other) < PROPOSED


@given(names, names)
def test_likeness_is_the_same_in_both_directions_and_between_nothing_and_all(one: str, other: str) -> None:
    assert 0 <= likeness(one, other) == likeness(other, one) <= 100


@given(names)
def test_a_name_is_wholly_like_itself_whatever_the_order_of_its_words(name: str) -> None:
    if words_of(name):
        assert likeness(name, name) == 100
        assert keys_of(name)


def test_the_best_of_all_names_counts() -> None:
    assert most_alike(["Petra Arent", "Петра Линд"], ["Mona", "Petra Lind"]) >= PROPOSED
    assert most_alike([], ["Petra Lind"]) == 0


def test_a_search_by_one_word_finds_the_name_and_by_another_word_does_not() -> None:
    assert words_to_find("عائشة") <= words_to_find("Aisha Rahman")
    assert found_by("Айша", ["Aisha Rahman"]) == 100
    assert found_by("Aisha Omar", ["Aisha Rahman"]) < 70
    assert found_by("", ["Aisha Rahman"]) == 0
    assert found_by("Aisha Omar Rahman", ["Aisha Rahman"]) == 0
