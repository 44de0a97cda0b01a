"""Talks to a router on the loopback by librouteros and prints what it hears as JSON."""
import json
import os
import ssl
import sys

from librouteros import connect
from librouteros.exceptions import TrapError
from librouteros.query import Key, Or

port, name, password = sys.argv[1:]
options = {"port": int(port)}
if os.environ["CA"]:
    context = ssl.create_default_context(cadata=os.environ["CA"])
    options["ssl_wrapper"] = lambda sock: context.wrap_socket(sock, server_hostname="127.0.0.1")


def refusal(command, **arguments):
    try:
        list(api(command, **arguments))
    except TrapError as trap:
        return trap.message


try:
    api = connect("127.0.0.1", name, password, **options)
except TrapError as trap:
    print(json.dumps({"trap": trap.message}))
    sys.exit()
queues = api.path("queue", "tree")
key, limit = Key("name"), Key("max-limit")
heard = {
    "identity": list(api.path("system", "identity")),
    "names": list(queues.select(key, limit)),
    "nothing": list(queues.select(key).where(key == "none")),
    "either": list(queues.select(Key(".id")).where(Or(key == "WAN-Download", key == "none"))),
    "added": queues.add(name="Up", parent="ether1"),
}
queues.update(**{".id": heard["added"], "max-limit": "7M", "comment": "x" * 20000, "disabled": True})
fields = (Key(".id"), Key("comment"), limit, Key("disabled"))
heard["after"] = list(queues.select(*fields).where(key == "Up"))
queues.remove(heard["added"])
heard["removed"] = list(queues.select(key))
heard["refused"] = [refusal("/queue/tree/set", **{".id": "*DEAD", "comment": "x"}), refusal("/no/menu/print")]
print(json.dumps(heard))
