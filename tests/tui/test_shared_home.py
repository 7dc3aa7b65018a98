"""The first screen of an account on a shared home: its own units to choose from, or the board, and nothing of others."""

from __future__ import annotations

import asyncio

from tests.accounts import shared_home, temporary_accounts
from tests.tui.driving import Person, visit


def test_an_account_chooses_among_its_own_units_and_the_leads_comes_to_the_board() -> None:
    with temporary_accounts() as accounts:
        logins = [accounts.add(name) for name in ("li", "zhao", "qian")]
        shared = shared_home(accounts, dict(zip(logins, ("河口镇、czj,,", "fgw,是,", ",是,"), strict=True)))

        async def of_two_units(me: Person) -> None:
            await me.see("选通知")
            await me.press("enter")
            await me.see("您是哪个单位", "河口镇", "县财政局")
            assert "县发改委" not in me.screen and "山后镇" not in me.screen
            await me.type("fgw")
            await me.see("没有这样的单位")
            await me.press("escape")
            await me.type("hkz")
            await me.press("enter")
            await me.see("河口镇  2021年第一季度")
            await me.press("z")
            await me.see("河口镇  2021年第一季度")

        async def of_the_lead_and_a_unit(me: Person) -> None:
            await me.see("选通知")
            await me.press("enter")
            await me.see("县发改委", "先做哪一样")
            await me.press("enter", "z")
            await me.see("2021Q1 汇总台")
            await me.press("z")
            await me.see("县发改委  2021年第一季度")

        async def of_the_lead_alone(me: Person) -> None:
            await me.see("选通知")
            await me.press("enter")
            await me.see("2021Q1 汇总台")
            await me.press("z")
            await me.see("2021Q1 汇总台")

        for login, steps in zip(logins, (of_two_units, of_the_lead_and_a_unit, of_the_lead_alone), strict=True):
            accounts.do(login, lambda steps=steps: asyncio.run(visit(shared.home, steps, None, "2021Q1")))  # type: ignore[misc]
