# chipwatch with Chromium, as a user that is not root. The build installs the locked packages by their hashes.
FROM python:3.11-slim-bookworm AS build
WORKDIR /src
RUN python -m venv /srv/chipwatch
ENV PATH=/srv/chipwatch/bin:$PATH PIP_DISABLE_PIP_VERSION_CHECK=1 PIP_NO_CACHE_DIR=1
COPY requirements.lock requirements-sdist.lock ./
RUN pip install --quiet --no-deps --require-hashes --only-binary :all: -r requirements.lock \
    && pip install --quiet --no-deps --require-hashes --no-build-isolation --use-pep517 -r requirements-sdist.lock
COPY . .
RUN pip install --quiet --no-deps --no-build-isolation .

FROM python:3.11-slim-bookworm
RUN apt-get update \
    && apt-get install --yes --no-install-recommends chromium fonts-wqy-microhei \
    && rm -rf /var/lib/apt/lists/*
RUN useradd --uid 1000 --gid 0 --no-create-home --home-dir /data chipwatch \
    && install --directory --owner=chipwatch --group=root /data
COPY --from=build /srv/chipwatch /srv/chipwatch
ENV PATH=/srv/chipwatch/bin:$PATH CHIPWATCH_HOME=/data PYTHONUNBUFFERED=1
USER chipwatch
WORKDIR /data
VOLUME /data
ENTRYPOINT ["chipwatch"]
CMD ["--help"]
