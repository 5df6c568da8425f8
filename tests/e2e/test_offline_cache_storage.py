"""Room on the device is asked for once.

A tight quota cannot be had here: the browser's own command for it has no effect on a persistent
profile. The unit tests of the picture store cover that case.
"""

from tests.e2e import scenarios

COUNT_PROMPTS = """
    navigator.storage.persist = async () => {
        sessionStorage.setItem("prompts", Number(sessionStorage.getItem("prompts")) + 1);
        return false;
    };
"""
PROMPTS = "() => Number(sessionStorage.getItem('prompts'))"


def test_persistent_storage_is_asked_for_once_and_never_again(make_till, shop):
    till = make_till("admin", init_script=COUNT_PROMPTS)
    scenarios.visit_twice(till, shop)
    assert till.evaluate(PROMPTS) == 1
