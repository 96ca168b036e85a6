#!/bin/sh
# Gives Kibana's own user, kibana_system, its password. Passwords are read from variables and never stand in a command.
set -eu

check() {
    case $2 in
    *[!A-Za-z0-9_-]* | "")
        echo "setup: $1 is empty, or holds something else than letters, digits, - and _: change it in .env" >&2
        exit 2
        ;;
    esac
    if [ "${#2}" -lt 8 ]; then
        echo "setup: $1 is shorter than eight characters: change it in .env" >&2
        exit 2
    fi
}

check ELASTIC_PASSWORD "$ELASTIC_PASSWORD"
check KIBANA_SYSTEM_PASSWORD "$KIBANA_SYSTEM_PASSWORD"

curl --config - <<END || {
url = "$ELASTICSEARCH_URL/_security/user/kibana_system/_password"
user = "elastic:$ELASTIC_PASSWORD"
cacert = "$CA_FILE"
header = "Content-Type: application/json"
data = "{\"password\": \"$KIBANA_SYSTEM_PASSWORD\"}"
request = "POST"
fail
silent
show-error
max-time = 30
retry = 5
retry-connrefused
output = "/dev/null"
END
    echo "setup: Elasticsearch at $ELASTICSEARCH_URL does not take the password of kibana_system" >&2
    exit 1
}
echo "setup: kibana_system has its password"
