"""Messages keep to the words of the glossary."""

from dev import words

TABLE = """
## What people meet
| Word | Meaning |
|---|---|
| line | a line of an order |

## Not in messages

| Instead of | Say |
|---|---|
| line to the server | connection to the server |
| live line | live updates |
"""


def test_only_the_last_table_of_the_glossary_bans_words():
    assert words.read_banned(TABLE) == {
        "line to the server": "connection to the server",
        "live line": "live updates",
    }


def test_message_with_such_words_is_found_in_any_case():
    banned = words.read_banned(TABLE)
    messages = ["5 lines", "Live line: down", "No line to the server."]
    found = [(message, say) for message, _instead, say in words.find(messages, banned)]
    assert found == [
        ("Live line: down", "live updates"),
        ("No line to the server.", "connection to the server"),
    ]


def test_no_message_of_ours_has_words_not_to_use(capsys):
    assert words.check(), capsys.readouterr().out
