"""Makes small export files for the tests."""

from html import escape
from pathlib import Path

HEAD = """<?xml version="1.0" encoding="{encoding}"?>
<rss version="2.0" xmlns:excerpt="{ns}excerpt/" xmlns:content="http://purl.org/rss/1.0/modules/content/"
 xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:wp="{ns}"><channel>
<title>The Old Paper</title><link>https://old.example</link><language>en-US</language>
<wp:base_blog_url>https://old.example</wp:base_blog_url>
<wp:author><wp:author_id>2</wp:author_id><wp:author_login>maria</wp:author_login>
<wp:author_email>maria@old.example</wp:author_email>
<wp:author_display_name><![CDATA[Maria Pop]]></wp:author_display_name></wp:author>
<wp:category><wp:term_id>5</wp:term_id><wp:category_nicename>port</wp:category_nicename>
<wp:category_parent></wp:category_parent><wp:cat_name><![CDATA[Port]]></wp:cat_name></wp:category>
<wp:category><wp:term_id>6</wp:term_id><wp:category_nicename>ferry</wp:category_nicename>
<wp:category_parent>port</wp:category_parent><wp:cat_name><![CDATA[Ferry]]></wp:cat_name></wp:category>
"""
FERRY = '<category domain="category" nicename="ferry"><![CDATA[Ferry]]></category>'


def wxr(*parts: str, version: str = "1.2", encoding: str = "UTF-8") -> str:
    head = HEAD.format(ns=f"http://wordpress.org/export/{version}/", encoding=encoding)
    return head + "".join(parts) + "</channel></rss>"


def item(
    number: int, *more: str, content: str = "It came back.", title: str = "The ferry is back", **fields: str
) -> str:
    """One item; ``fields`` are WXR's own, "wp:" left out; ``more`` is raw XML inside of it."""
    given = {
        "post_id": str(number),
        "post_date": "2019-03-05 10:00:00",
        "post_date_gmt": "2019-03-05 08:00:00",
        "comment_status": "open",
        "post_name": f"ferry-{number}",
        "status": "publish",
        "post_parent": "0",
        "post_type": "post",
        **fields,
    }
    lines = "".join(f"<wp:{name}>{escape(value)}</wp:{name}>" for name, value in given.items())
    return (
        f"<item><title><![CDATA[{title}]]></title><link>https://old.example/2019/03/05/ferry-{number}/</link>"
        f"<dc:creator>maria</dc:creator><guid>https://old.example/?p={number}</guid>"
        f"<content:encoded><![CDATA[{content}]]></content:encoded><excerpt:encoded></excerpt:encoded>"
        f"{lines}{''.join(more)}</item>\n"
    )


def remark(
    number: int, *, parent: int = 0, approved: str = "1", kind: str = "", content: str = "Good news."
) -> str:
    return (
        f"<wp:comment><wp:comment_id>{number}</wp:comment_id><wp:comment_author>Ion</wp:comment_author>"
        f"<wp:comment_date_gmt>2019-03-06 08:00:00</wp:comment_date_gmt>"
        f"<wp:comment_content><![CDATA[{content}]]></wp:comment_content>"
        f"<wp:comment_approved>{approved}</wp:comment_approved><wp:comment_type>{kind}</wp:comment_type>"
        f"<wp:comment_parent>{parent}</wp:comment_parent><wp:comment_user_id>0</wp:comment_user_id></wp:comment>"
    )


def meta(key: str, value: str) -> str:
    return (
        f"<wp:postmeta><wp:meta_key>{key}</wp:meta_key><wp:meta_value>{value}</wp:meta_value></wp:postmeta>"
    )


def attachment(number: int, url: str, **fields: str) -> str:
    return item(
        number,
        meta("_wp_attachment_image_alt", "A white ferry"),
        post_type="attachment",
        status="inherit",
        attachment_url=url,
        content="",
        title="ferry",
        **fields,
    )


def saved(folder: Path, text: str | bytes) -> Path:
    path = folder / "export.xml"
    path.write_bytes(text if isinstance(text, bytes) else text.encode())
    return path
