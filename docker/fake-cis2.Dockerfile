# The fake CIS2 on its own: docker build --file docker/fake-cis2.Dockerfile --tag cis2-testkit/fake-cis2 .
# The base has to bring Node 24, npm and a user named node.
ARG BASE=node:24-bookworm-slim

FROM ${BASE} AS dependencies
WORKDIR /opt/cis2-testkit
COPY package.json package-lock.json ./
RUN npm ci --omit=dev --ignore-scripts

FROM ${BASE}
ENV NODE_ENV=production
WORKDIR /opt/cis2-testkit
COPY --from=dependencies /opt/cis2-testkit/node_modules node_modules
COPY package.json ./
COPY bin bin
COPY docker/healthcheck.js docker/
COPY src src
# Made-up keys and authorities: who shares this volume makes cards that this server takes.
ENV CIS2_TESTKIT_CACHE=/var/cache/cis2-testkit
RUN mkdir -p "$CIS2_TESTKIT_CACHE" && chown node:node "$CIS2_TESTKIT_CACHE"
VOLUME /var/cache/cis2-testkit
USER node
EXPOSE 8080 8081
HEALTHCHECK --interval=10s --timeout=5s --start-period=30s \
  CMD ["node", "docker/healthcheck.js", "http://127.0.0.1:8080", "http://127.0.0.1:8081"]
ENTRYPOINT ["node", "bin/cis2-testkit.js", "serve", "--no-desktop", "--no-demo", "--host", "0.0.0.0"]
CMD ["--public-url", "http://localhost:8080", "--hscn-public-url", "http://localhost:8081"]
