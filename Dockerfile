# Build: the packages of the lock, checked against their hashes, in an environment of their own.
FROM python:3.12-slim AS packages
ENV PIP_DISABLE_PIP_VERSION_CHECK=1 PIP_NO_CACHE_DIR=1
RUN python -m venv /opt/venv
COPY requirements.lock .
RUN /opt/venv/bin/pip install --require-hashes --only-binary=:all: -r requirements.lock

# Run: no compiler, no pip cache, an ordinary user.
FROM python:3.12-slim
ENV PATH=/opt/venv/bin:$PATH \
    PYTHONUNBUFFERED=1 \
    PYTHONDONTWRITEBYTECODE=1 \
    DJANGO_SETTINGS_MODULE=config.settings \
    STATIC_ROOT=/app/collected \
    VAR_DIR=/data
RUN useradd --uid 10001 --user-group --no-create-home --shell /usr/sbin/nologin mentoring \
    && install -d -o mentoring -g mentoring -m 700 /data /keys
COPY --from=packages /opt/venv /opt/venv
WORKDIR /app
COPY . .
# Static files get their hashed names once, here. The values are for this one command and stay out of the image.
RUN SECRET_KEY=$(python -c 'import secrets; print(secrets.token_urlsafe(50))') \
    FIELD_KEYS_FILE=/nowhere SEAL_KEYS_DIR=/nowhere BASE_URL=http://localhost ALLOWED_HOSTS=localhost \
    DATABASE_URL=postgresql:///nowhere REDIS_URL=redis://localhost \
    python manage.py collectstatic --no-input --verbosity 0
USER 10001:10001
EXPOSE 8000
HEALTHCHECK --interval=15s --timeout=5s --start-period=30s --retries=3 CMD ["python", "-m", "launcher.probe", "8000"]
CMD ["gunicorn", "config.wsgi:application", "--bind", "0.0.0.0:8000", "--worker-class", "gthread", "--workers", "2", \
     "--threads", "8", "--worker-tmp-dir", "/dev/shm", "--no-control-socket", "--max-requests", "5000", \
     "--max-requests-jitter", "500"]
