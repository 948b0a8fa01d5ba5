# The portal's image: web, worker and beat are the same image with another command (docker-compose.yml).
# The file system may be read-only; /srv/portal/media and /tmp are written.

FROM python:3.11-slim-bookworm AS builder
ENV PIP_NO_CACHE_DIR=1 PIP_DISABLE_PIP_VERSION_CHECK=1
RUN python -m venv /opt/venv
COPY requirements.txt /build/requirements.txt
RUN /opt/venv/bin/pip install --require-hashes --only-binary :all: -r /build/requirements.txt

FROM python:3.11-slim-bookworm AS runtime
ENV PATH=/opt/venv/bin:$PATH \
    PYTHONUNBUFFERED=1 \
    PYTHONDONTWRITEBYTECODE=1 \
    DJANGO_SETTINGS_MODULE=iomfund.settings.base \
    MEDIA_ROOT=/srv/portal/media
RUN groupadd --gid 10001 portal \
    && useradd --uid 10001 --gid portal --no-create-home --home-dir /nonexistent --shell /usr/sbin/nologin portal \
    && install -d -o portal -g portal -m 0750 /srv/portal/media
COPY --from=builder /opt/venv /opt/venv
WORKDIR /app
COPY . .
# Values for this one step only: collecting files needs the settings to load, not a database or a key.
RUN pybabel compile --domain django --directory locale \
    && SECRET_KEY=build ALLOWED_HOSTS=build SITE_URL=https://build DATABASE_URL=sqlite:// EMAIL_URL=dummymail:// \
       DEFAULT_FROM_EMAIL=build@example.org python manage.py collectstatic --noinput --verbosity 0 \
    && python -m compileall -q .
USER 10001:10001
EXPOSE 8000
VOLUME ["/srv/portal/media"]
# Asks as the first allowed host, because the portal answers to no other name.
HEALTHCHECK --interval=15s --timeout=5s --start-period=30s --retries=3 CMD ["python", "-c", "import os, urllib.request as u; u.urlopen(u.Request('http://127.0.0.1:8000/healthz', headers={'Host': os.environ['ALLOWED_HOSTS'].split(',')[0].strip()}), timeout=4)"]
CMD ["gunicorn", "iomfund.wsgi:application", "--bind", "0.0.0.0:8000", "--workers", "3", "--threads", "4", \
     "--timeout", "30", "--graceful-timeout", "30", "--max-requests", "2000", "--max-requests-jitter", "200", \
     "--limit-request-line", "4094", "--limit-request-fields", "50", "--worker-tmp-dir", "/tmp", \
     "--no-control-socket", "--access-logfile", "-"]
