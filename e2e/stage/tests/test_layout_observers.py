"""IntersectionObserver and ResizeObserver tell the page within the act that changes its layout."""

from __future__ import annotations

from e2e.history.page_events import PageComplained
from e2e.stage import JobOnStage, Stage


def get_said(stage: Stage) -> list[tuple[int, str]]:
    return [
        (each.act, each.event.message)
        for each in stage.history
        if isinstance(each.event, PageComplained)
    ]


WATCH = """(kind, options) => {
  document.body.insertAdjacentHTML("beforeend", "<div id=box style='height: 10px'></div>");
  window.box = document.getElementById("box");
  window.watch = new window[kind]((entries, observer) => {
    for (const each of entries) console.error(each.target.id, describe(each));
  }, options);
  watch.observe(box);
}"""
IN_VIEW = """() => {
  window.describe = (entry) => `${entry.isIntersecting} ${entry.intersectionRatio}`;
}"""
SIZE = """() => {
  window.describe = ({ contentRect: { width, height } }) => `${width} x ${height}`;
}"""


def watch(stage: Stage, kind: str, options: str = "undefined") -> None:
    stage.page.evaluate(SIZE if kind == "ResizeObserver" else IN_VIEW)
    stage.page.evaluate(f"() => ({WATCH})({kind!r}, {options})")


def do_at_once(stage: Stage, job: JobOnStage, do: str) -> list[str]:
    """Returns the texts that the page says in the act after `do`, which changes its layout."""
    before = len(get_said(stage))
    stage.page.evaluate(do)
    job.progress(41)
    return [said for _, said in get_said(stage)[before:]]


def test_a_page_learns_that_it_is_in_view_before_an_act_is_over(
    a_stage: Stage, job: JobOnStage
) -> None:
    watch(a_stage, "IntersectionObserver")
    job.progress(41)
    assert get_said(a_stage) == [(2, "box true 1")]
    job.progress(42)
    assert (len(get_said(a_stage)), a_stage.now) == (1, 0)


def test_it_is_told_as_the_element_goes_and_comes(a_stage: Stage, job: JobOnStage) -> None:
    watch(a_stage, "IntersectionObserver")
    job.progress(41)
    assert do_at_once(a_stage, job, "box.style.display = 'none'") == ["box false 0"]
    assert do_at_once(a_stage, job, "box.style.display = ''") == ["box true 1"]
    assert do_at_once(a_stage, job, "box.style.marginTop = '9999px'") == ["box false 0"]
    assert do_at_once(a_stage, job, "box.style.marginTop = ''") == ["box true 1"]
    assert do_at_once(a_stage, job, "box.style.color = 'red'") == []
    assert do_at_once(a_stage, job, "watch.disconnect(); box.style.display = 'none'") == []


def test_thresholds_margins_and_a_root_count(a_stage: Stage, job: JobOnStage) -> None:
    a_stage.page.evaluate(
        """() => {
          document.body.insertAdjacentHTML(
            "beforeend",
            `<div id=pane style='height: 100px; overflow: auto; position: relative'>
               <p id=part style='position: absolute; top: 50px; height: 100px; margin: 0'>x</p>
             </div>`,
          );
          const [root, part] = ["pane", "part"].map((id) => document.getElementById(id));
          const say = (name) => (entries) => {
            for (const each of entries) console.error(name, each.intersectionRatio);
          };
          new IntersectionObserver(say("half"), { root, threshold: [0, 0.5, 1] }).observe(part);
          new IntersectionObserver(say("wide"), { root, rootMargin: "0px 0px 50% 0px" }).observe(part);
          new IntersectionObserver(say("clipped")).observe(part);
          window.part = part;
        }"""
    )
    job.progress(41)
    assert [said for _, said in get_said(a_stage)] == ["half 0.5", "wide 1", "clipped 0.5"]
    assert do_at_once(a_stage, job, "part.style.top = '60px'") == ["half 0.4"]
    assert do_at_once(a_stage, job, "part.style.top = '0px'") == ["half 1"]


def test_a_page_learns_its_size_and_each_other_size(a_stage: Stage, job: JobOnStage) -> None:
    watch(a_stage, "ResizeObserver")
    job.progress(41)
    [(act, said)] = get_said(a_stage)
    assert act == 2
    assert said.endswith(" x 10")
    assert do_at_once(a_stage, job, "box.style.cssText = 'height: 20px; width: 30px'") == [
        "box 30 x 20"
    ]
    assert do_at_once(a_stage, job, "box.style.padding = '5px'") == []
    assert do_at_once(a_stage, job, "watch.unobserve(box); box.style.height = '5px'") == []


def test_a_page_that_grows_each_time_it_is_told_does_not_hold_up_the_act(
    a_stage: Stage, job: JobOnStage
) -> None:
    watch(a_stage, "ResizeObserver")
    a_stage.page.evaluate(
        """() => { window.describe = () => { box.style.height = `${box.clientHeight + 1}px`; }; }"""
    )
    job.progress(41)
    assert a_stage.now == 0


def test_nothing_is_told_in_a_hidden_tab_until_it_is_seen(a_stage: Stage, job: JobOnStage) -> None:
    a_stage.tab.hide()
    watch(a_stage, "IntersectionObserver")
    a_stage.let_pass(seconds=3)
    assert get_said(a_stage) == []
    a_stage.tab.show()
    assert [said for _, said in get_said(a_stage)] == ["box true 1"]
