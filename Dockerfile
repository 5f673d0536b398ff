# Two stages: the first installs what requirements.lock names, hash by hash; the second runs it as nobody special.
FROM python:3.13-slim AS build
WORKDIR /srv/ejustice
COPY requirements.lock ./
RUN python -m venv /opt/venv \
 && /opt/venv/bin/pip install --no-cache-dir --disable-pip-version-check --require-hashes -r requirements.lock
COPY app ./app
COPY static ./static
COPY tools ./tools
RUN /opt/venv/bin/python tools/messages.py compile && /opt/venv/bin/python -m compileall -q app

FROM python:3.13-slim
# Receipts, stamps and certificates show names in the scripts of the people they belong to.
RUN apt-get update \
 && apt-get install -y --no-install-recommends fonts-noto-core fonts-wqy-microhei fonts-dejavu-core postgresql-client \
 && rm -rf /var/lib/apt/lists/* \
 && useradd --system --uid 10001 --user-group --no-create-home ejustice \
 && install -d -o ejustice -g ejustice -m 0700 /var/lib/ejustice /var/lib/ejustice-keys
COPY --from=build /opt/venv /opt/venv
COPY --from=build /srv/ejustice /srv/ejustice
WORKDIR /srv/ejustice
ENV PATH=/opt/venv/bin:$PATH \
    PYTHONUNBUFFERED=1 \
    CREDENTIALS_DIRECTORY=/run/secrets \
    EJ_DATA_DIR=/var/lib/ejustice \
    EJ_KEY_FILE=/var/lib/ejustice-keys/root.json
USER ejustice
VOLUME ["/var/lib/ejustice", "/var/lib/ejustice-keys"]
HEALTHCHECK --interval=10s --timeout=5s --start-period=20s \
  CMD ["python", "-c", "import os, urllib.request as r; r.urlopen(f'http://127.0.0.1:{os.environ.get(\"EJ_PORT\", 8000)}/health/ready', timeout=4)"]
CMD ["python", "-m", "app.cli", "serve"]
