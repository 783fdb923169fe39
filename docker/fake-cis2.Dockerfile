# The fake CIS2 on its own: `docker build -f docker/fake-cis2.Dockerfile -t cis2-testkit .`
ARG BASE=node:24-bookworm-slim
FROM ${BASE}
WORKDIR /opt/cis2-testkit
COPY package.json package-lock.json ./
RUN npm ci --omit=dev
COPY bin bin
COPY src src
COPY features features
COPY step-definitions step-definitions
USER node
EXPOSE 8080 8081
ENTRYPOINT ["node", "bin/cis2-testkit.js"]
CMD ["serve", "--no-desktop", "--no-demo", "--host", "0.0.0.0", "--internet-port", "8080", "--hscn-port", "8081"]
