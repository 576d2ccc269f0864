"""What the server's own lines may say."""

import logging

from ringside.core import logs


def server_line(message: str, *args: object) -> logging.LogRecord:
    return logging.LogRecord("uvicorn.error", logging.INFO, __file__, 1, message, args, None)


def test_the_key_of_a_call_stays_out_of_the_log():
    record = server_line('%s - "WebSocket %s" [accepted]', "127.0.0.1:5000", "/api/live/raw?call_id=c&token=secret")
    assert logs.without_query(record)
    assert record.getMessage() == '127.0.0.1:5000 - "WebSocket /api/live/raw" [accepted]'


def test_other_lines_of_the_server_are_left_alone():
    record = server_line("Started server process [%s]?", "17?")
    assert logs.without_query(record)
    assert record.getMessage() == "Started server process [17?]?"
    assert not logs.without_query(server_line("connection open"))
