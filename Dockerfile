# The real thing in one image: web, worker, beat, migrations, backups. Secrets come from the environment at run time.
FROM node:22-bookworm-slim AS fetched
WORKDIR /web
COPY web/package.json web/package-lock.json web/.npmrc ./
RUN npm ci --omit=peer --omit=dev

FROM python:3.12-slim-bookworm
ENV PYTHONUNBUFFERED=1 PYTHONDONTWRITEBYTECODE=1 PIP_NO_CACHE_DIR=1 DJANGO_SETTINGS_MODULE=iom.settings
# Pango draws the PDF reports; the client programs are for backup and restore.
RUN apt-get update \
    && apt-get install --yes --no-install-recommends libpango-1.0-0 libpangoft2-1.0-0 fonts-liberation postgresql-client-15 \
    && rm -rf /var/lib/apt/lists/* \
    && useradd --system --uid 10001 --no-create-home --shell /usr/sbin/nologin iom \
    && install --directory --owner 10001 --group 10001 /uploads /documents /audit-head /backups
WORKDIR /iom
COPY requirements/prod.txt requirements/
RUN pip install --require-hashes --no-deps --only-binary :all: -r requirements/prod.txt && python -m compileall -q /usr/local/lib/python3.12
COPY . .
COPY --from=fetched /web/node_modules web/node_modules
RUN python -c "from tools import frontend; frontend.build()" && rm -rf web/node_modules \
    && python manage.py collectstatic --noinput && python -m compileall -q .
USER 10001:10001
EXPOSE 8000
CMD ["gunicorn", "--config", "deploy/gunicorn.py", "iom.wsgi"]
