# docker build -t footnote .
# docker run -v footnote:/data -e DISCORD_TOKEN footnote          the bot
# docker run -v footnote:/data -it footnote chat                  the terminal chat
FROM python:3.13-slim

ENV PYTHONUNBUFFERED=1 \
    PIP_NO_CACHE_DIR=1 \
    PIP_DISABLE_PIP_VERSION_CHECK=1 \
    FOOTNOTE_DATA_DIR=/data

RUN useradd --system --uid 10001 --user-group --home-dir /data --create-home footnote

WORKDIR /src
# requirements-cluster.lock holds what PostgreSQL and OpenSearch need as well.
ARG REQUIREMENTS=requirements.lock
COPY ${REQUIREMENTS} .
RUN pip install --require-hashes --requirement ${REQUIREMENTS}

COPY pyproject.toml README.md LICENSE ./
COPY bot bot
COPY knowledge knowledge
COPY config config
COPY seeds seeds
RUN pip install --no-deps --no-build-isolation . && rm -rf /src/*

USER footnote
WORKDIR /data
VOLUME /data
STOPSIGNAL SIGTERM
ENTRYPOINT ["footnote"]
CMD ["run"]
