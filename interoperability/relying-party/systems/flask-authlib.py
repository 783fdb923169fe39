"""A small system with Flask and Authlib, as Authlib's documentation of its Flask client has it."""

import os
from datetime import timedelta

from authlib.integrations.flask_client import OAuth
from flask import Flask, jsonify, redirect, session, url_for

app = Flask(__name__)
app.secret_key = os.environ["SECRET"]
app.permanent_session_lifetime = timedelta(minutes=15)
oauth = OAuth(app)
oauth.register(
    name="cis2",
    client_id=os.environ["CLIENT_ID"],
    client_secret=os.environ["CLIENT_SECRET"],
    server_metadata_url=os.environ["ISSUER"] + "/.well-known/openid-configuration",
    client_kwargs={
        "scope": os.environ["SCOPE"],
        "code_challenge_method": "S256",
        "token_endpoint_auth_method": "client_secret_post",
    },
)


@app.get("/login")
def login():
    return oauth.cis2.authorize_redirect(url_for("callback", _external=True), prompt="login", max_age=300)


@app.get("/callback")
def callback():
    token = oauth.cis2.authorize_access_token()
    userinfo = oauth.cis2.userinfo(token=token)
    session.clear()
    session.permanent = True
    session["person"] = {"sub": token["userinfo"]["sub"], "name": userinfo.get("name")}
    return redirect("/me")


@app.get("/logout")
def logout():
    session.clear()
    return redirect("/me")


@app.get("/me")
def me():
    return jsonify(session.get("person"))


@app.errorhandler(Exception)
def failed(_error):
    return "<!DOCTYPE html><title>Error</title><p>Signing in did not work.</p>", 400


if __name__ == "__main__":
    app.run(host="127.0.0.1", port=int(os.environ["PORT"]))
