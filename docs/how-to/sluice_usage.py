#!/usr/bin/env python3
"""Signs in, makes a key, reads what was used and signs out, with Python's standard library alone.

SLUICE_URL, SLUICE_EMAIL and SLUICE_PASSWORD come from the environment; the key is printed once.
"""

import datetime
import json
import os
import sys
import urllib.error
import urllib.parse
import urllib.request

API = os.environ.get("SLUICE_URL", "http://localhost:8080") + "/api/client"
TIMEOUT_SECONDS = 30


def call(method, path, body=None, token=None, **headers):
    """Sends JSON and returns the answer; a problem (RFC 9457) ends the program with its code."""
    request = urllib.request.Request(API + path, method=method)
    if body is not None:
        request.data = json.dumps(body).encode()
        request.add_header("Content-Type", "application/json")
    if token:
        request.add_header("Authorization", "Bearer " + token)
    for name, value in headers.items():
        request.add_header(name.replace("_", "-"), value)
    try:
        return urllib.request.urlopen(request, timeout=TIMEOUT_SECONDS)
    except urllib.error.HTTPError as refused:
        problem = json.load(refused)
        sys.exit(f"{method} {path}: {refused.code} {problem['code']}: {problem['title']}")


def main():
    credentials = {"email": os.environ["SLUICE_EMAIL"], "password": os.environ["SLUICE_PASSWORD"]}
    token = json.load(call("POST", "/auth/login", credentials, X_Token_Delivery="body"))["accessToken"]

    # Repeated with the same Idempotency-Key it makes no second key and answers the same secret.
    today = datetime.datetime.now(datetime.timezone.utc).date()
    name = f"python-{today}"
    wanted = {"name": name, "permissions": ["claude"], "rateLimit": {"rpm": 60}, "budget": {"dayUsd": "2.50"}}
    key = json.load(call("POST", "/keys", wanted, token, Idempotency_Key=name))
    print("key", key["key"])

    period = {"from": f"{today}T00:00:00Z", "step": "hour", "groupBy": "model"}
    usage = json.load(call("GET", "/users/usage?" + urllib.parse.urlencode(period), token=token))
    print(usage["totals"]["requests"], "requests,", usage["totals"]["costUsd"], "USD, as of", usage["asOf"])
    for group in usage["groups"]:
        print(f"  {group['label']}: {group['costUsd']} USD")

    # Money is a decimal string: shown as it is, or read into a Decimal.
    for line in call("GET", "/users/usage/export?format=jsonl", token=token):
        record = json.loads(line)
        print(record["at"], record["model"], record["costUsd"])

    call("POST", "/auth/logout", token=token)


if __name__ == "__main__":
    main()
