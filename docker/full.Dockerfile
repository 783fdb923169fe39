# Everything: pcscd with virtual readers, OpenSC, Chromium and the suite.
# docker build --file docker/full.Dockerfile --tag cis2-testkit/full .
# The base has to be Debian with Node 24, npm and a user named node.
ARG BASE=node:24-bookworm-slim
FROM ${BASE}
ENV DEBIAN_FRONTEND=noninteractive
RUN apt-get update \
  && apt-get install --yes --no-install-recommends chromium opensc pcscd vsmartcard-vpcd \
  && rm -rf /var/lib/apt/lists/*
WORKDIR /opt/cis2-testkit
COPY package.json package-lock.json ./
RUN npm ci --omit=dev && npm cache clean --force
COPY . .
ENV CHROMIUM=/usr/bin/chromium CIS2_TESTKIT_CACHE=/var/cache/cis2-testkit CIS2_TESTKIT_REPORT_DIR=/reports
RUN mkdir -p "$CIS2_TESTKIT_CACHE" /reports /run/pcscd \
  && chown node:node "$CIS2_TESTKIT_CACHE" /reports /run/pcscd
VOLUME /var/cache/cis2-testkit /reports
USER node
ENTRYPOINT ["docker/full-entrypoint.sh"]
CMD ["conformance", "--target", "pcsc"]
