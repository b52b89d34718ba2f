"""A plot on a page: the picture with its sentences, and the figures in a table that can be opened."""

from base64 import b64decode

from bs4 import BeautifulSoup
from flask import Flask, render_template_string

from tests.documents.plot_examples import COSTS, OCCUPANCY
from web.security import CONTENT_POLICY
from workflows.services.papers.plots import show_plot

PAGE = '{% from "components/chart.html" import chart %}{{ chart(plot) }}'


def shown(app: Flask, plot) -> BeautifulSoup:
    with app.test_request_context():
        return BeautifulSoup(render_template_string(PAGE, plot=show_plot(plot)), "html.parser")


def test_the_picture_is_one_that_the_pages_own_rules_let_in(app):
    picture = shown(app, OCCUPANCY).img
    kind, content = picture["src"].split(";base64,")

    assert kind == "data:image/svg+xml"
    assert "img-src 'self' data:" in CONTENT_POLICY
    assert b64decode(content).startswith(b"<svg")
    assert picture["alt"].startswith("Linjediagram, Belægning, i procent efter år fra 2021 til 2024.")


def test_the_figures_can_be_opened_under_the_picture(app):
    page = shown(app, OCCUPANCY)
    rows = [[cell.text for cell in row.find_all(["th", "td"])] for row in page.details.table.find_all("tr")]

    assert page.summary.text.startswith("Tallene")
    assert page.caption.text == "Belægning, %"
    assert rows[:2] == [["År", "2021", "2022", "2023", "2024"], ["Døgnpladser", "98,2", "91", "–", "71,5"]]


def test_what_municipalities_pay_stands_to_the_right(app):
    page = shown(app, COSTS)

    assert {cell["class"][0] for cell in page.details.table.find_all("td")} == {"number"}
    assert page.figcaption.text == "Kommunernes betaling pr. år"
