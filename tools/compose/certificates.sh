#!/bin/sh
# Makes an authority and the certificates of Elasticsearch and Kibana in /certificates, unless they are there.
# Runs in the Elasticsearch image, which brings elasticsearch-certutil and unzip.
set -eu

certificates=${CERTIFICATES:-/certificates}
certutil=${CERTUTIL:-/usr/share/elasticsearch/bin/elasticsearch-certutil}
made=$(mktemp -d)

if [ ! -f "$certificates/ca/ca.crt" ]; then
    echo "certificates: an authority"
    "$certutil" ca --silent --pem --out "$made/ca.zip"
    unzip -q "$made/ca.zip" -d "$certificates"
fi

for server in elasticsearch kibana; do
    if [ ! -f "$certificates/$server/$server.crt" ]; then
        echo "certificates: $server"
        "$certutil" cert --silent --pem --name "$server" --dns "$server,localhost" --ip 127.0.0.1 \
            --ca-cert "$certificates/ca/ca.crt" --ca-key "$certificates/ca/ca.key" --out "$made/$server.zip"
        unzip -q "$made/$server.zip" -d "$certificates"
    fi
done

# Both servers run as user 1000 of group 0; whoever connects reads the authority's certificate alone.
chown -R 1000:0 "$certificates"
find "$certificates" -type d -exec chmod 755 {} +
find "$certificates" -type f -name '*.key' -exec chmod 640 {} +
find "$certificates" -type f -name '*.crt' -exec chmod 644 {} +
chmod 600 "$certificates/ca/ca.key"
rm -rf "$made"
