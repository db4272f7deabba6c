"""The answer saved as a picture: a real PNG of the right size, with the card's letters and colours, light and dark."""

from __future__ import annotations

import base64
from collections.abc import Callable
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from calculator import Policies, check
from calculator.card import answer_card

FakeEngine = Callable[..., None]
QUESTION = {"on": "2026-11-22", "donor_region": "guangxi", "relative": "岳父", "item": "住院"}
FRAGMENT = "&".join(f"{key}={value}" for key, value in QUESTION.items())
# The browser's own decoder gives the size and, of a grid of dots, how many have each colour.
DECODE = """async (text) => {
  const bytes = Uint8Array.from(atob(text), (letter) => letter.charCodeAt(0));
  const image = await createImageBitmap(new Blob([bytes], {type: "image/png"}));
  const canvas = new OffscreenCanvas(image.width, image.height);
  const brush = canvas.getContext("2d");
  brush.drawImage(image, 0, 0);
  const {data} = brush.getImageData(0, 0, image.width, image.height);
  const counts = {};
  let rows = 0;
  for (let y = 0; y < image.height; y += 2) {
    const seen = new Set();
    for (let x = 0; x < image.width; x += 2) {
      const at = 4 * (y * image.width + x);
      const colour = `${data[at]},${data[at + 1]},${data[at + 2]},${data[at + 3]}`;
      counts[colour] = (counts[colour] ?? 0) + 1;
      seen.add(colour);
    }
    if (seen.size > 6) rows += 1;
  }
  return {width: image.width, height: image.height, counts, written: rows / (image.height / 2)};
}"""
COLOUR = """(name) => {
  const probe = document.createElement("i");
  probe.className = "v v-covered";
  document.body.append(probe);
  const found = name === "paper" ? getComputedStyle(document.body).backgroundColor : getComputedStyle(probe).color;
  probe.remove();
  return found;
}"""


def rgb(text: str) -> str:
    return ",".join([*text.removeprefix("rgb(").removesuffix(")").split(", "), "255"])


def saved(page: Page, tmp_path: Path) -> Path:
    with page.expect_download() as download:
        page.locator('[data-tool="picture"]').click()
    assert download.value.suggested_filename == "共济查-可以.png"
    path = tmp_path / "answer.png"
    download.value.save_as(path)
    return path


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("width", [360, 1280])
def test_the_picture_holds_the_card(
    page: Page, fake_engine: FakeEngine, policies: Policies, tmp_path: Path, scheme: str, width: int
) -> None:
    fake_engine(answer_card(check(QUESTION, policies)))
    page.set_viewport_size({"width": width, "height": 740})
    page.emulate_media(color_scheme="dark" if scheme == "dark" else "light")
    page.goto(f"/check/#{FRAGMENT}")
    expect(page.locator("#answer .card-why")).to_be_visible()
    path = saved(page, tmp_path)
    assert path.read_bytes().startswith(b"\x89PNG\r\n\x1a\n")
    found = page.evaluate(DECODE, base64.b64encode(path.read_bytes()).decode())
    rem = float(page.evaluate("parseFloat(getComputedStyle(document.documentElement).fontSize)"))
    assert found["width"] == pytest.approx(2 * 24 * rem, abs=80)  # 24 rem and its padding, two dots a pixel
    assert found["width"] < found["height"] < 16_000
    assert found["written"] > 0.3  # lines of letters from top to bottom
    assert found["counts"].get(rgb(page.evaluate(COLOUR, "covered")), 0) > 50  # the verdict's shape and word
    assert found["counts"].get(rgb(page.evaluate(COLOUR, "paper")), 0) > 500
    ground = [int(part) for part in max(found["counts"], key=found["counts"].get).split(",")[:3]]
    assert (sum(ground) < 3 * 128) == (scheme == "dark")
    shown = page.locator("#picture")
    expect(shown).to_be_visible()
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
    assert page.locator(".picture-stage").count() == 0
    page.locator("[name=item]").fill("轮椅")
    page.locator("[name=item]").press("Enter")
    expect(shown).to_be_hidden()  # it shows another answer
