# Web server, worker and beat run from this one image; docker-compose.yml chooses the command.
FROM python:3.11-slim-bookworm

ENV PYTHONUNBUFFERED=1 PYTHONDONTWRITEBYTECODE=1 PIP_DISABLE_PIP_VERSION_CHECK=1

RUN useradd --system --create-home --uid 10001 sahel
WORKDIR /srv/sahel

# The lock file first: a change of code does not install the packages anew.
COPY requirements.txt ./
RUN pip install --no-cache-dir --require-hashes -r requirements.txt

COPY manage.py ./
COPY sahel sahel
COPY incidents incidents
COPY templates templates
COPY static static
COPY locale locale

# Static files belong to the image; their names carry hashes.
ENV STATIC_ROOT=/srv/sahel/collected
RUN SECRET_KEY=only-for-collecting-static-files python manage.py collectstatic --noinput -v 0

# The volume of the column snapshot takes its owner from here.
RUN install -d -o sahel /columns
USER sahel
EXPOSE 8000
CMD ["gunicorn", "sahel.wsgi", "--bind", "0.0.0.0:8000", "--workers", "2", "--worker-class", "gthread", "--threads", "4", "--timeout", "60", "--limit-request-line", "8190", "--no-control-socket"]
