"""The pages of a case, of all cases, and of the audit."""

from __future__ import annotations

from playwright.sync_api import Page, expect

from tests.browser.scenes.scene import Scene, one_after_the_other, press, search, unfold


def open_all(page: Page) -> None:
    """Open what is folded on a case's page, and wait for what is fetched then."""
    page.locator("#diagram summary").click()
    expect(page.locator("[data-diagram][data-drawn]").first).to_be_visible()
    if page.locator("[hx-get$='/proof'] > summary").count():
        page.locator("[hx-get$='/proof'] > summary").click()
        expect(page.locator("#proof")).to_be_visible()


CASE = "main tbody a[href^='/cases/']"
"""The first case of a list."""
SCENES = (
    Scene(name="case", person="karimi", path="/cases/{running}", kept=("fa-wide", "en-wide")),
    Scene(name="case-open", person="karimi", path="/cases/{running}", then=open_all),
    Scene(name="case-brief", person="karimi", path="/cases/{running}/brief?done=yes"),
    Scene(name="case-brief-ended", person="karimi", path="/cases/{ended}/brief?done=yes"),
    Scene(name="case-history", person="karimi", path="/cases/{ended}/history", then=unfold),
    Scene(name="case-proof", person="karimi", path="/cases/{running}/proof"),
    Scene(name="case-registered", person="{requester}", path="/cases/{running}/registered"),
    Scene(name="case-ended", person="karimi", path="/cases/{ended}"),
    Scene(name="case-support", person="karimi", path="/cases/{fault}"),
    Scene(name="case-support-open", person="karimi", path="/cases/{fault}", then=one_after_the_other(open_all, unfold)),
    Scene(name="case-paused", person="karimi", path="/cases/all?q=با کدام مرورگر", follow=CASE, ends_at="cases.show", then=unfold),
    Scene(name="case-meeting", person="karimi", path="/cases/all?q=اتاق جلسات", follow=CASE, ends_at="cases.show"),
    Scene(name="case-contractor", person="mehrabi", path="/tray", follow="main a[href*='/tasks/']", then=press(".task-facts a[href^='/cases/']"), ends_at="cases.show"),
    Scene(name="case-comment-fault", person="karimi", path="/cases/{running}", then=press("form[action$='/comments'] button"), ends_at="cases.comment"),
    Scene(name="case-withdraw", person="{requester}", path="/cases/{running}", then=press("#withdraw summary")),
    Scene(name="case-withdraw-fault", person="{requester}", path="/cases/{running}", then=press("#withdraw summary", "#withdraw form button"), ends_at="cases.withdraw"),
    Scene(name="case-end", person="safavi", path="/cases/{running}", then=press("#end summary")),
    Scene(name="case-end-fault", person="safavi", path="/cases/{running}", then=press("#end summary", "#end form button"), ends_at="cases.end"),
    Scene(name="letter", person="karimi", path="/cases/{ended}", follow="main a[href*='/letters/']", ends_at="cases.letter", kept=("fa-wide",)),
    Scene(name="all-cases", person="karimi", path="/cases/all"),
    Scene(name="all-cases-shares", person="karimi", path="/cases/all?shares=yes"),
    Scene(name="all-cases-filtered", person="karimi", path="/cases/all?person=sarabi&since=x&sort=-asked"),
    Scene(name="all-cases-nothing-found", person="karimi", path="/cases/all", then=search("ناموجود")),
    Scene(name="audit", person="rahimi", path="/audit", kept=("fa-wide",)),
    Scene(name="audit-nothing-found", person="rahimi", path="/audit?person=ناموجود"),
    Scene(name="audit-verdicts", person="rahimi", path="/audit/verdicts"),
    Scene(name="audit-case", person="rahimi", path="/audit/cases/{ended}"),
    Scene(name="audit-steps", person="rahimi", path="/audit/cases/{ended}/steps", kept=("en-wide",)),
    Scene(name="audit-later-step", person="rahimi", path="/audit/cases/{ended}/steps?step=6"),
    Scene(name="audit-readings", person="safavi", path="/audit/readings"),
)  # fmt: skip
