"""What the code writes into README.md is what stands there."""

from refresh import PICTURE, README, readme

from ecreport import article, load


def test_the_table_and_the_counts_in_the_readme_are_current():
    text = README.read_text("utf-8")
    assert readme(text, load()) == text


def test_a_changed_figure_would_change_the_readme():
    text = README.read_text("utf-8")
    assert readme(text, load().replace(live_users_share="46.4")) != text


def test_the_picture_of_the_readme_is_current():
    assert PICTURE.read_text("utf-8") == article.path(load()).svg()
